"""Turns: one process at a time crawls a source, and asks a host."""

import json
import time

import pytest

from storage.errors import InUse, UnknownSource
from storage.records import Counts, Holder

HOST = "http://www.xinhe.example:8080"


def take(archive, owner, name="qingxi", seconds=60, *, with_hosts=True):
    return archive.turns.take(name, owner, seconds, with_hosts=with_hosts)


def holders(archive, owner, name="qingxi"):
    """Who stands in the way of taking a turn."""
    with pytest.raises(InUse) as refused:
        take(archive, owner, name)
    return refused.value.holders


@pytest.fixture
def neighbours(archive, make):
    """Two columns of one host, the second of which also has a feed at another."""
    feed = "http://feeds.example/news.xml"
    archive.sources.add(make.source("news", url=f"{HOST}/news/", entry_urls=(f"{HOST}/news/",)))
    archive.sources.add(
        make.source("notices", url=f"{HOST}/notices/", entry_urls=(f"{HOST}/notices/", feed))
    )
    archive.sources.add(make.source("feed", url=feed, entry_urls=(feed,), kind="feed"))
    return archive


def test_one_owner_at_a_time_has_a_source(archive):
    take(archive, "host:1:a")
    assert holders(archive, "host:2:b") == (Holder(owner="host:1:a", source="qingxi"),)
    assert archive.turns.release("host:1:a")
    take(archive, "host:2:b")


def test_sources_of_different_hosts_are_had_side_by_side(archive, neighbours):
    take(archive, "host:1:a", "qingxi")
    take(archive, "host:2:b", "news")


def test_sources_of_one_host_are_had_one_after_the_other(neighbours):
    take(neighbours, "host:1:a", "news")
    assert holders(neighbours, "host:2:b", "notices") == (Holder(owner="host:1:a", source="news"),)
    neighbours.turns.release("host:1:a")
    take(neighbours, "host:2:b", "notices")


def test_all_who_stand_in_the_way_are_named(neighbours):
    take(neighbours, "host:1:a", "news")
    take(neighbours, "host:2:b", "feed")
    with pytest.raises(InUse, match="a host of notices is asked by the crawl of feed and news"):
        take(neighbours, "host:3:c", "notices")


def test_a_turn_that_could_not_be_had_whole_leaves_nothing_taken(neighbours):
    take(neighbours, "host:1:a", "feed")
    assert holders(neighbours, "host:2:b", "notices")
    take(neighbours, "host:3:c", "news")


def test_work_that_asks_no_host_needs_none(neighbours):
    take(neighbours, "host:1:a", "news")
    take(neighbours, "host:2:b", "notices", with_hosts=False)
    assert len(holders(neighbours, "host:3:c", "notices")) == 2


def test_only_the_owner_renews_and_releases(archive):
    turn = take(archive, "host:1:a")
    assert archive.turns.renew(turn, 60)
    assert not archive.turns.release("host:2:b")
    assert holders(archive, "host:2:b")


def test_a_turn_that_ran_out_can_be_taken_over(neighbours):
    lost = take(neighbours, "host:1:a", "news", seconds=0.05)
    time.sleep(0.1)
    take(neighbours, "host:2:b", "notices")
    assert not neighbours.turns.renew(lost, 60)


def test_a_renewed_turn_does_not_run_out(archive):
    turn = take(archive, "host:1:a", seconds=0.05)
    assert archive.turns.renew(turn, 60)
    time.sleep(0.1)
    assert holders(archive, "host:2:b")


def test_the_turn_of_a_removed_source_can_still_be_kept_and_ended(archive):
    turn = take(archive, "host:1:a")
    archive.sources.remove("qingxi")
    assert archive.turns.renew(turn, 60)
    assert archive.turns.release("host:1:a")
    with pytest.raises(UnknownSource):
        take(archive, "host:1:a")


def test_a_crawl_whose_process_died_is_marked_when_the_source_is_taken_anew(archive):
    take(archive, "host:1:a", seconds=0.05)
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.progress(crawl, Counts(requests=5, new=2))
    time.sleep(0.1)
    take(archive, "host:2:b")
    left = archive.crawls.get(crawl)
    assert (left.status, left.counts.new) == ("interrupted", 2)
    assert left.finished_at is not None
    assert left.error


def test_a_crawl_whose_process_died_is_told_so_before_the_source_is_taken_anew(archive):
    take(archive, "host:1:a", seconds=0.5)
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.progress(crawl, Counts(requests=5, new=2))
    assert archive.crawls.get(crawl).status == "running"
    time.sleep(0.6)
    left = archive.crawls.get(crawl)
    assert (left.status, left.counts.new, left.finished_at) == ("interrupted", 2, None)
    assert "ended without a word" in left.error
    assert archive.sources.get("qingxi").last_crawl == left


def test_ones_own_running_crawl_and_ended_ones_are_left_alone(archive):
    take(archive, "host:1:a")
    ended = archive.crawls.start(archive.source_id, "host:0:z")
    archive.crawls.finish(ended, "done", Counts())
    own = archive.crawls.start(archive.source_id, "host:1:a")
    take(archive, "host:1:a")
    assert archive.crawls.get(own).status == "running"
    assert archive.crawls.get(ended).status == "done"


RACER = """
import sys
from storage.engine import Database
from storage.errors import InUse
from storage.turns import TurnRepository
url, number, name = sys.argv[1:]
turns = TurnRepository(Database(url))
print("ready", flush=True)
sys.stdin.readline()
won = 0
for attempt in range(50):
    try:
        turns.take(name, f"host:{number}:{attempt}", 60, with_hosts=True)
    except InUse:
        continue
    won += 1
print(won, flush=True)
"""


def test_of_several_processes_one_gets_the_host(neighbours, start):
    take(neighbours, "host:0:dead", "news", seconds=0.01)
    names = ["news", "notices", "news", "notices"]
    racers = [start(RACER, neighbours.url, number, name) for number, name in enumerate(names)]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n", racer.stderr.read()
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [racer.communicate(timeout=30)[0] for racer in racers]
    assert sum(json.loads(line) for line in won) == 1
