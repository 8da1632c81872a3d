"""A real archive, and real child processes that stand for crawls."""

import contextlib
import dataclasses
import logging
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsarchive.schedule.clock import Clock
from storage.engine import Database, open_database
from storage.records import SourceSettings
from storage.sources import SourceRepository

CHILD = """
import pathlib, signal, sys, time
file, seconds, stubborn = pathlib.Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3] == "stubborn"
stopped = []
signal.signal(signal.SIGTERM, signal.SIG_IGN if stubborn else lambda *_: stopped.append(1))
began = time.time()
with file.open("a") as log:
    log.write(f"{began} began\\n")
while time.time() < began + seconds and not stopped:
    time.sleep(0.01)
with file.open("a") as log:
    log.write(f"{time.time()} {'stopped' if stopped else 'ended'}\\n")
sys.exit(int(sys.argv[4]))
"""
"""Sleeps, says in its file when it began and ended, and ends early when it is asked to."""


@dataclasses.dataclass
class Crawls:
    """Starts children in place of crawls; each source has a file that tells of them."""

    folder: Path
    seconds: float = 0.2
    stubborn: bool = False
    code: int = 0
    children: list[subprocess.Popen[bytes]] = dataclasses.field(default_factory=list)

    def command(self, name: str) -> list[str]:
        manner = "stubborn" if self.stubborn else "docile"
        words = [self.folder / name, self.seconds, manner, self.code]
        return [sys.executable, "-ISc", CHILD, *map(str, words)]

    def start(self, name: str) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(self.command(name))
        self.children.append(child)
        return child

    def events(self, name: str) -> list[tuple[float, str]]:
        """What the crawls of a source have done: moments and words."""
        file = self.folder / name
        if not file.exists():
            return []
        lines = [line.split() for line in file.read_text().splitlines()]
        return [(float(moment), word) for moment, word in lines]

    def count(self, name: str, word: str = "began") -> int:
        return sum(found == word for _, found in self.events(name))

    def most_at_once(self, *names: str) -> int:
        running = most = 0
        for _, word in sorted(event for name in names for event in self.events(name)):
            running += 1 if word == "began" else -1
            most = max(most, running)
        return most


@pytest.fixture
def crawls(tmp_path: Path) -> Iterator[Crawls]:
    folder = tmp_path / "crawls"
    folder.mkdir()
    started = Crawls(folder)
    yield started
    for child in started.children:
        child.kill()
        child.wait()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(f"sqlite:///{tmp_path / 'archive.db'}", wait_seconds=0.2) as opened:
        yield opened


@pytest.fixture
def sources(database: Database) -> SourceRepository:
    return SourceRepository(database)


def watched(name: str, **changes: object) -> SourceSettings:
    """A source on a host of its own."""
    url = f"http://{name}.example/gzdt/"
    values = {"name": name, "url": url, "kind": "list_page", "entry_urls": (url,)}
    return SourceSettings(**values | changes)


@pytest.fixture
def add(sources: SourceRepository) -> Callable[..., None]:
    def add_source(*names: str, **changes: object) -> None:
        for name in names:
            sources.add(watched(name, **changes))

    return add_source


@pytest.fixture
def running(sources: SourceRepository, crawls: Crawls):
    """Runs a clock in a thread while a block lasts."""

    @contextlib.contextmanager
    def run(**changes: object) -> Iterator[Clock]:
        usual = {"look_seconds": 0.2, "tick_seconds": 0.05, "stop_seconds": 3}
        clock = Clock(sources, crawls.start, **usual | changes)
        thread = threading.Thread(target=clock.run)
        thread.start()
        try:
            yield clock
        finally:
            clock.stop()
            thread.join(15)
            assert not thread.is_alive()

    return run


def wait_until(claim: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


@pytest.fixture
def until() -> Callable[..., None]:
    return wait_until


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The scheduler's log lines so far, without their seconds."""
    caplog.set_level(logging.INFO)
    return lambda: [without_seconds(record.getMessage()) for record in caplog.records]


def without_seconds(line: str) -> str:
    return re.sub(r" after \d+ s", "", line)
