"""Stories: articles that tell the same, and which of them told it first.

Two articles belong together when their texts have the same digest or are alike, directly or by
way of others. Whatever the order in which articles arrive, the stories come out alike, because a
story is worked out from its members and never from what happened before.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from storage import models, wordings
from storage.resemblance import Resemblance


@dataclasses.dataclass(frozen=True, slots=True)
class Telling:
    """What decides an article's place in a story, and its place now."""

    id: int
    story_id: int
    duplicate_of: int | None
    text_digest: str | None
    published_at: dt.datetime | None
    first_seen_at: dt.datetime

    @property
    def told_at(self) -> dt.datetime:
        """When it was published, or first seen where that is unknown."""
        return self.published_at or self.first_seen_at

    @property
    def rank(self) -> tuple[bool, dt.datetime, dt.datetime, int]:
        """Sorts the earliest telling first: by date, undated ones last, then as first seen."""
        return self.published_at is None, self.told_at, self.first_seen_at, self.id


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """What placing an article did: `moved` are the articles whose place in a story is new."""

    moved: frozenset[int]
    has_company: bool


def new_story(connection: Connection, wanted: int | None = None) -> int:
    """The id of a story without articles: the one wanted, which is free, or the next."""
    values = {} if wanted is None else {"id": wanted}
    statement = insert(models.Story).values(**values).returning(models.Story.id)
    return int(connection.execute(statement).scalar_one())


def place(connection: Connection, article_id: int, resemblance: Resemblance | None) -> Place:
    """Puts an article whose text or date is new into its story; others may move with it."""
    own = _tellings(connection, models.Article.id == article_id)[0]
    if own.text_digest is not None:
        wordings.know(connection, own.text_digest, own.told_at, resemblance)
    neighbours = _neighbouring_stories(connection, own)
    if not _has_company(connection, own):
        if not neighbours:
            return Place(frozenset(), has_company=False)
        first = _first_of(connection, min(neighbours))
        if len(neighbours) == 1 and first.rank < own.rank:
            # The usual repost: however large the story, nobody else moves.
            moved = _move(connection, [(own, first.story_id, first.id)])
            return Place(moved, has_company=True)
    concerned = {own.story_id, *neighbours}
    moved = _arrange(connection, _tellings(connection, models.Article.story_id.in_(concerned)))
    own = _tellings(connection, models.Article.id == article_id)[0]
    return Place(moved, has_company=_has_company(connection, own))


def leave(connection: Connection, article_id: int) -> frozenset[int]:
    """Arranges the others of an article's story as if it were not there; returns who moved."""
    own = _tellings(connection, models.Article.id == article_id)[0]
    others = (models.Article.story_id == own.story_id) & (models.Article.id != article_id)
    return _arrange(connection, _tellings(connection, others))


def told_by(connection: Connection, story_id: int, limit: int) -> list[int]:
    """The ids of the articles of a story, the earliest telling first, at most `limit`."""
    article = models.Article
    query = (
        select(article.id)
        .where(article.story_id == story_id)
        .order_by(
            article.published_at.is_(None),
            func.coalesce(article.published_at, article.first_seen_at),
            article.first_seen_at,
            article.id,
        )
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def size(connection: Connection, story_id: int) -> int:
    """How many articles a story has."""
    query = select(func.count()).where(models.Article.story_id == story_id)
    return connection.execute(query).scalar_one()


def drop_if_empty(connection: Connection, story_ids: Iterable[int]) -> None:
    """Deletes those of the stories in which no article is left."""
    used = exists().where(models.Article.story_id == models.Story.id)
    connection.execute(delete(models.Story).where(models.Story.id.in_(story_ids), ~used))


def _tellings(connection: Connection, condition: ColumnElement[bool]) -> list[Telling]:
    article = models.Article
    query = select(
        article.id,
        article.story_id,
        article.duplicate_of,
        article.text_digest,
        article.published_at,
        article.first_seen_at,
    ).where(condition)
    return [Telling(*row) for row in connection.execute(query)]


def _neighbouring_stories(connection: Connection, own: Telling) -> set[int]:
    """The other stories that tell the same; those of one text are never more than one."""
    if own.text_digest is None:
        return set()
    article = models.Article
    found: set[int] = set()
    for digest in (own.text_digest, *wordings.like(connection, own.text_digest)):
        query = (
            select(article.story_id)
            .where(article.text_digest == digest, article.story_id != own.story_id)
            .limit(1)
        )
        found.update(connection.execute(query).scalars())
    return found


def _has_company(connection: Connection, own: Telling) -> bool:
    article = models.Article
    other = exists().where(article.story_id == own.story_id, article.id != own.id)
    return bool(connection.execute(select(other)).scalar())


def _first_of(connection: Connection, story_id: int) -> Telling:
    article = models.Article
    leads = (article.story_id == story_id) & article.duplicate_of.is_(None)
    return _tellings(connection, leads)[0]


def _groups(connection: Connection, tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Who belongs together; a text too thin for a digest stands alone."""
    groups: dict[str | int, list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(telling.text_digest or telling.id, []).append(telling)
    if len(groups) > 1:
        for one, other in wordings.pairs(connection, {telling.story_id for telling in tellings}):
            _unite(groups, one, other)
    return list({id(group): group for group in groups.values()}.values())


def _unite(groups: dict[str | int, list[Telling]], one: str, other: str) -> None:
    """Makes one group of two, known under the digests of all its members."""
    into, given_up = groups.get(one), groups.get(other)
    if into is None or given_up is None or into is given_up:
        return
    into.extend(given_up)
    groups.update((telling.text_digest or telling.id, into) for telling in given_up)


def _arrange(connection: Connection, tellings: Sequence[Telling]) -> frozenset[int]:
    """Gives each group one story, led by its earliest telling; the largest keeps its number."""
    free = {telling.story_id for telling in tellings}
    places: list[tuple[Telling, int, int | None]] = []
    for group in sorted(
        _groups(connection, tellings), key=lambda group: (-len(group), group[0].id)
    ):
        kept = free & {telling.story_id for telling in group}
        story_id = min(kept) if kept else new_story(connection)
        free.discard(story_id)
        first = min(group, key=lambda telling: telling.rank)
        places += [(one, story_id, None if one is first else first.id) for one in group]
    return _move(connection, places)


def _move(
    connection: Connection, places: Iterable[tuple[Telling, int, int | None]]
) -> frozenset[int]:
    article = models.Article
    moves = [
        (telling, {"key": telling.id, "story": story_id, "first": first})
        for telling, story_id, first in places
        if (telling.story_id, telling.duplicate_of) != (story_id, first)
    ]
    if moves:
        statement = (
            update(article)
            .where(article.id == bindparam("key"))
            .values(story_id=bindparam("story"), duplicate_of=bindparam("first"))
        )
        connection.execute(statement, [values for _, values in moves])
        drop_if_empty(connection, {telling.story_id for telling, _ in moves})
    return frozenset(telling.id for telling, _ in moves)
