"""Crawls of one host take turns, whoever started them."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage.engine import open_database
from storage.turns import TurnRepository


@pytest.fixture
def neighbours(program, column):
    """Two sources that are columns of one host."""
    column.write([101, 102])
    column.put_lists([101, 102])
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    program.run(
        "source", "add", column.site.url("/gzdt/index.html?tzgg"), "--name", "tzgg", "--yes"
    )
    column.site.forget()
    return column


@contextmanager
def crawled_elsewhere(program, name: str) -> Iterator[threading.Event]:
    """A living process has the turn of a source; the event ends that."""
    ended = threading.Event()
    owner = f"{socket.gethostname()}:{os.getpid()}:test"
    with open_database(f"sqlite:///{program.home}/archive.db") as database:
        turns = TurnRepository(database)
        turns.take(name, owner, 60, with_hosts=True)

        def end() -> None:
            ended.wait(60)
            turns.release(owner)

        thread = threading.Thread(target=end)
        thread.start()
        yield ended
        ended.set()
        thread.join()


def test_a_crawl_waits_until_another_one_at_its_host_has_ended(program, neighbours):
    log = program.home / "logs" / "gzdt.log"
    waiting = f"asked by the crawl of tzgg (process {os.getpid()})"
    asked = []
    with crawled_elsewhere(program, "tzgg") as ended:

        def end_when_it_waits() -> None:
            for _ in range(600):
                if log.exists() and waiting in log.read_text("utf-8"):
                    break
                time.sleep(0.1)
            asked.extend(neighbours.asked())
            ended.set()

        looking = threading.Thread(target=end_when_it_waits)
        looking.start()
        report = program.json("crawl", "gzdt")["crawls"][0]
        looking.join()
    assert waiting in log.read_text("utf-8")
    assert asked == []
    assert (report["new"], report["error"]) == (2, None)


def test_a_crawl_that_waits_too_long_for_its_host_says_for_whom(program, neighbours):
    with crawled_elsewhere(program, "tzgg"):
        told = program.json("crawl", "gzdt", code=1, NEWSARCHIVE_TIME_LIMIT="10")["crawls"][0]
    assert told["error"].startswith(
        "its host was not free for 5 s: it is asked by the crawl of tzgg"
    )
    assert neighbours.asked() == []


def test_a_source_that_is_being_crawled_is_not_crawled_a_second_time(program, neighbours):
    with crawled_elsewhere(program, "gzdt"):
        told = program.json("crawl", "gzdt", code=1)["crawls"][0]
    assert told["error"] == "gzdt is being crawled by another process; nothing was done"
    assert neighbours.asked() == []
