"""Allowance: how many requests a host may still get today, shared by all processes."""

import datetime as dt

from storage.hosts import HostRepository

PORTION = 20
"""Requests taken from the day's allowance at once, so that not each of them writes."""


class Allowance:
    """The daily allowance of the hosts of one crawl; `cap` is in requests a day, 0 for no cap."""

    def __init__(self, hosts: HostRepository, cap: int) -> None:
        self._hosts = hosts
        self._cap = cap
        self._left: dict[tuple[str, dt.date], int] = {}

    def use(self, host: str, day: dt.date) -> bool:
        """Use one request of a host's allowance of a day; False where none is left."""
        if self._cap == 0:
            return True
        place = (host, day)
        if not self._left.get(place):
            self._left[place] = self._hosts.take(host, day, PORTION, self._cap)
        if not self._left[place]:
            return False
        self._left[place] -= 1
        return True

    def close(self) -> None:
        """Give back what was taken and not used."""
        for (host, day), unused in self._left.items():
            if unused:
                self._hosts.give_back(host, day, unused)
        self._left.clear()
