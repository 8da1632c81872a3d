"""Leases: one process at a time crawls a source."""

import json
import time

import pytest

from storage.errors import UnknownSource
from storage.records import Counts


def test_one_owner_at_a_time_holds_a_source(archive):
    assert archive.sources.acquire("qingxi", "host:1:a", 60)
    assert not archive.sources.acquire("qingxi", "host:2:b", 60)
    assert archive.sources.holder("qingxi") == "host:1:a"
    archive.sources.release("qingxi", "host:1:a")
    assert archive.sources.holder("qingxi") is None
    assert archive.sources.acquire("qingxi", "host:2:b", 60)


def test_sources_are_held_one_by_one(archive, make):
    archive.sources.add(make.source("other"))
    assert archive.sources.acquire("qingxi", "host:1:a", 60)
    assert archive.sources.acquire("other", "host:2:b", 60)


def test_only_the_owner_renews_and_releases(archive):
    archive.sources.acquire("qingxi", "host:1:a", 60)
    assert archive.sources.renew("qingxi", "host:1:a", 60)
    assert not archive.sources.renew("qingxi", "host:2:b", 60)
    assert not archive.sources.release("qingxi", "host:2:b")
    assert archive.sources.holder("qingxi") == "host:1:a"


def test_a_lease_that_ran_out_can_be_taken_over(archive):
    archive.sources.acquire("qingxi", "host:1:a", 0.05)
    time.sleep(0.1)
    assert archive.sources.holder("qingxi") is None
    assert archive.sources.acquire("qingxi", "host:2:b", 60)
    assert not archive.sources.renew("qingxi", "host:1:a", 60)


def test_a_renewed_lease_does_not_run_out(archive):
    archive.sources.acquire("qingxi", "host:1:a", 0.05)
    archive.sources.renew("qingxi", "host:1:a", 60)
    time.sleep(0.1)
    assert not archive.sources.acquire("qingxi", "host:2:b", 60)


def test_the_lease_of_a_removed_source_can_still_be_released(archive):
    archive.sources.acquire("qingxi", "host:1:a", 60)
    archive.sources.remove("qingxi")
    assert archive.sources.release("qingxi", "host:1:a")
    with pytest.raises(UnknownSource):
        archive.sources.acquire("qingxi", "host:1:a", 60)


def test_a_crawl_whose_process_died_is_marked_when_the_source_is_taken_anew(archive):
    archive.sources.acquire("qingxi", "host:1:a", 0.05)
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.progress(crawl, Counts(requests=5, new=2))
    time.sleep(0.1)
    archive.sources.acquire("qingxi", "host:2:b", 60)
    left = archive.crawls.get(crawl)
    assert (left.status, left.counts.new) == ("interrupted", 2)
    assert left.finished_at is not None
    assert left.error


def test_ones_own_running_crawl_and_ended_ones_are_left_alone(archive):
    archive.sources.acquire("qingxi", "host:1:a", 60)
    ended = archive.crawls.start(archive.source_id, "host:0:z")
    archive.crawls.finish(ended, "done", Counts())
    own = archive.crawls.start(archive.source_id, "host:1:a")
    archive.sources.acquire("qingxi", "host:1:a", 60)
    assert archive.crawls.get(own).status == "running"
    assert archive.crawls.get(ended).status == "done"


RACER = """
import sys
from storage.engine import Database
from storage.sources import SourceRepository
sources = SourceRepository(Database(sys.argv[1]))
sources.get("qingxi")
print("ready", flush=True)
sys.stdin.readline()
won = [n for n in range(50) if sources.acquire("qingxi", f"host:{sys.argv[2]}:{n}", 60)]
print(won, flush=True)
"""


def test_of_several_processes_one_gets_the_source(archive, start):
    archive.sources.acquire("qingxi", "host:0:dead", 0.01)
    racers = [start(RACER, archive.url, number) for number in range(3)]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n", racer.stderr.read()
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [racer.communicate(timeout=30)[0] for racer in racers]
    assert sum(len(json.loads(line)) for line in won) == 1
