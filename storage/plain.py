"""Reading whole articles for a dump: rows of six tables -> plain values, without records."""

import dataclasses
import functools
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, null, select, type_coerce

from storage import models, versions
from storage.column_types import Utc, UtcText
from storage.records import Content, PlainArticle, PlainCapture, PlainVersion

_CONTENT = tuple(field.name for field in dataclasses.fields(Content))
_PARTS = ("images", "attachments")
_CAPTURE = PlainCapture._fields
_VERSION = ("id", "capture_id", "version", "seen_at")

# Where the columns of each kind begin in a row; those of the article itself come first.
_NUMBERS = len(PlainArticle._fields) - 1
_SAID = _NUMBERS + len(_VERSION)
_CAPTURED = _SAID + len(_CONTENT)


def articles(connection: Connection, condition: ColumnElement[bool]) -> list[PlainArticle]:
    """The articles whose versions meet a condition, which all of an article meet; by id."""
    images, attachments = versions.parts(connection, condition)
    found: list[PlainArticle] = []
    for row in connection.execute(_query().where(condition)).all():
        id_, capture_id, number, seen_at = row[_NUMBERS:_SAID]
        said = dict(zip(_CONTENT, row[_SAID:_CAPTURED], strict=True))
        said["images"] = images.get(id_, [])
        said["attachments"] = attachments.get(id_, [])
        capture = None if capture_id is None else PlainCapture._make(row[_CAPTURED:])
        version = PlainVersion(number, seen_at, said, capture)
        if found and found[-1].id == row[0]:
            found[-1].versions.append(version)
        else:
            found.append(PlainArticle._make((*row[:_NUMBERS], [version])))
    return found


@functools.cache
def _query() -> Select[Any]:
    article, version, capture, source = (
        models.Article,
        models.Version,
        models.Capture,
        models.Source,
    )
    head = [
        source.name if name == "source" else _column(article, name)
        for name in PlainArticle._fields[:_NUMBERS]
    ]
    said = [null() if name in _PARTS else _column(version, name) for name in _CONTENT]
    return (
        select(
            *head,
            *(_column(version, name) for name in _VERSION),
            *said,
            *(_column(capture, name) for name in _CAPTURE),
        )
        .select_from(version)
        .join(article, article.id == version.article_id)
        .join(source, source.id == article.source_id)
        .outerjoin(capture, capture.id == version.capture_id)
        .order_by(version.article_id, version.version)
    )


def _column(table: type[models.Base], name: str) -> ColumnElement[Any]:
    column = getattr(table, name)
    return type_coerce(column, UtcText()) if isinstance(column.type, Utc) else column
