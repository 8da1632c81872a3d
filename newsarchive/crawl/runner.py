"""Runs crawls in child processes: starts them, reads what they report, ends them in time."""

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from newsarchive.core.config import Config
from newsarchive.core.home import Home
from newsarchive.core.logs import rotate
from newsarchive.crawl.job import CrawlJob
from storage.records import Counts, CrawlStatus
from storage.sources import host_of

GRACE_SECONDS = 30
"""Time that a child has to end cleanly after it was asked to."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What became of a crawl; `crawl_id` is None when it did not even begin.

    `error` says why it failed, or was interrupted.
    """

    source: str
    crawl_id: int | None
    counts: Counts
    seconds: float
    status: CrawlStatus
    error: str | None


class CrawlProcess:
    """One child process that crawls one source."""

    def __init__(self, job: CrawlJob, config: Config) -> None:
        self.job = job
        limit = job.time_limit or config.time_limit
        self._deadline = time.monotonic() + limit + GRACE_SECONDS
        self._started = time.monotonic()
        self._progress: dict[str, Any] = {}
        self._status: CrawlStatus = "failed"
        self._error: str | None = (
            f"the crawl ended without a report; see: newsarchive log {job.source}"
        )
        self._timed_out = False
        self._process = self._start(dataclasses.replace(config, time_limit=limit))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def counts(self) -> Counts:
        """What was done so far."""
        names = [field.name for field in dataclasses.fields(Counts)]
        return Counts(**{name: self._progress.get(name, 0) for name in names})

    @property
    def waits_for(self) -> str | None:
        """The crawl at the same host that it waits for, in words; None while it works."""
        told = self._progress.get("for")
        return None if told is None else str(told)

    def poll(self) -> int | None:
        """Return the exit code, None while it runs; a child past its time limit is ended."""
        if self._process.poll() is None and time.monotonic() > self._deadline:
            self._timed_out = True
            self.kill()
        code = self._process.poll()
        if code is not None:
            self._clear_away()
        return code

    def terminate(self) -> None:
        """Ask the child to end cleanly: what it has fetched is still stored."""
        self._process.terminate()

    def kill(self) -> None:
        """End the child at once; what it has stored stays."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code; raises subprocess.TimeoutExpired after `timeout` seconds."""
        return self._process.wait(timeout)

    def report(self) -> CrawlReport:
        """Return what became of the crawl, after it has ended."""
        self._reader.join()
        error = self._error
        if self._timed_out:
            error = "the crawl did not end within its time limit and was killed"
        return CrawlReport(
            source=self.job.source,
            crawl_id=self._progress.get("crawl_id"),
            counts=self.counts,
            seconds=round(time.monotonic() - self._started, 2),
            status=self._status,
            error=error,
        )

    def _clear_away(self) -> None:
        """End what an ended child has left behind; it would keep its output open."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _start(self, config: Config) -> subprocess.Popen[str]:
        home = Home(config.home)
        home.prepare()
        file = home.logs / f"{self.job.source}.log"
        rotate(file)
        with file.open("a", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "newsarchive.crawl.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=os.environ | config.environment(),
                text=True,
                start_new_session=True,
            )
        assert process.stdin is not None  # noqa: S101 - asked for above
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(self.job.to_json() + "\n")
            process.stdin.close()
        return process

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - asked for at the start
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if event["event"] == "end":
                    self._status, self._error = event["status"], event["error"]
                else:
                    self._progress = event


def run_crawls(
    jobs: Iterable[tuple[CrawlJob, str]],
    config: Config,
    *,
    watch: Callable[[list[CrawlProcess]], None],
) -> Iterator[CrawlReport]:
    """Crawl the sources of (job, address) pairs side by side, never two of one host at a time.

    Yields each report when its crawl has ended; `watch` sees the running crawls a few times a
    second. When the caller leaves early, running crawls are asked to end and waited for.
    """
    waiting = list(jobs)
    running: dict[str, CrawlProcess] = {}
    try:
        while waiting or running:
            _start_free(waiting, running, config)
            watch(list(running.values()))
            time.sleep(0.1)
            for host in [host for host, crawl in running.items() if crawl.poll() is not None]:
                yield running.pop(host).report()
    finally:
        _stop(list(running.values()))


def _start_free(
    waiting: list[tuple[CrawlJob, str]], running: dict[str, CrawlProcess], config: Config
) -> None:
    for job, url in list(waiting):
        host = host_of(url)
        if len(running) < config.crawls_at_once and host not in running:
            waiting.remove((job, url))
            running[host] = CrawlProcess(job, config)


def _stop(crawls: list[CrawlProcess]) -> None:
    for crawl in crawls:
        crawl.terminate()
    for crawl in crawls:
        try:
            crawl.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            crawl.kill()
