"""A crawl waits for its turn while another one asks the same host."""

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from newsarchive.core.errors import NewsArchiveError
from newsarchive.crawl.lease import process_of, take
from storage.errors import InUse
from storage.records import Holder
from storage.turns import TurnRepository

POLL_SECONDS = 1.0


class HostBusy(NewsArchiveError):
    """The host of a source was asked by other crawls all the time."""


class Stopped(NewsArchiveError):
    """A crawl was asked to end before its turn came."""


def await_turn(
    turns: TurnRepository, name: str, owner: str, *, seconds: float, tell: Callable[[str], None]
) -> None:
    """Take a source and its hosts; where another source's crawl has a host, wait for its end.

    `tell` hears in words for which crawl it waits. Raises InUse where the source itself is being
    crawled, HostBusy where its host is not free within so many seconds, Stopped on SIGTERM.
    """
    deadline = time.monotonic() + seconds
    told = ""
    with _asked_to_stop() as stopping:
        while True:
            try:
                take(turns, name, owner)
            except InUse as busy:
                if any(holder.source in {name, None} for holder in busy.holders):
                    raise
                waiting = " and ".join(map(_crawl_of, busy.holders))
            else:
                return
            if waiting != told:
                tell(waiting)
                told = waiting
            if time.monotonic() > deadline:
                raise HostBusy(
                    f"its host was not free for {seconds:.0f} s: it is asked by {waiting}; "
                    "the next crawl tries again"
                )
            if stopping.wait(POLL_SECONDS):
                raise Stopped(f"stopped while it waited for {waiting}; the next crawl begins")


def _crawl_of(holder: Holder) -> str:
    machine, pid = process_of(holder.owner)
    place = "" if machine == socket.gethostname() else f" on {machine}"
    return f"the crawl of {holder.source} (process {pid}{place})"


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Gives an event that SIGTERM sets meanwhile."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield stopping
    finally:
        signal.signal(signal.SIGTERM, before)
