"""Numbers that another archive gave to articles and stories, kept here where they are free."""

import itertools
from collections.abc import Iterable

from sqlalchemy import (
    Connection,
    column,
    delete,
    exists,
    func,
    insert,
    select,
    table,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from storage import changes, models

_LARGEST = 2**40
_AT_ONCE = 500
_Key = InstrumentedAttribute[int]


def claim(connection: Connection, key: _Key, wanted: int) -> int | None:
    """The wanted number where a row may get it, None where it is taken or absurd.

    `key` is a primary key that is counted up; the numbers given out next follow the claimed one.
    """
    if not _is_free(connection, key, wanted):
        return None
    _count_on(connection, key, wanted)
    return wanted


def _is_free(connection: Connection, key: _Key, wanted: int) -> bool:
    taken = connection.execute(select(key).where(key == wanted)).first()
    return taken is None and 0 < wanted < _LARGEST


def _count_on(connection: Connection, key: _Key, given: int) -> None:
    # SQLite counts on from the highest number by itself.
    if connection.dialect.name == "postgresql":
        counter = f"{key.class_.__tablename__}_{key.key}_seq"
        follow = func.setval(counter, func.greatest(given, column("last_value")))
        connection.execute(select(follow).select_from(table(counter)))


def keep_stories(connection: Connection, told: Iterable[tuple[int, int]]) -> None:
    """Gives stories the numbers that they have in the archive from which they came.

    `told` are articles and the numbers that their stories have there; the article that leads a
    story here decides. A number that another story of this archive has is not taken from it, and
    stories that this archive archived by itself keep their own.
    """
    wanted = _attainable(connection, _told_otherwise(connection, told))
    # Two may want each other's number, so that all are put aside first.
    for story_id in wanted:
        _renumber(connection, story_id, -story_id)
    for story_id, number in wanted.items():
        _renumber(connection, -story_id, number)
        _count_on(connection, models.Story.id, number)
        moved = select(models.Article.id).where(models.Article.story_id == number)
        changes.log(connection, "story", connection.execute(moved).scalars())


def _told_otherwise(connection: Connection, told: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The numbers told for stories that have another, by that, as their first articles tell."""
    article, capture = models.Article, models.Capture
    own = exists().where(capture.article_id == article.id, capture.warc_file.is_not(None))
    leading = select(article.id, article.story_id).where(article.duplicate_of.is_(None), ~own)
    found: dict[int, int] = {}
    left = iter(told)
    while some := dict(itertools.islice(left, _AT_ONCE)):
        rows = connection.execute(leading.where(article.id.in_(some)))
        found |= {row.story_id: some[row.id] for row in rows if row.story_id != some[row.id]}
    return found


def _attainable(connection: Connection, wanted: dict[int, int]) -> dict[int, int]:
    """Those of the numbers that are free, or will be when these stories have got theirs."""
    once = {number: story_id for story_id, number in reversed(wanted.items())}
    wanted = {story_id: number for number, story_id in once.items()}
    while True:
        kept = {
            story_id: number
            for story_id, number in wanted.items()
            if number in wanted or _is_free(connection, models.Story.id, number)
        }
        if len(kept) == len(wanted):
            return kept
        wanted = kept


def _renumber(connection: Connection, story_id: int, number: int) -> None:
    article, story = models.Article, models.Story
    connection.execute(insert(story).values(id=number))
    connection.execute(update(article).where(article.story_id == story_id).values(story_id=number))
    connection.execute(delete(story).where(story.id == story_id))
