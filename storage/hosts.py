"""Hosts: which of them block us and are left alone, and how much was asked of each today.

Kept for all sources and processes together, since a site's firewall counts our address, not our
reasons.
"""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import models
from storage.engine import Database
from storage.records import HostRecord

_FIRST_WAIT = dt.timedelta(hours=1)
_LONGEST_WAIT = dt.timedelta(days=7)


def wait_after(blocks: int) -> dt.timedelta:
    """How long a host is left alone after so many blocks in a row: three times longer each.

    >>> [str(wait_after(blocks)) for blocks in (1, 2, 4, 50)]
    ['1:00:00', '3:00:00', '1 day, 3:00:00', '7 days, 0:00:00']
    """
    return min(_FIRST_WAIT * math.pow(3, min(blocks - 1, 20)), _LONGEST_WAIT)


def blocked(connection: Connection, now: dt.datetime) -> dict[str, HostRecord]:
    """By name, the hosts that are left alone now."""
    host = models.Host
    rows = connection.execute(select(host).where(host.blocked_until > now)).mappings()
    return {row["name"]: _record(row) for row in rows}


class HostRepository:
    """The hosts of an archive, named as in an address: `www.xinhe.example:8080`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def barrier(self, name: str, now: dt.datetime) -> HostRecord | None:
        """The host's record while it is left alone, else None."""
        with self._database.read() as connection:
            return blocked(connection, now).get(name)

    def block(
        self, name: str, reason: str, now: dt.datetime, wait: dt.timedelta | None = None
    ) -> HostRecord:
        """Notes that a host blocked us; it is left alone for `wait`, else for a growing time."""
        with self._database.write() as connection:
            blocks = _row(connection, name)["blocks"] + 1
            values = {
                "blocks": blocks,
                "blocked_at": now,
                "blocked_until": now + (wait or wait_after(blocks)),
                "reason": reason,
            }
            _set(connection, name, values)
            return _record(_row(connection, name))

    def unblock(self, name: str) -> bool:
        """Notes that a host serves us; returns whether it had blocked us before."""
        with self._database.write() as connection:
            row = connection.execute(_query(name)).mappings().first()
            if row is None or row["blocks"] == 0:
                return False
            values = {"blocks": 0, "blocked_at": None, "blocked_until": None, "reason": None}
            _set(connection, name, values)
            return True

    def robots_missed(self, name: str, now: dt.datetime) -> dt.datetime:
        """Notes that a host's robots.txt cannot be reached; returns since when it cannot."""
        with self._database.write() as connection:
            since: dt.datetime = _row(connection, name)["robots_missing_since"] or now
            _set(connection, name, {"robots_missing_since": since})
            return since

    def robots_read(self, name: str) -> None:
        """Notes that a host said what its robots.txt is, or that it has none."""
        host = models.Host
        missing = host.robots_missing_since.is_not(None)
        with self._database.write() as connection:
            connection.execute(
                update(host).where(host.name == name, missing).values(robots_missing_since=None)
            )

    def take(self, name: str, day: dt.date, wanted: int, cap: int) -> int:
        """Takes up to `wanted` requests of those that a host may get on a day; returns how many."""
        with self._database.write() as connection:
            row = _row(connection, name)
            used = row["requests"] if row["day"] == day.isoformat() else 0
            granted = max(0, min(wanted, cap - used))
            _set(connection, name, {"day": day.isoformat(), "requests": used + granted})
            return granted

    def give_back(self, name: str, day: dt.date, unused: int) -> None:
        """Gives back requests of a day that were taken but not made."""
        with self._database.write() as connection:
            row = _row(connection, name)
            if row["day"] == day.isoformat():
                _set(connection, name, {"requests": max(0, row["requests"] - unused)})


def _query(name: str) -> Any:
    return select(models.Host).where(models.Host.name == name)


def _row(connection: Connection, name: str) -> Mapping[Any, Any]:
    """The row of a host, locked until the transaction ends; made where there is none."""
    fresh = {"name": name, "blocks": 0, "day": "", "requests": 0}
    found = connection.execute(_query(name).with_for_update()).mappings().first()
    if found is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(models.Host).values(**fresh))
        except IntegrityError:
            pass  # another process was faster
        found = connection.execute(_query(name).with_for_update()).mappings().one()
    return dict(found)


def _set(connection: Connection, name: str, values: Mapping[str, Any]) -> None:
    host = models.Host
    connection.execute(update(host).where(host.name == name).values(**values))


def _record(row: Mapping[Any, Any]) -> HostRecord:
    return HostRecord(
        name=row["name"],
        blocks=row["blocks"],
        blocked_at=row["blocked_at"],
        blocked_until=row["blocked_until"],
        reason=row["reason"],
    )
