"""What a driver's error means, in one sentence for people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from storage.errors import DatabaseUnavailable
from storage.locations import Location

_LOCKED = (
    "the database {shown} is locked by another program; "
    "wait until that is done or end it, then try again"
)
_SQLITE = {
    "unable to open database file": "cannot open the database {shown}: its folder is missing "
    "or not open to you; check the folder's permissions or choose another place",
    "readonly database": "cannot write to the database {shown}: the file or its folder is "
    "read-only; make both writable or choose another place",
    "locked": _LOCKED,
    "not a database": "the file {shown} is no archive database; "
    "move it away or choose another place",
    "malformed": "the database {shown} is damaged; put it back from a backup",
    "is full": "cannot write to the database {shown}: the disk is full; "
    "free some space, then try again",
}
_POSTGRESQL = {
    "55P03": _LOCKED,
    "42501": "the database {shown} refuses its user: {reason}; "
    "let the user create and change tables there",
    "25006": "cannot write to the database {shown}: it is read-only; use its primary server",
    "53100": "cannot write to the database {shown}: the server's disk is full; "
    "free some space, then try again",
}
_UNREACHABLE = (
    "the database {shown} cannot be reached or failed: {reason}; "
    "check that the server runs and that address, user and password are right"
)
_BROKEN = "the database {shown} failed: {reason}; check its file and its disk, then try again"
_OUTSIDE = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.InternalError,
    sqlite3.OperationalError,
)


@contextmanager
def explained(location: Location) -> Iterator[None]:
    """Turns what the world does to a database into DatabaseUnavailable; our own mistakes pass."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        sentence = _sentence(error, location)
        if sentence is None:
            raise
        raise DatabaseUnavailable(sentence) from error
    except OSError as error:
        raise DatabaseUnavailable(
            f"cannot use the database {location.shown}: {error.strerror or error}; "
            "check the folder's permissions and its disk, or choose another place"
        ) from error


def _sentence(error: exc.DBAPIError | sqlite3.Error, location: Location) -> str | None:
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    reason = _first_line(cause)
    outside = isinstance(error, _OUTSIDE)
    if location.path is not None:
        known = next((text for sign, text in _SQLITE.items() if sign in reason), None)
        template = known or (_BROKEN if outside else None)
    else:
        known = _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")
        template = known or (_UNREACHABLE if outside else None)
    return template and template.format(shown=location.shown, reason=reason)


def _first_line(cause: BaseException | None) -> str:
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return lines[0].rstrip(". ")
