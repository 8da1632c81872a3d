"""Versions: what the page of an article said, and whether it now says something else."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage import models
from storage.column_types import storable
from storage.records import CaptureRecord, Json, NewArticle, VersionRecord

_SAID = (
    "title",
    "text",
    "published_at",
    "publisher",
    "author",
    "editor",
    "images",
    "attachments",
)
_COLUMNS = (
    "title",
    "text",
    "language",
    "published_at",
    "publisher",
    "author",
    "editor",
    "repairs",
    "title_repairs",
    "flags",
    "provenance",
)
_STORED = (*_COLUMNS, "text_digest")
_NUMBERS = ("id", "article_id", "version", "seen_at", "capture_id")
_LISTS = ("repairs", "title_repairs", "flags")
_IMAGE = ("url", "alt", "caption")
_ATTACHMENT = ("url", "title", "type")


@dataclasses.dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version with the numbers by which the database knows it."""

    id: int
    article_id: int
    version: int
    seen_at: dt.datetime
    capture_id: int | None
    article: NewArticle


def storable_article(article: NewArticle) -> NewArticle:
    """The article as it will be read back, so that the two can be compared."""
    values: dict[str, Any] = {
        field.name: storable(getattr(article, field.name))
        for field in dataclasses.fields(NewArticle)
    }
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["images"] = tuple(_complete(image, _IMAGE) for image in values["images"])
    values["attachments"] = tuple(_complete(one, _ATTACHMENT) for one in values["attachments"])
    if article.published_at is not None:
        values["published_at"] = article.published_at.astimezone(dt.UTC)
    return NewArticle(**values)


def _complete(item: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {**dict.fromkeys(names), **item}


def says_something_else(article: NewArticle, before: NewArticle) -> bool:
    """Whether a page changed: its title, text, date, credits, images or attachments.

    Language, repairs, flags and provenance are our view of the page and do not count.
    """
    return any(getattr(article, name) != getattr(before, name) for name in _SAID)


def read(connection: Connection, condition: ColumnElement[bool]) -> list[StoredVersion]:
    """The versions that meet a condition, by article and number, in three queries."""
    columns = [getattr(models.Version, name) for name in _NUMBERS]
    columns += [models.Article.url, models.Version.text_digest]
    return [
        StoredVersion(
            **dict(zip(_NUMBERS, numbers, strict=True)),
            article=NewArticle(url=url, text_digest=text_digest, **said),
        )
        for (*numbers, url, text_digest), said in _contents(connection, condition, columns)
    ]


def histories(
    connection: Connection, article_ids: Sequence[int], captures: Mapping[int, CaptureRecord]
) -> dict[int, list[VersionRecord]]:
    """All versions of each of these articles, oldest first; `captures` has those they came from."""
    version = models.Version
    columns = (version.article_id, version.version, version.seen_at, version.capture_id)
    found: dict[int, list[VersionRecord]] = {id_: [] for id_ in article_ids}
    for head, said in _contents(connection, version.article_id.in_(article_ids), columns):
        article_id, number, seen_at, capture_id = head
        capture = None if capture_id is None else captures[capture_id]
        found[article_id].append(
            VersionRecord(version=number, seen_at=seen_at, capture=capture, **said)
        )
    return found


def newest(connection: Connection, article_id: int) -> StoredVersion:
    """The newest version of an article that exists."""
    version = models.Version
    number = (
        select(version.version)
        .where(version.article_id == article_id)
        .order_by(version.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    return read(connection, (version.article_id == article_id) & (version.version == number))[0]


def _contents(
    connection: Connection, condition: ColumnElement[bool], columns: Sequence[Any]
) -> Iterator[tuple[Sequence[Any], dict[str, Any]]]:
    """Those columns of each version that meets a condition, and the fields of its `Content`."""
    version = models.Version
    query = (
        select(version.id, *(getattr(version, name) for name in _COLUMNS), *columns)
        .join(models.Article, models.Article.id == version.article_id)
        .where(condition)
        .order_by(version.article_id, version.version)
    )
    images, attachments = parts(connection, condition)
    end = 1 + len(_COLUMNS)
    for row in connection.execute(query):
        said = dict(zip(_COLUMNS, row[1:end], strict=True))
        for name in _LISTS:
            said[name] = tuple(said[name])
        said["images"] = tuple(images.get(row[0], ()))
        said["attachments"] = tuple(attachments.get(row[0], ()))
        yield row[end:], said


Parts = dict[int, list[Json]]
"""By the ids of versions, what each has besides its text."""


def parts(connection: Connection, condition: ColumnElement[bool]) -> tuple[Parts, Parts]:
    """The images and the attachments of the versions that meet a condition."""
    return (
        _parts(connection, models.Image, _IMAGE, condition),
        _parts(connection, models.Attachment, _ATTACHMENT, condition),
    )


def _parts(
    connection: Connection,
    table: type[models.Image | models.Attachment],
    names: Sequence[str],
    condition: ColumnElement[bool],
) -> Parts:
    columns = [getattr(table, name) for name in names]
    query = (
        select(table.version_id, table.more, *columns)
        .join(models.Version, models.Version.id == table.version_id)
        .where(condition)
        .order_by(table.version_id, table.position)
    )
    found: Parts = {}
    for version_id, more, *values in connection.execute(query).all():
        found.setdefault(version_id, []).append({**dict(zip(names, values, strict=True)), **more})
    return found


def write(
    connection: Connection,
    article_id: int,
    version: int,
    article: NewArticle,
    *,
    seen_at: dt.datetime,
    capture_id: int | None,
) -> None:
    """Stores a version of an article; `article` went through `storable_article`."""
    values = {name: getattr(article, name) for name in _STORED}
    values |= {
        "article_id": article_id,
        "version": version,
        "seen_at": seen_at,
        "capture_id": capture_id,
    }
    statement = insert(models.Version).returning(models.Version.id)
    version_id = connection.execute(statement, values).scalar_one()
    _write_parts(connection, version_id, article)


def replace(connection: Connection, version_id: int, article: NewArticle) -> None:
    """Puts other content in the place of a version's; its number, time and capture stay."""
    values = {name: getattr(article, name) for name in _STORED}
    connection.execute(
        update(models.Version).where(models.Version.id == version_id).values(**values)
    )
    for table in (models.Image, models.Attachment):
        connection.execute(delete(table).where(table.version_id == version_id))
    _write_parts(connection, version_id, article)


def _write_parts(connection: Connection, version_id: int, article: NewArticle) -> None:
    tables = (
        (models.Image, article.images, _IMAGE),
        (models.Attachment, article.attachments, _ATTACHMENT),
    )
    for table, told, names in tables:
        rows = [
            {
                "version_id": version_id,
                "position": position,
                **{name: part[name] for name in names},
                "more": {key: value for key, value in part.items() if key not in names},
            }
            for position, part in enumerate(told)
        ]
        if rows:
            connection.execute(insert(table), rows)
