"""Captures: the responses that were kept and their places in WARC files."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, or_, select
from sqlalchemy.orm import aliased

from storage import models
from storage.addresses import url_key
from storage.engine import Database
from storage.records import CaptureRecord, NewCapture, ToldCapture

FINAL_KINDS = frozenset(
    {
        "list",
        "part",
        "soft_404",
        "redirect",
        "attachment_only",
        "empty",
        "feed",
        "sitemap",
        "removed",
    }
)
"""Page kinds that need no second look; "removed" is given when an article is deleted."""

PART = "part"
"""The page kind of a further page of an article."""

_FIELDS = tuple(field.name for field in dataclasses.fields(NewCapture))
_AT_ONCE = 500


def add(
    connection: Connection,
    capture: NewCapture,
    *,
    source_id: int,
    crawl_id: int | None,
    article_id: int | None = None,
    version: int | None = None,
    part_of: int | None = None,
) -> int:
    """Stores a capture and returns its id; `version` is that of its article which it shows.

    `part_of` is the capture that it belongs to: those of stubs and of parts show no version alone.
    """
    values = {name: getattr(capture, name) for name in _FIELDS}
    values |= {
        "url_key": url_key(capture.url),
        "canonical_key": url_key(capture.canonical_url),
        "source_id": source_id,
        "crawl_id": crawl_id,
        "article_id": article_id,
        "version": version,
        "part_of": part_of,
    }
    statement = insert(models.Capture).returning(models.Capture.id)
    return int(connection.execute(statement, values).scalar_one())


def read(connection: Connection, condition: ColumnElement[bool]) -> list[CaptureRecord]:
    """The captures that meet a condition, in the order of their ids."""
    return _records(connection, _query().where(condition))


def of_versions(connection: Connection, article_ids: Sequence[int]) -> dict[int, CaptureRecord]:
    """By id, the captures from which the versions of these articles were made."""
    made = models.Version.capture_id == models.Capture.id
    query = _query().join(models.Version, made)
    query = query.where(models.Version.article_id.in_(article_ids))
    return {record.id: record for record in _records(connection, query)}


def _query() -> Select[Any]:
    capture = models.Capture
    columns = [getattr(capture, name) for name in _FIELDS]
    query = select(capture.id, models.Source.name.label("source"), *columns)
    return query.join(models.Source, models.Source.id == capture.source_id).order_by(capture.id)


def _records(connection: Connection, query: Select[Any]) -> list[CaptureRecord]:
    return [
        CaptureRecord(id=id_, source=source, **dict(zip(_FIELDS, values, strict=True)))
        for id_, source, *values in connection.execute(query)
    ]


class CaptureRepository:
    """The captures of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        capture: NewCapture,
        source_id: int,
        crawl_id: int | None = None,
        companions: Iterable[NewCapture] = (),
    ) -> int:
        """Stores the capture of a page that gave no article; returns its id.

        `companions` are the captures of the stubs that led to it and of its further parts.
        """
        with self._database.write() as connection:
            id_ = add(connection, capture, source_id=source_id, crawl_id=crawl_id)
            for other in companions:
                add(connection, other, source_id=source_id, crawl_id=crawl_id, part_of=id_)
            return id_

    def get(self, capture_id: int) -> CaptureRecord | None:
        """The capture of that id, None if there is none."""
        with self._database.read() as connection:
            return next(iter(read(connection, models.Capture.id == capture_id)), None)

    def judged(self, canonical_url: str) -> bool:
        """Whether the newest capture of an address settled that it is no article.

        Errors and refusals settle nothing, neither does a blocked page.
        """
        capture = models.Capture
        query = (
            select(capture.page_kind, capture.status)
            .where(capture.canonical_key == url_key(canonical_url))
            .order_by(capture.fetched_at.desc(), capture.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            newest = connection.execute(query).first()
        if newest is None:
            return False
        kind, status = newest
        return kind in FINAL_KINDS and (status < 400 or status in {404, 410})  # noqa: PLR2004

    def stream(self, source: str | None = None, batch: int = 500) -> Iterator[CaptureRecord]:
        """All captures, or those of one source, by id; `batch` of them are held at a time."""
        last = 0
        while True:
            query = _query().where(models.Capture.id > last).limit(batch)
            if source is not None:
                query = query.where(models.Source.name == source)
            with self._database.read() as connection:
                records = _records(connection, query)
            if not records:
                return
            yield from records
            last = records[-1].id

    def parts_of(self, capture_id: int) -> list[CaptureRecord]:
        """The captures of the further pages of an article, by that of its first page, in order."""
        capture = models.Capture
        condition = (capture.part_of == capture_id) & (capture.page_kind == PART)
        with self._database.read() as connection:
            return read(connection, condition)

    def parts_at(self, urls: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """By fetched address of an article, those of its further parts, as it was read last.

        Articles of one page are left out.
        """
        capture, part = models.Capture, aliased(models.Capture)
        found: dict[str, tuple[str, ...]] = {}
        with self._database.read() as connection:
            for url in dict.fromkeys(urls):
                newest = (
                    select(capture.id)
                    .where(capture.url_key == url_key(url), capture.status == 200)  # noqa: PLR2004
                    .where(capture.part_of.is_(None))
                    .order_by(capture.fetched_at.desc(), capture.id.desc())
                    .limit(1)
                    .scalar_subquery()
                )
                query = (
                    select(part.url)
                    .where(part.part_of == newest, part.page_kind == PART, part.status == 200)  # noqa: PLR2004
                    .order_by(part.id)
                )
                if parts := tuple(connection.execute(query).scalars()):
                    found[url] = parts
        return found

    def files_missing(self, source_id: int, since: dt.datetime) -> list[str]:
        """The addresses of files that a source's articles offer and of which nothing was kept.

        Only those of versions seen since then: what could not be had for so long is left alone.
        """
        version, attachment = models.Version, models.Attachment
        query = (
            select(attachment.url)
            .join(version, version.id == attachment.version_id)
            .join(models.Article, models.Article.id == version.article_id)
            .where(models.Article.source_id == source_id, version.seen_at >= since)
            .order_by(version.id, attachment.position)
        )
        with self._database.read() as connection:
            offered = list(connection.execute(query).scalars())
        return self.not_kept(offered)

    def not_kept(self, urls: Iterable[str]) -> list[str]:
        """Those of the addresses of which nothing was kept, each once, in the same order."""
        wanted = {url_key(url): url for url in urls}
        keys = list(wanted)
        with self._database.read() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                some = models.Capture.url_key.in_(keys[start : start + _AT_ONCE])
                for kept in connection.execute(
                    select(models.Capture.url_key).where(some)
                ).scalars():
                    wanted.pop(kept, None)
        return list(wanted.values())

    def for_article(self, article_id: int) -> list[CaptureRecord]:
        """Every capture of an article, oldest first."""
        with self._database.read() as connection:
            records = read(connection, models.Capture.article_id == article_id)
        return sorted(records, key=lambda record: record.fetched_at)

    def told(self, source_id: int, since: dt.datetime) -> list[ToldCapture]:
        """Captures of a source since a time that made a version of an article, oldest first."""
        capture, version = models.Capture, models.Version
        query = (
            select(capture.id.label("capture_id"), version.article_id, capture.fetched_at)
            .join(version, version.capture_id == capture.id)
            .where((capture.source_id == source_id) & (capture.fetched_at >= since))
            .order_by(capture.fetched_at, capture.id)
        )
        with self._database.read() as connection:
            return [ToldCapture(**row) for row in connection.execute(query).mappings()]

    def conditional(self, urls: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """By fetched address, ETag and Last-Modified of its newest good capture.

        Good is status 200 (a barrier's page or a soft 404 is not), or 304 with a validator of its
        own; a 304 without one leaves those of the answer that it confirmed. An address without any
        validator is left out.
        """
        wanted = list(dict.fromkeys(urls))
        found: dict[str, tuple[str | None, str | None]] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                query = _newest_good(wanted[start : start + _AT_ONCE])
                for url, etag, last_modified in connection.execute(query):
                    if etag or last_modified:
                        found[url] = (etag, last_modified)
        return found


def _newest_good(urls: Sequence[str]) -> Select[Any]:
    capture = models.Capture
    confirms = (capture.status == 304) & or_(  # noqa: PLR2004
        capture.etag.is_not(None), capture.last_modified.is_not(None)
    )
    order = func.row_number().over(
        partition_by=capture.url_key,
        order_by=(capture.fetched_at.desc(), capture.id.desc()),
    )
    ranked = (
        select(capture.url, capture.etag, capture.last_modified, order.label("place"))
        .where(capture.url_key.in_([url_key(url) for url in urls]))
        .where(or_(capture.status == 200, confirms))  # noqa: PLR2004
        .where(capture.page_kind.not_in(["blocked", "soft_404"]))
        .subquery()
    )
    columns = (ranked.c.url, ranked.c.etag, ranked.c.last_modified)
    return select(*columns).where(ranked.c.place == 1)
