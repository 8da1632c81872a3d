"""Leases: the right to work on something until a moment, held by one owner at a time."""

import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import models


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


def release(connection: Connection, name: str, owner: str) -> bool:
    """Gives up one's own lease; False when it was lost already."""
    lease = models.Lease
    statement = delete(lease).where(lease.name == name, lease.owner == owner)
    return connection.execute(statement).rowcount == 1


def holder(connection: Connection, name: str) -> str | None:
    """The owner of a lease, None when nobody holds it or it ran out."""
    lease = models.Lease
    query = select(lease.owner).where(lease.name == name, lease.expires_at > now(connection))
    return connection.execute(query).scalar()


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
