"""Putting back an article from a dump, with its times and its whole history."""

import dataclasses
import datetime as dt

from sqlalchemy import Connection, delete, insert, select

from storage import captures, models, stories, versions
from storage.history import Sighting, weave
from storage.numbers import claim
from storage.records import ArticleRecord, NewArticle, NewCapture, Saved, VersionRecord
from storage.resemblance import Resemblance
from storage.saving import head_of, insert_head, settle_known, settle_new


def restore(
    connection: Connection,
    known: int | None,
    record: ArticleRecord,
    resemblance: Resemblance | None,
) -> Saved:
    """Stores an article of a dump, or adds its history to the article that is `known`."""
    told = [_told(record.url, version, resemblance) for version in record.versions]
    if known is None:
        return _create(connection, record, told, resemblance)
    return _merge(connection, known, record, told, resemblance)


def put(
    connection: Connection,
    known: int | None,
    record: ArticleRecord,
    resemblance: Resemblance | None,
) -> Saved:
    """Makes an article what a dump says it is; one with raw pages of its own gains what it lacks.

    An archive that follows another one by its dumps has no raw pages, so nothing of its own is
    lost by taking over the whole history.
    """
    if known is None or has_raw_pages(connection, known):
        return restore(connection, known, record, resemblance)
    told = [_told(record.url, version, resemblance) for version in record.versions]
    return _replace(connection, known, record, told, resemblance)


def _told(url: str, version: VersionRecord, resemblance: Resemblance | None) -> NewArticle:
    said = {
        field.name: getattr(version, field.name)
        for field in dataclasses.fields(VersionRecord)
        if field.name not in {"version", "seen_at", "capture"}
    }
    digest = resemblance.digest(version.text, version.title) if resemblance else None
    article = NewArticle(url=url, text_digest=digest, **said)
    return versions.storable_article(article)


def _create(
    connection: Connection,
    record: ArticleRecord,
    told: list[NewArticle],
    resemblance: Resemblance | None,
) -> Saved:
    claimed = claim(connection, models.Article.id, record.id)
    article_id = insert_head(
        connection,
        told[-1],
        source_id=_source(connection, record.source, record.url),
        first_seen_at=record.first_seen_at,
        last_seen_at=record.last_seen_at,
        gone_at=record.gone_at,
        story_id=stories.new_story(connection, claim(connection, models.Story.id, record.story_id)),
        **({"id": claimed} if claimed else {}),
    )
    _write(connection, article_id, record, told)
    number = record.current.version
    joined = settle_new(connection, article_id, resemblance)
    return Saved(article_id=article_id, version=number, outcome="new", joined_story=joined)


def _write(
    connection: Connection, article_id: int, record: ArticleRecord, told: list[NewArticle]
) -> None:
    for version, article in zip(record.versions, told, strict=True):
        versions.write(
            connection,
            article_id,
            version.version,
            article,
            seen_at=version.seen_at,
            capture_id=_capture(connection, article_id, version, version.version),
        )


def _replace(
    connection: Connection,
    article_id: int,
    record: ArticleRecord,
    told: list[NewArticle],
    resemblance: Resemblance | None,
) -> Saved:
    head = head_of(connection, article_id)
    told = [dataclasses.replace(article, url=head["url"]) for article in told]
    before = _history(connection, article_id)
    for table in (models.Version, models.Capture):
        connection.execute(delete(table).where(table.article_id == article_id))
    _write(connection, article_id, record, told)
    changed = _history(connection, article_id) != before
    joined = settle_known(
        connection,
        head,
        resemblance,
        changed=changed,
        first_seen_at=record.first_seen_at,
        last_seen_at=record.last_seen_at,
        gone_at=record.gone_at,
    )
    return Saved(
        article_id=article_id,
        version=record.current.version,
        outcome="updated" if changed else "unchanged",
        joined_story=joined,
    )


def _history(connection: Connection, article_id: int) -> list[tuple[int, dt.datetime, NewArticle]]:
    stored = versions.read(connection, models.Version.article_id == article_id)
    return [(one.version, one.seen_at, one.article) for one in stored]


def has_raw_pages(connection: Connection, article_id: int) -> bool:
    """Whether a page of an article was kept here, so that this archive is more than a follower."""
    capture = models.Capture
    query = select(capture.id).where(
        capture.article_id == article_id, capture.warc_file.is_not(None)
    )
    return connection.execute(query.limit(1)).first() is not None


def _merge(
    connection: Connection,
    article_id: int,
    record: ArticleRecord,
    told: list[NewArticle],
    resemblance: Resemblance | None,
) -> Saved:
    head = head_of(connection, article_id)
    told = [dataclasses.replace(article, url=head["url"]) for article in told]
    arrived = [
        Sighting(version.seen_at, _capture(connection, article_id, version, None), article)
        for version, article in zip(record.versions, told, strict=True)
    ]
    arrived.append(Sighting(record.last_seen_at, None, told[-1]))
    changed = weave(connection, article_id, arrived, last_seen_at=head["last_seen_at"])
    newer = record.last_seen_at > head["last_seen_at"]
    joined = settle_known(
        connection,
        head,
        resemblance,
        changed=changed,
        first_seen_at=min(head["first_seen_at"], record.first_seen_at),
        last_seen_at=max(head["last_seen_at"], record.last_seen_at),
        gone_at=record.gone_at if newer else head["gone_at"],
    )
    return Saved(
        article_id=article_id,
        version=versions.newest(connection, article_id).version,
        outcome="updated" if changed else "unchanged",
        joined_story=joined,
    )


def _capture(
    connection: Connection, article_id: int, version: VersionRecord, number: int | None
) -> int | None:
    """Stores the capture of a version unless the article has it; None if there is none to add."""
    record = version.capture
    if record is None or _has_capture(connection, article_id, record.fetched_at):
        return None
    values = {field.name: getattr(record, field.name) for field in dataclasses.fields(NewCapture)}
    source_id = _source(connection, record.source, record.url)
    capture = NewCapture(**values)
    return captures.add(
        connection,
        capture,
        source_id=source_id,
        crawl_id=None,
        article_id=article_id,
        version=number,
    )


def _has_capture(connection: Connection, article_id: int, fetched_at: dt.datetime) -> bool:
    capture = models.Capture
    query = select(capture.id).where(
        capture.article_id == article_id, capture.fetched_at == fetched_at
    )
    return connection.execute(query).first() is not None


def _source(connection: Connection, name: str, url: str) -> int:
    """The id of a source; one that is unknown is noted as removed, so that it is not crawled."""
    source = models.Source
    known = connection.execute(select(source.id).where(source.name == name)).scalar()
    if known is not None:
        return known
    now = dt.datetime.now(dt.UTC)
    statement = insert(source).values(
        name=name,
        url=url,
        kind="manual",
        entry_urls=[],
        max_pages=50,
        zone="Asia/Shanghai",
        detection={},
        created_at=now,
        removed_at=now,
    )
    return int(connection.execute(statement.returning(source.id)).scalar_one())
