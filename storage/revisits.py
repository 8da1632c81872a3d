"""Visits to stored articles: which are due, and what a visit found that brought no new text."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, RowMapping, ScalarSelect, func, select, update

from storage import addresses, captures, changes, models, saving
from storage.engine import Database
from storage.records import NewCapture
from storage.revisit_plan import CONFIRM_AFTER, next_visit


class RevisitRepository:
    """The visits to the articles of an archive; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, source_id: int, now: dt.datetime, limit: int) -> list[str]:
        """The addresses of a source's articles to be looked at again by now, the youngest first.

        Those that were missing once go before: whether they are gone is to be settled.
        """
        article = models.Article
        query = (
            select(func.coalesce(_answering_address(), article.url))
            .where(article.source_id == source_id, article.next_visit_at <= now)
            .order_by(article.missing_at.is_(None), article.first_seen_at.desc(), article.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def count_due(self, now: dt.datetime) -> dict[str, int]:
        """By name of source, how many of its articles are due for a look."""
        article, source = models.Article, models.Source
        query = (
            select(source.name, func.count())
            .join(article, article.source_id == source.id)
            .where(article.next_visit_at <= now)
            .group_by(source.name)
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def unchanged(self, capture: NewCapture, *, source_id: int, crawl_id: int | None) -> bool:
        """Keeps an answer that an article still stands as it was; returns whether it came back.

        Raises LookupError for an address at which no article was seen.
        """
        with changes.writing(self._database) as connection:
            head = _head(connection, capture.canonical_url)
            _keep(connection, head, capture, source_id, crawl_id)
            saving.confirm(connection, head["id"], capture.fetched_at)
            return head["gone_at"] is not None

    def missed(self, capture: NewCapture, *, source_id: int, crawl_id: int | None) -> bool:
        """Keeps an answer that an article is not there; returns whether it is gone with that.

        The first such visit only notes it; the second confirms that it was gone from then on.
        Raises LookupError for an address at which no article was seen.
        """
        at = capture.fetched_at
        with changes.writing(self._database) as connection:
            head = _head(connection, capture.canonical_url)
            _keep(connection, head, capture, source_id, crawl_id)
            if head["gone_at"] is not None:
                due = next_visit(head["first_seen_at"], at, gone_at=head["gone_at"])
                _set(connection, head, next_visit_at=due)
                return False
            if head["missing_at"] is None:
                _set(connection, head, missing_at=at, next_visit_at=at + CONFIRM_AFTER)
                return False
            gone_at = head["missing_at"]
            due = next_visit(head["first_seen_at"], at, gone_at=gone_at)
            _set(connection, head, gone_at=gone_at, missing_at=None, next_visit_at=due)
            changes.log(connection, "gone", [head["id"]])
            return True

    def put_off(self, canonical_url: str, now: dt.datetime) -> bool:
        """Notes that a visit told nothing: the next one of the plan will, a confirmation tomorrow.

        Returns whether there is an article at the address.
        """
        with changes.writing(self._database) as connection:
            article_id = addresses.article_at(connection, canonical_url)
            if article_id is None:
                return False
            head = saving.head_of(connection, article_id)
            due = next_visit(head["first_seen_at"], now, gone_at=head["gone_at"])
            _set(connection, head, next_visit_at=now + CONFIRM_AFTER if head["missing_at"] else due)
            return True


def _answering_address() -> ScalarSelect[str]:
    """The address at which an article was last met, after redirects."""
    capture = models.Capture
    return (
        select(capture.url)
        .where(capture.article_id == models.Article.id, capture.status.in_([200, 304]))
        .where(capture.part_of.is_(None))
        .order_by(capture.fetched_at.desc(), capture.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _head(connection: Connection, canonical_url: str) -> RowMapping:
    article_id = addresses.article_at(connection, canonical_url)
    if article_id is None:
        raise LookupError(f"no article was seen at {canonical_url}")
    return saving.head_of(connection, article_id)


def _keep(
    connection: Connection,
    head: RowMapping,
    capture: NewCapture,
    source_id: int,
    crawl_id: int | None,
) -> None:
    captures.add(connection, capture, source_id=source_id, crawl_id=crawl_id, article_id=head["id"])


def _set(connection: Connection, head: RowMapping, **values: Any) -> None:
    article = models.Article
    connection.execute(update(article).where(article.id == head["id"]).values(**values))
