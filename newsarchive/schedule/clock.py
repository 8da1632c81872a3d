"""The scheduler: asks the registry what is due, starts crawls, and ends them cleanly.

APScheduler wakes each source at its time; one loop in the calling thread starts and minds the
crawls, so that all state has one owner. The loop counts by a monotonic clock: a system
clock that is set back cannot put it to sleep.
"""

import contextlib
import datetime as dt
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Generic, Protocol

from newsarchive.core.errors import UsageError
from newsarchive.schedule.alarms import Alarms
from newsarchive.schedule.cadence import due_at, is_adaptive, next_run
from newsarchive.schedule.outage import Outage
from newsarchive.schedule.slots import Handle, Slots, exit_code
from newsarchive.schedule.wording import FIXED, rhythm_text
from newsarchive.sources.rhythm import Rhythm
from storage.errors import StorageError, UnknownSource
from storage.records import SourceRecord

log = logging.getLogger(__name__)


class Registry(Protocol):
    """The part of the registry of sources that the scheduler needs."""

    def list(self) -> Sequence[SourceRecord]:
        """Return every source that was not removed."""

    def set_next_run(self, name: str, at: dt.datetime, /) -> object:
        """Keep when a source is due next."""

    def claim_run(self, name: str, at: dt.datetime, why: str, now: dt.datetime, /) -> bool:
        """Keep when one that starts now is due next, and why then; False if it is not due now."""


def _no_rhythm(_source: SourceRecord) -> None:
    return None


class Clock(Generic[Handle]):
    """Runs the sources of a registry by their schedules until it is stopped.

    `start_crawl` starts the crawl of the source of that name; `describe` says in words how an ended
    one went; `rhythm` is what was learned of a source that has no schedule of its own. The
    registry is asked every `look_seconds`, running crawls every `tick_seconds`; at most
    `crawls_at_once` run side by side, never two of one source or on one host. A crawl that is to
    stop gets `stop_seconds` for it, and is due at once after a restart.
    """

    def __init__(
        self,
        registry: Registry,
        start_crawl: Callable[[str], Handle],
        *,
        describe: Callable[[Handle], str] = exit_code,
        rhythm: Callable[[SourceRecord], Rhythm | None] = _no_rhythm,
        crawls_at_once: int = 2,
        look_seconds: float = 15,
        tick_seconds: float = 0.5,
        stop_seconds: float = 30,
    ) -> None:
        self._registry = registry
        self._rhythm = rhythm
        self._slots = Slots(start_crawl, limit=crawls_at_once, describe=describe)
        self._alarms = Alarms()
        self._reading = Outage("the sources cannot be read", "the sources can be read again")
        self._writing = Outage(
            "no crawl can start, since the archive cannot be written",
            "the archive can be written again",
        )
        self._sources: dict[str, SourceRecord] = {}
        self._waiting: dict[str, None] = {}
        self._unplanned: set[str] = set()
        self._may_write = True
        self._look_seconds = look_seconds
        self._tick_seconds = tick_seconds
        self._stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._urgent = threading.Event()

    def run(self) -> None:
        """Run until `stop` or SIGTERM or SIGINT; a second signal kills the crawls at once."""
        # Its own lines repeat what the crawls' lines say.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        with self._signals():
            self._alarms.start()
            try:
                self._loop()
            finally:
                self._alarms.stop()
                self._end()

    def stop(self) -> None:
        """Make `run` end; may be called from any thread."""
        self._stopping.set()

    def _loop(self) -> None:
        log.info("scheduler started")
        next_look = time.monotonic()
        while not self._stopping.is_set():
            if time.monotonic() >= next_look:
                self._look()
                next_look = time.monotonic() + self._look_seconds
            self._mind()
            self._stopping.wait(self._tick_seconds)

    def _look(self) -> None:
        """Learn of added, changed, paused and removed sources, and set their alarms."""
        try:
            sources = self._registry.list()
        except StorageError as error:
            self._reading.failed(error)
            return
        self._reading.over()
        self._may_write = True
        now = dt.datetime.now(dt.UTC)
        self._sources = {
            source.settings.name: source for source in sources if self._plan(source, now)
        }
        self._alarms.keep_only(self._sources.keys())

    def _plan(self, source: SourceRecord, now: dt.datetime) -> bool:
        """Set the alarm of a source; False for one that is not to be crawled."""
        name = source.settings.name
        try:
            due = due_at(source, now=now)
        except UsageError as error:
            if name not in self._unplanned:
                log.error("%s is left out, its schedule cannot be kept: %s", name, error)  # noqa: TRY400 - one line
            self._unplanned.add(name)
            return False
        self._unplanned.discard(name)
        if due is None:
            return False
        # One that is due now gets its next time when it starts.
        if due > now and due != source.next_run_at:
            self._written(self._registry.set_next_run, name, due)
        self._alarms.set(name, due)
        return True

    def _written(self, write: Callable[..., object], *values: object) -> bool:
        """Write to the registry; False where that is not possible, or where it answers so.

        After one failure nothing more is tried until the next look: each try may wait for a lock.
        """
        if not self._may_write:
            return False
        try:
            answer = write(*values)
        except UnknownSource:
            # Removed since the last look; the next one will forget it.
            return False
        except StorageError as error:
            self._writing.failed(error)
            self._may_write = False
            return False
        self._writing.over()
        return answer is not False

    def _mind(self) -> None:
        """Take note of ended crawls and start those whose time has come."""
        self._slots.reap()
        self._waiting.update(dict.fromkeys(self._alarms.rung()))
        for name in list(self._waiting):
            source = self._sources.get(name)
            if source is None:
                del self._waiting[name]
            elif self._slots.is_free_for(source):
                del self._waiting[name]
                self._start(source)

    def _start(self, source: SourceRecord) -> None:
        """Start a crawl; its next time is kept first, lest a failing one begins at once again.

        Another scheduler on this archive may have started it already.
        """
        name = source.settings.name
        due, why = self._next(source)
        now = dt.datetime.now(dt.UTC)
        if not self._written(self._registry.claim_run, name, due, why, now):
            self._alarms.forget(name)
            return
        self._alarms.set(name, due)
        self._slots.start(source)

    def _next(self, source: SourceRecord) -> tuple[dt.datetime, str]:
        """When a source that starts now is due again, and why."""
        now = dt.datetime.now(dt.UTC)
        if not is_adaptive(source.settings):
            return next_run(source.settings, after=now), FIXED
        rhythm = None
        with contextlib.suppress(StorageError):
            rhythm = self._rhythm(source)
        return next_run(source.settings, after=now, rhythm=rhythm), rhythm_text(rhythm)

    def _end(self) -> None:
        self._slots.reap()
        interrupted = self._slots.running
        self._slots.stop(self._stop_seconds, is_urgent=self._urgent.is_set)
        for name in interrupted:
            with contextlib.suppress(StorageError):
                self._registry.set_next_run(name, dt.datetime.now(dt.UTC))
        log.info("scheduler stopped")

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGTERM and SIGINT stop the clock; signals reach the main thread only."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wanted = (signal.SIGTERM, signal.SIGINT)
        before = {number: signal.signal(number, self._on_signal) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self._stopping.is_set():
            self._urgent.set()
        self._stopping.set()
