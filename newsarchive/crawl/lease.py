"""The right to work on one source, kept while the work lasts."""

import os
import secrets
import socket
import threading
from types import TracebackType
from typing import Self

from newsarchive.core.processes import is_alive
from storage.sources import SourceRepository

LEASE_SECONDS = 90
"""A process that has not renewed its lease for so long is taken for dead."""

RENEW_SECONDS = LEASE_SECONDS / 4


def new_owner() -> str:
    """Return a name for one piece of work of this process: host, process, and a token."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def acquire(sources: SourceRepository, name: str, owner: str) -> bool:
    """Take the right to work on a source; False while another process has it.

    One of this machine that was killed has it no longer, whatever time its lease had left.
    """
    if sources.acquire(name, owner, LEASE_SECONDS):
        return True
    holder = sources.holder(name)
    if holder is None or not _is_dead(holder):
        return False
    sources.release(name, holder)
    return sources.acquire(name, owner, LEASE_SECONDS)


def _is_dead(owner: str) -> bool:
    machine, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    return machine == socket.gethostname() and pid.isdigit() and not is_alive(int(pid))


class SourceLease:
    """Holds a source, and renews the right to it in a thread; `is_held` is False if another does.

    Used as a context: the source is free again when it ends.
    """

    def __init__(self, sources: SourceRepository, name: str) -> None:
        self._sources = sources
        self._name = name
        self._owner = new_owner()
        self._ended = threading.Event()
        self.is_held = False

    def __enter__(self) -> Self:
        self.is_held = acquire(self._sources, self._name, self._owner)
        if self.is_held:
            threading.Thread(target=self._keep, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self.is_held:
            self._sources.release(self._name, self._owner)

    def _keep(self) -> None:
        while not self._ended.wait(RENEW_SECONDS):
            if not self._sources.renew(self._name, self._owner, LEASE_SECONDS):
                return
