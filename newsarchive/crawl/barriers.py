"""Barriers: firewalls' pages in place of a host's own, and when they make us leave it alone."""

import datetime as dt
from collections import Counter

from storage.hosts import HostRepository
from storage.records import HostRecord
from storage.sources import host_of

LIMIT = 3
"""Barriers in a row after which a host is left alone; one in place of a list is enough."""


class Barriers:
    """The barriers that one crawl met, by host."""

    def __init__(self, hosts: HostRepository) -> None:
        self._hosts = hosts
        self._in_a_row: Counter[str] = Counter()
        self._serving: set[str] = set()

    def met(self, url: str, reason: str, *, is_list: bool = False) -> HostRecord | None:
        """Note a barrier at an address; returns the host's record where it is left alone now."""
        host = host_of(url)
        self._in_a_row[host] += LIMIT if is_list else 1
        self._serving.discard(host)
        if self._in_a_row[host] < LIMIT:
            return None
        self._in_a_row[host] = 0
        return self._hosts.block(host, reason, dt.datetime.now(dt.UTC))

    def passed(self, url: str) -> None:
        """Note that a host serves us."""
        host = host_of(url)
        self._in_a_row[host] = 0
        if host not in self._serving:
            self._hosts.unblock(host)
            self._serving.add(host)
