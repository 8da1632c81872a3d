"""Captures that arrive out of their order in time: what the page said, and when, worked out anew.

An import brings pages of years ago to articles that are known already. So that the order of
arrival does not matter, the versions of such an article are made again from all its sightings.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select, update

from storage import models, versions
from storage.records import NewArticle


@dataclasses.dataclass(frozen=True, slots=True)
class Sighting:
    """What the page of an article said at one moment; the capture is None if none was kept."""

    at: dt.datetime
    capture_id: int | None
    article: NewArticle


@dataclasses.dataclass(slots=True)
class _Run:
    """Sightings one after the other that said the same: one version."""

    first: Sighting
    capture_ids: list[int] = dataclasses.field(default_factory=list)


def weave(
    connection: Connection,
    article_id: int,
    arrived: Iterable[Sighting],
    *,
    last_seen_at: dt.datetime,
) -> bool:
    """Makes the versions of an article from the sightings stored and those that arrived.

    The captures of `arrived` are stored with the article, but without a version yet. The newest
    version is known to have stood until `last_seen_at`. Returns whether the versions changed.
    """
    stored = versions.read(connection, models.Version.article_id == article_id)
    sightings = [
        *_stored_sightings(connection, article_id, stored),
        Sighting(last_seen_at, None, stored[-1].article),
        *arrived,
    ]
    runs = _runs(sightings)
    connection.execute(delete(models.Version).where(models.Version.article_id == article_id))
    for number, run in enumerate(runs, start=1):
        _write_run(connection, article_id, number, run)
    return [run.first.article for run in runs] != [one.article for one in stored]


def _stored_sightings(
    connection: Connection, article_id: int, stored: Sequence[versions.StoredVersion]
) -> list[Sighting]:
    capture = models.Capture
    query = select(capture.id, capture.fetched_at, capture.version).where(
        capture.article_id == article_id
    )
    said = {one.version: one.article for one in stored}
    captured = [
        Sighting(at, id_, said[number])
        for id_, at, number in connection.execute(query)
        if number is not None
    ]
    return [Sighting(one.seen_at, one.capture_id, one.article) for one in stored] + captured


def _runs(sightings: Iterable[Sighting]) -> list[_Run]:
    runs: list[_Run] = []
    for sighting in sorted(sightings, key=lambda one: (one.at, one.capture_id or 0)):
        before = runs[-1].first.article if runs else None
        if before is None or versions.says_something_else(sighting.article, before):
            runs.append(_Run(sighting))
        if sighting.capture_id is not None:
            runs[-1].capture_ids.append(sighting.capture_id)
    return runs


def _write_run(connection: Connection, article_id: int, number: int, run: _Run) -> None:
    versions.write(
        connection,
        article_id,
        number,
        run.first.article,
        seen_at=run.first.at,
        capture_id=run.capture_ids[0] if run.capture_ids else None,
    )
    capture = models.Capture
    connection.execute(
        update(capture).where(capture.id.in_(run.capture_ids)).values(version=number)
    )
