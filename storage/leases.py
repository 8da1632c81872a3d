"""Leases: the right to work on something until a moment, held by one owner at a time."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, Text, cast, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from storage import models
from storage.records import Holder

_SOURCE = "source:"


def acquire(connection: Connection, name: str, owner: str, seconds: float) -> bool:
    """Takes a lease, or prolongs one's own; False while another owner holds it.

    A lease that ran out may be taken by anybody.
    """
    if _prolong(connection, name, owner, seconds, or_take_over=True):
        return True
    try:
        with connection.begin_nested():
            values = {"name": name, "owner": owner, "expires_at": _until(connection, seconds)}
            connection.execute(insert(models.Lease).values(**values))
    except IntegrityError:
        return False
    return True


def renew(connection: Connection, name: str, owner: str, seconds: float) -> bool:
    """Prolongs one's own lease from now on; False when it was lost to another owner."""
    return _prolong(connection, name, owner, seconds, or_take_over=False)


def release(connection: Connection, owner: str) -> bool:
    """Gives up all leases of an owner; False when they were lost already."""
    lease = models.Lease
    return connection.execute(delete(lease).where(lease.owner == owner)).rowcount > 0


def holders(connection: Connection, names: Sequence[str], *, but: str) -> tuple[Holder, ...]:
    """Who has some of these leases now, `but` left out."""
    mine, held = models.Lease, aliased(models.Lease)
    source = models.Source
    query = (
        select(mine.owner, func.min(source.name))
        .where(mine.name.in_(names), mine.owner != but, mine.expires_at > now(connection))
        .outerjoin(held, held.owner == mine.owner)
        .outerjoin(source, held.name == _SOURCE + cast(source.id, Text))
        .group_by(mine.owner)
    )
    return tuple(Holder(owner=owner, source=name) for owner, name in connection.execute(query))


def of_source(source_id: int) -> str:
    """The name of the lease of a source."""
    return f"{_SOURCE}{source_id}"


def now(connection: Connection) -> dt.datetime:
    """The time by which leases run out: the server's, since its clients' clocks may differ."""
    if connection.dialect.name == "postgresql":
        moment: dt.datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return dt.datetime.now(dt.UTC)


def _until(connection: Connection, seconds: float) -> dt.datetime:
    return now(connection) + dt.timedelta(seconds=seconds)


def _prolong(
    connection: Connection, name: str, owner: str, seconds: float, *, or_take_over: bool
) -> bool:
    lease = models.Lease
    mine = lease.owner == owner
    free = mine | (lease.expires_at <= now(connection)) if or_take_over else mine
    statement = (
        update(lease)
        .where(lease.name == name, free)
        .values(owner=owner, expires_at=_until(connection, seconds))
    )
    return connection.execute(statement).rowcount == 1
