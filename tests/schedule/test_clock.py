"""The scheduler on a real archive, with real child processes in place of crawls."""

import datetime as dt
import json
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.rhythm import Rhythm

ROOT = Path(__file__).parents[2]
HOUR = dt.timedelta(hours=1)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def test_a_new_source_is_crawled_at_once_and_planned_again(
    *, running, add, sources, crawls, until, lines
):
    add("a", every_seconds=3600)
    with running():
        until(lambda: crawls.count("a", "ended"))
        until(lambda: "crawl of a ended: done" in lines())
    assert crawls.count("a") == 1
    planned = sources.get("a").next_run_at
    assert HOUR - dt.timedelta(minutes=1) < planned - now() < 1.1 * HOUR
    assert [line for line in lines() if "a" in line.split()] == [
        "crawl of a started",
        "crawl of a ended: done",
    ]


def test_never_two_crawls_of_one_source_at_a_time(*, running, add, crawls, until):
    add("a", every_seconds=1)
    crawls.seconds = 1.3
    with running():
        until(lambda: crawls.count("a") >= 3)
    assert crawls.most_at_once("a") == 1


def test_never_two_crawls_on_one_host_at_a_time(*, running, add, crawls, until):
    add("a")
    add("b", url="http://a.example/tzgg/")
    with running():
        until(lambda: crawls.count("a", "ended") and crawls.count("b", "ended"))
    assert crawls.most_at_once("a", "b") == 1


def test_only_so_many_crawls_run_side_by_side(*, running, add, crawls, until):
    names = ("a", "b", "c", "d", "e")
    add(*names)
    crawls.seconds = 0.6
    with running(crawls_at_once=2):
        until(lambda: all(crawls.count(name, "ended") for name in names))
    assert crawls.most_at_once(*names) == 2
    assert [crawls.count(name) for name in names] == [1] * 5


def test_the_plan_survives_a_restart(*, running, add, sources, crawls, until, lines):
    add("a", every_seconds=3600)
    with running():
        until(lambda: "crawl of a ended: done" in lines())
    planned = sources.get("a").next_run_at
    with running():
        time.sleep(0.8)
    assert crawls.count("a") == 1
    assert sources.get("a").next_run_at == planned


def test_runs_that_were_missed_while_it_stood_still_become_one(
    *, running, add, sources, crawls, until, lines
):
    add("a", every_seconds=3600)
    sources.set_next_run("a", now() - 50 * HOUR)
    with running():
        until(lambda: "crawl of a ended: done" in lines())
        time.sleep(0.5)
    assert crawls.count("a") == 1
    assert sources.get("a").next_run_at > now()


def test_a_source_is_started_when_its_time_comes_not_at_the_next_look(
    *, running, add, sources, crawls, until
):
    add("a", every_seconds=3600)
    due = now() + dt.timedelta(seconds=0.8)
    sources.set_next_run("a", due)
    with running(look_seconds=30):
        until(lambda: crawls.count("a"))
    began = crawls.events("a")[0][0]
    assert 0 <= began - due.timestamp() < 10


def test_sources_added_paused_and_removed_meanwhile_are_noticed(
    *, running, add, sources, crawls, until
):
    add("paused", "removed")
    sources.pause("paused")
    later = now() + dt.timedelta(seconds=1)
    sources.set_next_run("removed", later)
    with running():
        time.sleep(0.3)
        sources.remove("removed")
        add("added")
        until(lambda: crawls.count("added"))
        assert crawls.count("paused") == 0
        sources.resume("paused")
        until(lambda: crawls.count("paused"))
        until(lambda: now() > later + dt.timedelta(seconds=0.3))
    assert crawls.count("removed") == 0


def test_two_schedulers_on_one_archive_share_its_runs(
    *, running, add, sources, crawls, until, lines
):
    names = ("a", "b", "c", "d")
    add(*names, every_seconds=3600)
    with running(), running():
        until(lambda: all(crawls.count(name, "ended") for name in names))
        time.sleep(0.8)
    assert [crawls.count(name) for name in names] == [1] * 4


def test_a_source_of_imports_is_never_crawled(*, running, add, crawls):
    add("a", kind="manual", entry_urls=())
    with running():
        time.sleep(0.5)
    assert crawls.count("a") == 0


def test_a_crawl_that_fails_is_told_and_not_begun_again_at_once(
    *, running, add, crawls, until, lines
):
    add("a", every_seconds=3600)
    crawls.code = 1
    with running():
        until(lambda: "crawl of a ended: failed: exit code 1" in lines())
        time.sleep(0.5)
    assert crawls.count("a") == 1


def test_a_crawl_that_cannot_be_started_leaves_the_others_alone(
    *, running, add, crawls, until, lines, monkeypatch
):
    add("a", "b")
    start = crawls.start

    def start_all_but_a(name):
        if name == "a":
            raise NewsArchiveError("the archive folder is not writable")
        return start(name)

    monkeypatch.setattr(crawls, "start", start_all_but_a)
    with running():
        until(lambda: crawls.count("b"))
        told = "crawl of a could not be started: the archive folder is not writable"
        until(lambda: told in lines())


def test_a_source_whose_schedule_cannot_be_read_leaves_the_others_alone(
    *, running, add, crawls, until, lines
):
    add("a", cron="0 8 * *")
    add("b", cron="0 8 * * *", zone="Asia/Nowhere")
    add("c")
    with running():
        until(lambda: crawls.count("c"))
        time.sleep(0.5)
    told = [line for line in lines() if "its schedule cannot be kept" in line]
    assert [line.split()[0] for line in told] == ["a", "b"]


