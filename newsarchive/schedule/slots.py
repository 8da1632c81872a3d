"""Slots: the crawls that run side by side, a bounded number, never two on one host."""

import dataclasses
import logging
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from newsarchive.core.errors import NewsArchiveError
from storage.errors import StorageError
from storage.records import SourceRecord
from storage.sources import host_of

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
KILLED_SECONDS = 5.0


class CrawlHandle(Protocol):
    """A crawl that was started; subprocess.Popen is one."""

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""

    def terminate(self) -> None:
        """Ask it to end cleanly."""

    def kill(self) -> None:
        """End it at once."""


Handle = TypeVar("Handle", bound=CrawlHandle)


def exit_code(handle: CrawlHandle) -> str:
    """Return how a crawl ended, in words, where nothing but its exit code is known."""
    code = handle.poll()
    return "done" if code == 0 else f"failed: exit code {code}"


@dataclasses.dataclass(frozen=True, slots=True)
class _Running(Generic[Handle]):
    host: str
    handle: Handle
    started: float


class Slots(Generic[Handle]):
    """The running crawls and the sources that wait for a free slot; for one thread.

    `start` starts the crawl of a source; `describe` says in words how an ended one went.
    """

    def __init__(
        self,
        start: Callable[[str], Handle],
        *,
        limit: int,
        describe: Callable[[Handle], str] = exit_code,
    ) -> None:
        self._start = start
        self._limit = limit
        self._describe = describe
        self._running: dict[str, _Running[Handle]] = {}

    @property
    def running(self) -> tuple[str, ...]:
        """The names of the sources being crawled, longest first."""
        return tuple(self._running)

    def is_free_for(self, source: SourceRecord) -> bool:
        """Tell whether a crawl of the source can start: a slot is free, and its host is at rest."""
        hosts = {crawl.host for crawl in self._running.values()}
        return len(self._running) < self._limit and host_of(source.settings.url) not in hosts

    def start(self, source: SourceRecord) -> None:
        """Start a crawl; one that cannot be started is logged and left."""
        name = source.settings.name
        try:
            handle = self._start(name)
        except (NewsArchiveError, StorageError, OSError) as error:
            log.error("crawl of %s could not be started: %s", name, error)  # noqa: TRY400 - one line
            return
        self._running[name] = _Running(host_of(source.settings.url), handle, time.monotonic())
        log.info("crawl of %s started", name)

    def reap(self) -> tuple[str, ...]:
        """Return the names of the crawls that have ended since the last call."""
        ended = {n: crawl for n, crawl in self._running.items() if crawl.handle.poll() is not None}
        for name, crawl in ended.items():
            del self._running[name]
            seconds = time.monotonic() - crawl.started
            log.info(
                "crawl of %s ended after %.0f s: %s", name, seconds, self._describe(crawl.handle)
            )
        return tuple(ended)

    def stop(self, seconds: float, *, is_urgent: Callable[[], bool] = lambda: False) -> None:
        """Ask all crawls to end, wait up to `seconds` or until it is urgent, kill the rest."""
        for name, crawl in self._running.items():
            log.info("crawl of %s is asked to stop", name)
            crawl.handle.terminate()
        self._await_end(seconds, is_urgent)
        for name, crawl in self._running.items():
            log.warning("crawl of %s did not stop in time and is killed", name)
            crawl.handle.kill()
        self._await_end(KILLED_SECONDS, lambda: False)

    def _await_end(self, seconds: float, is_urgent: Callable[[], bool]) -> None:
        deadline = time.monotonic() + seconds
        self.reap()
        while self._running and time.monotonic() < deadline and not is_urgent():
            time.sleep(POLL_SECONDS)
            self.reap()
