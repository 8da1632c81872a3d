"""The registry of sources: what is watched, and in what state it is."""

import dataclasses
import datetime as dt
import difflib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, Label, func, insert, select, true, update
from sqlalchemy.exc import IntegrityError

from storage import crawls, hosts, models, walks
from storage.engine import Database
from storage.errors import SourceExists, UnknownSource
from storage.records import SourceRecord, SourceSettings

_SETTINGS = tuple(field.name for field in dataclasses.fields(SourceSettings))
_STATE = ("id", "created_at", "paused_at", "removed_at", "walked_at", "next_run_at", "next_run_why")
_HABIT = dt.timedelta(days=180)
_WAYS_IN = ("url", "kind", "entry_urls")


class SourceRepository:
    """The sources of an archive. A source that was removed keeps its articles and its name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, settings: SourceSettings) -> SourceRecord:
        """Registers a source; one that was removed under the same name comes back to life.

        Raises SourceExists when the name or the address is taken.
        """
        with self._database.write() as connection:
            before = _row(connection, settings.name)
            if before is not None and before["removed_at"] is None:
                raise SourceExists(
                    f"a source named {settings.name!r} is already there; "
                    "give this one another name or remove that one first"
                )
            _store(connection, settings, before)
            return _record(connection, settings.name)

    def update(self, settings: SourceSettings) -> SourceRecord:
        """Replaces the settings of the source of that name.

        With another way in, its list counts as not yet walked to the end. Raises UnknownSource,
        or SourceExists when the address is another source's.
        """
        with self._database.write() as connection:
            _store(connection, settings, watched(connection, settings.name))
            return _record(connection, settings.name)

    def get(self, name: str) -> SourceRecord:
        """The source of that name; raises UnknownSource, with the likeliest name meant."""
        with self._database.read() as connection:
            watched(connection, name)
            return _record(connection, name)

    def list(self, *, include_removed: bool = False) -> list[SourceRecord]:
        """All sources by name, in four queries."""
        which = true() if include_removed else models.Source.removed_at.is_(None)
        with self._database.read() as connection:
            return sorted(_records(connection, which), key=lambda source: source.settings.name)

    def pause(self, name: str) -> SourceRecord:
        """Lets the schedule pass a source over; raises UnknownSource."""
        return self._set(name, paused_at=dt.datetime.now(dt.UTC))

    def resume(self, name: str) -> SourceRecord:
        """Ends the pause of a source; raises UnknownSource."""
        return self._set(name, paused_at=None)

    def remove(self, name: str) -> SourceRecord:
        """Stops watching a source for good; what it brought stays. Raises UnknownSource."""
        return self._set(
            name, removed_at=dt.datetime.now(dt.UTC), next_run_at=None, next_run_why=None
        )

    def set_next_run(self, name: str, at: dt.datetime | None) -> None:
        """Notes when the schedule means to crawl a source next; raises UnknownSource.

        The reason noted before stands.
        """
        self._set(name, next_run_at=at)

    def claim_run(self, name: str, at: dt.datetime, why: str, now: dt.datetime) -> bool:
        """Notes the next run of a source that is started now; False if none is due by its plan.

        Of two schedulers on one archive one is given a run. Raises UnknownSource.
        """
        source = models.Source
        is_due = source.next_run_at.is_(None) | (source.next_run_at <= now)
        with self._database.write() as connection:
            source_id = watched(connection, name)["id"]
            statement = update(source).where(source.id == source_id, is_due)
            claimed = connection.execute(statement.values(next_run_at=at, next_run_why=why))
            return claimed.rowcount == 1

    def _set(self, name: str, **values: dt.datetime | None) -> SourceRecord:
        with self._database.write() as connection:
            _change(connection, watched(connection, name), values)
            return _record(connection, name)


def host_of(url: str) -> str:
    """The name under which an address's host is known: its host and port as written, lower case.

    >>> host_of("http://WWW.Xinhe.example:8080/gzdt/")
    'www.xinhe.example:8080'
    """
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def _row(connection: Connection, name: str) -> Mapping[Any, Any] | None:
    query = select(models.Source).where(models.Source.name == name)
    return connection.execute(query).mappings().first()


def watched(connection: Connection, name: str) -> Mapping[Any, Any]:
    """The row of a source that was not removed; raises UnknownSource, with the likeliest name."""
    row = _row(connection, name)
    if row is None:
        raise UnknownSource(_unknown(connection, name))
    if row["removed_at"] is not None:
        raise UnknownSource(
            f"source {name!r} was removed on {row['removed_at']:%Y-%m-%d}; "
            "add it again under the same name to go on with it"
        )
    return row


def _unknown(connection: Connection, name: str) -> str:
    query = select(models.Source.name).where(models.Source.removed_at.is_(None))
    names = connection.execute(query).scalars().all()
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}? List" if near else "list"
    return f"unknown source {name!r}; {hint} them with: newsarchive source list"


def _store(
    connection: Connection, settings: SourceSettings, before: Mapping[Any, Any] | None
) -> None:
    values: dict[str, Any] = {name: getattr(settings, name) for name in _SETTINGS}
    try:
        with connection.begin_nested():
            if before is None:
                values["created_at"] = dt.datetime.now(dt.UTC)
                connection.execute(insert(models.Source).values(**values))
                return
            if _moved(settings, before):
                values["walked_at"] = None
                walks.forget(connection, before["id"])
            if before["removed_at"] is not None:
                values |= {"removed_at": None, "paused_at": None}
            _change(connection, before, values)
    except IntegrityError as error:
        raise SourceExists(_taken(connection, settings)) from error


def _moved(settings: SourceSettings, before: Mapping[Any, Any]) -> bool:
    now = settings.url, settings.kind, [*settings.entry_urls]
    return now != tuple(before[name] for name in _WAYS_IN)


def _taken(connection: Connection, settings: SourceSettings) -> str:
    source = models.Source
    same = (source.url == settings.url) & source.removed_at.is_(None)
    name = connection.execute(select(source.name).where(same)).scalar()
    if name is None:
        return f"a source named {settings.name!r} is already there; give this one another name"
    return f"the address {settings.url} is already watched as source {name!r}"


def _change(connection: Connection, row: Mapping[Any, Any], values: Mapping[str, Any]) -> None:
    statement = update(models.Source).where(models.Source.id == row["id"])
    connection.execute(statement.values(**values))


def _record(connection: Connection, name: str) -> SourceRecord:
    return _records(connection, models.Source.name == name)[0]


def _records(connection: Connection, which: ColumnElement[bool]) -> list[SourceRecord]:
    source = models.Source
    newest = crawls.newest(connection, which)
    now = dt.datetime.now(dt.UTC)
    lookbacks = crawls.lookbacks(connection, which, now - _HABIT)
    barriers = hosts.blocked(connection, now)
    rows = connection.execute(select(source, _count_articles()).where(which)).mappings()
    return [
        SourceRecord(
            settings=_settings(row),
            last_crawl=newest.get(row["id"]),
            articles=row["articles"],
            lookback=lookbacks.get(row["id"]),
            barrier=barriers.get(host_of(row["url"])),
            **{name: row[name] for name in _STATE},
        )
        for row in rows
    ]


def _count_articles() -> Label[int]:
    """How many articles a source brought; counted a source, each reads its part of an index."""
    article = models.Article
    counted = select(func.count()).where(article.source_id == models.Source.id)
    return counted.scalar_subquery().label("articles")


def _settings(row: Mapping[Any, Any]) -> SourceSettings:
    values = {name: row[name] for name in _SETTINGS}
    return SourceSettings(**values | {"entry_urls": tuple(values["entry_urls"])})