def test_an_archive_that_cannot_be_written_is_waited_out_with_one_line(
    *, running, add, database, crawls, until, lines
):
    add("a")
    locking = sqlite3.connect(database.path, isolation_level=None)
    locking.execute("BEGIN EXCLUSIVE")
    with running():
        until(lambda: any("the archive cannot be written" in line for line in lines()))
        time.sleep(1.2)
        assert crawls.count("a") == 0
        locking.execute("ROLLBACK")
        locking.close()
        until(lambda: crawls.count("a", "ended"))
    assert sum("the archive cannot be written" in line for line in lines()) == 1
    assert sum("the archive can be written again" in line for line in lines()) == 1


def test_an_archive_that_cannot_be_read_is_waited_out_with_one_line(
    *, running, add, database, crawls, until, lines
):
    add("a")
    database.close()
    away = database.path.with_name("away")
    files = [file for file in database.path.parent.glob("archive.db*") if file.is_file()]
    away.mkdir()
    for file in files:
        file.rename(away / file.name)
    database.path.mkdir()
    with running():
        until(lambda: any("the sources cannot be read" in line for line in lines()))
        time.sleep(0.6)
        database.path.rmdir()
        for file in files:
            (away / file.name).rename(file)
        until(lambda: crawls.count("a", "ended"))
    assert sum("the sources cannot be read" in line for line in lines()) == 1
    assert sum("the sources can be read again" in line for line in lines()) == 1


def test_stopping_asks_crawls_to_end_and_lets_them_go_on_after_a_restart(
    *, running, add, sources, crawls, until
):
    add("a", every_seconds=3600)
    crawls.seconds = 30
    with running():
        until(lambda: crawls.count("a"))
    assert [word for _, word in crawls.events("a")] == ["began", "stopped"]
    assert sources.get("a").next_run_at <= now()
    with running():
        until(lambda: crawls.count("a") == 2)


def test_a_crawl_that_does_not_stop_is_killed(*, running, add, crawls, until, lines):
    add("a")
    crawls.seconds, crawls.stubborn = 30, True
    with running(stop_seconds=0.4):
        until(lambda: crawls.count("a"))
        began = time.monotonic()
    assert time.monotonic() - began < 20
    assert "crawl of a did not stop in time and is killed" in lines()
    assert crawls.children[0].returncode == -signal.SIGKILL


DAEMON = """
import json, logging, subprocess, sys
from newsarchive.schedule.clock import Clock
from storage.engine import open_database
from storage.sources import SourceRepository

database, words, seconds = sys.argv[1], json.loads(sys.argv[2]), float(sys.argv[3])
logging.basicConfig(level=logging.INFO, format="%(message)s")
clock = Clock(
    SourceRepository(open_database(database)),
    lambda name: subprocess.Popen(words, start_new_session=True),
    look_seconds=0.2,
    tick_seconds=0.05,
    stop_seconds=seconds,
)
clock.run()
"""


@pytest.fixture
def daemon(tmp_path, crawls):
    """Starts the scheduler as a process of its own."""
    started = []

    def start(*, stop_seconds: float = 5) -> subprocess.Popen[str]:
        crawls.seconds = 30
        child = crawls.command("a")
        script = tmp_path / "daemon.py"
        script.write_text(textwrap.dedent(DAEMON))
        words = [f"sqlite:///{tmp_path / 'archive.db'}", json.dumps(child), str(stop_seconds)]
        process = subprocess.Popen(
            [sys.executable, script, *words],
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(ROOT)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(*, daemon, add, sources, crawls, until, number):
    add("a", every_seconds=3600)
    process = daemon()
    until(lambda: crawls.count("a"))
    process.send_signal(number)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 0
    assert [word for _, word in crawls.events("a")] == ["began", "stopped"]
    assert re.sub(r" after \d+ s", "", told).splitlines() == [
        "scheduler started",
        "crawl of a started",
        "crawl of a is asked to stop",
        "crawl of a ended: done",
        "scheduler stopped",
    ]
    assert sources.get("a").next_run_at <= now()


def test_a_second_signal_does_not_wait_for_crawls(*, daemon, add, crawls, until):
    add("a")
    crawls.stubborn = True
    process = daemon(stop_seconds=60)
    until(lambda: crawls.count("a"))
    process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=10)
    assert "did not stop in time and is killed" in told


def test_a_source_without_a_schedule_of_its_own_is_planned_by_its_rhythm(
    *, running, add, sources, until, lines
):
    names = ("busy", "fixed")
    add("busy")
    add("fixed", every_seconds=3600)
    flood = Rhythm("PRC", 900, (300.0,) * 8, (1 / 24,) * 24, (1 / 24,) * 24)
    with running(rhythm=lambda _source: flood):
        until(lambda: {f"crawl of {name} ended: done" for name in names} <= set(lines()))

    busy, fixed = sources.get("busy"), sources.get("fixed")
    assert busy.next_run_at - busy.created_at < dt.timedelta(minutes=20)
    assert "learned from 900 articles" in busy.next_run_why
    assert fixed.next_run_at - fixed.created_at > dt.timedelta(minutes=59)
    assert fixed.next_run_why == "a schedule of its own"
