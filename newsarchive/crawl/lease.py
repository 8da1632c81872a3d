"""The right to work on one source, kept while the work lasts."""

import os
import secrets
import socket
import threading
from types import TracebackType
from typing import Self

from newsarchive.core.processes import is_alive
from storage.errors import InUse
from storage.records import Turn
from storage.turns import TurnRepository

LEASE_SECONDS = 90
"""A process that has not renewed its lease for so long is taken for dead."""

RENEW_SECONDS = LEASE_SECONDS / 4


def new_owner() -> str:
    """Return a name for one piece of work of this process: host, process, and a token."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def take(turns: TurnRepository, name: str, owner: str, *, with_hosts: bool = True) -> Turn:
    """Take the right to work on a source and to ask its hosts, or keep one's own for longer.

    A process of this machine that was killed has it no longer, whatever time its lease had left.
    Raises InUse while another process has a part of it.
    """
    try:
        return turns.take(name, owner, LEASE_SECONDS, with_hosts=with_hosts)
    except InUse as busy:
        dead = [holder.owner for holder in busy.holders if _is_dead(holder.owner)]
        if not dead:
            raise
    for one in dead:
        turns.release(one)
    return turns.take(name, owner, LEASE_SECONDS, with_hosts=with_hosts)


def process_of(owner: str) -> tuple[str, str]:
    """Return the machine and the process id of an owner, as text.

    >>> process_of("archive-box:4711:0a1b2c3d")
    ('archive-box', '4711')
    """
    machine, _, rest = owner.partition(":")
    return machine, rest.partition(":")[0]


def _is_dead(owner: str) -> bool:
    machine, pid = process_of(owner)
    return machine == socket.gethostname() and pid.isdigit() and not is_alive(int(pid))


class SourceLease:
    """Holds a source, and renews the right to it in a thread; `is_held` is False if another does.

    Used as a context: the source is free again when it ends. Its hosts may be asked by others.
    """

    def __init__(self, turns: TurnRepository, name: str) -> None:
        self._turns = turns
        self._name = name
        self._owner = new_owner()
        self._turn: Turn | None = None
        self._ended = threading.Event()

    @property
    def is_held(self) -> bool:
        """Whether it was free to take."""
        return self._turn is not None

    def __enter__(self) -> Self:
        try:
            self._turn = take(self._turns, self._name, self._owner, with_hosts=False)
        except InUse:
            return self
        threading.Thread(target=self._keep, args=[self._turn], daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        if self.is_held:
            self._turns.release(self._owner)

    def _keep(self, turn: Turn) -> None:
        while not self._ended.wait(RENEW_SECONDS):
            if not self._turns.renew(turn, LEASE_SECONDS):
                return
