"""Articles: every one once, with its whole history."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from storage import (
    changes,
    models,
    plain,
    restoring,
    rows,
    saving,
    stories,
    versions,
    wordings,
)
from storage.addresses import article_at, remember
from storage.engine import Database
from storage.numbers import keep_stories
from storage.records import (
    ArchiveTotals,
    ArticleRecord,
    NewArticle,
    NewCapture,
    PlainArticle,
    Saved,
)
from storage.resemblance import Resemblance

_AT_ONCE = 500


class ArticleRepository:
    """The articles of an archive; each call is one transaction.

    `resemblance` finds articles that tell the same in other words or script; without it what is
    saved waits to be compared (see storage.comparing), and only equal texts share a story.
    """

    def __init__(self, database: Database, resemblance: Resemblance | None = None) -> None:
        self._database = database
        self._resemblance = resemblance

    def save(
        self,
        article: NewArticle,
        capture: NewCapture,
        *,
        source_id: int,
        crawl_id: int | None = None,
        twins: Iterable[str] = (),
        addresses: Iterable[str] = (),
        companions: Iterable[NewCapture] = (),
    ) -> Saved:
        """Stores what a capture shows: a new article, a new version of one, or nothing new.

        The capture is stored in any case. The article is known where it was seen at `article.url`
        or one of `twins` before; `addresses` are further ones at which it was seen now. A capture
        older than what is known takes its place in the history. `companions` are the captures of
        stubs that led to the page and of the article's further parts; they are kept with it.
        """
        told = versions.storable_article(article)
        arrival = saving.Arrival(told, capture, source_id, crawl_id, tuple(companions))
        own = tuple(dict.fromkeys((article.url, capture.canonical_url, *twins)))
        with changes.writing(self._database) as connection:
            saved = _save(connection, arrival, own, self._resemblance)
            remember(connection, saved.article_id, (*own, capture.url, *addresses))
            return saved

    def restore(
        self,
        record: ArticleRecord,
        *,
        twin: str | None = None,
    ) -> Saved:
        """Stores an article of a dump with its times and versions, under its id if that is free.

        Without a `resemblance` every restored article is a story of its own. `twin` is the
        canonical form of its address, None where that is its own. A source that is unknown is
        noted as a removed one. Where the archive has the article already, both histories become
        one.
        """
        with changes.writing(self._database) as connection:
            known = _known(connection, record.url, twin)
            saved = restoring.restore(connection, known, record, self._resemblance)
            remember(connection, saved.article_id, filter(None, [twin]))
            return saved

    def put(
        self,
        record: ArticleRecord,
        *,
        twin: str | None = None,
    ) -> Saved:
        """Makes an article what the archive that is followed says it is, versions and all.

        Like `restore`, but what that archive corrected or took back goes here too. An article
        that has raw pages of its own here only gains what it lacks.
        """
        with changes.writing(self._database) as connection:
            known = _known(connection, record.url, twin)
            saved = restoring.put(connection, known, record, self._resemblance)
            remember(connection, saved.article_id, filter(None, [twin]))
            return saved

    def keep_stories(self, told: Iterable[tuple[int, int]]) -> None:
        """Gives stories the numbers that they have in the archive from which a dump came.

        `told` are articles of this archive and the numbers of their stories there. Meant for the
        end of an import: what came later may have moved an article from the story it was put in.
        """
        with changes.writing(self._database) as connection:
            keep_stories(connection, told)

    def rewrite(self, article_id: int, version: int, article: NewArticle) -> bool:
        """Puts what today's code reads from a page in the place of a version's content.

        Returns False when that is what was stored. Raises StorageError if there is no such version.
        """
        told = versions.storable_article(article)
        with changes.writing(self._database) as connection:
            return saving.rewrite(connection, article_id, version, told, self._resemblance)

    def remove(self, article_id: int) -> bool:
        """Deletes an article for good; its captures stay, marked so that no crawl brings it back.

        Returns whether there was such an article.
        """
        with changes.writing(self._database) as connection:
            return _remove(connection, article_id)

    def withdraw(self, url: str) -> bool:
        """Removes the article at a canonical address because the archive that is followed did.

        Returns whether it was removed: one that has raw pages of its own here stays.
        """
        with changes.writing(self._database) as connection:
            article_id = article_at(connection, url)
            if article_id is None or restoring.has_raw_pages(connection, article_id):
                return False
            if saving.head_of(connection, article_id)["url"] != url:
                return False
            return _remove(connection, article_id)

    def get(self, article_id: int) -> ArticleRecord | None:
        """The article of that id, None if there is none."""
        return next(iter(self.get_many([article_id])), None)

    def get_many(self, article_ids: Iterable[int]) -> list[ArticleRecord]:
        """The articles of these ids in the same order, without those that are not there."""
        wanted = list(article_ids)
        found: dict[int, ArticleRecord] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = models.Article.id.in_(wanted[start : start + _AT_ONCE])
                found.update((record.id, record) for record in rows.articles(connection, some))
        return [found[id_] for id_ in wanted if id_ in found]

    def story(self, story_id: int, limit: int = 20) -> tuple[list[ArticleRecord], int]:
        """The tellings of a story, the earliest first, at most `limit`; and how many there are."""
        with self._database.read() as connection:
            told_by = stories.told_by(connection, story_id, limit)
            size = stories.size(connection, story_id)
        return self.get_many(told_by), size

    def by_url(self, canonical_url: str) -> ArticleRecord | None:
        """The article that was seen at an address, None if none was."""
        with self._database.read() as connection:
            article_id = article_at(connection, canonical_url)
            if article_id is None:
                return None
            return rows.articles(connection, models.Article.id == article_id)[0]

    def stream(self, batch: int = 500, after: int = 0) -> Iterator[ArticleRecord]:
        """All articles with an id above `after`, by id; `batch` of them are held at a time.

        Each batch is a transaction of its own, so that a slow reader holds nobody up.
        """
        last = after
        while True:
            with self._database.read() as connection:
                records = rows.articles(connection, models.Article.id > last, batch)
            if not records:
                return
            yield from records
            last = records[-1].id

    def plain(self, article_ids: Sequence[int] | None = None) -> Iterator[PlainArticle]:
        """Articles for a dump, by id: all of them, or those of these ids, which ascend.

        Some are held at a time; each such batch is a transaction of its own, so that a slow
        reader holds nobody up.
        """
        for batch in self._all_batches() if article_ids is None else _batches(article_ids):
            with self._database.read() as connection:
                found = plain.articles(connection, batch)
            yield from found

    def _all_batches(self) -> Iterator[ColumnElement[bool]]:
        article = models.Article
        last = 0
        while True:
            query = select(article.id).where(article.id > last).order_by(article.id)
            with self._database.read() as connection:
                ids = connection.execute(query.limit(_AT_ONCE)).scalars().all()
            if not ids:
                return
            last = ids[-1]
            yield models.Version.article_id.between(ids[0], last)

    def is_known(self, canonical_url: str) -> bool:
        """Whether an article was ever seen at an address."""
        with self._database.read() as connection:
            return article_at(connection, canonical_url) is not None

    def arrivals(
        self, source_id: int, since: dt.datetime
    ) -> list[tuple[dt.datetime | None, dt.datetime]]:
        """When the articles that a source brought were published and first seen, unordered.

        Only those published since then; those without a date, first seen since then.
        """
        article = models.Article
        moment = func.coalesce(article.published_at, article.first_seen_at)
        selected = select(article.published_at, article.first_seen_at).where(
            article.source_id == source_id, moment >= since
        )
        with self._database.read() as connection:
            return [(row[0], row[1]) for row in connection.execute(selected)]

    def totals(self) -> ArchiveTotals:
        """The sizes of the archive; removed sources are not counted."""
        gone = select(func.count()).where(models.Article.gone_at.is_not(None))
        watched = select(func.count()).where(models.Source.removed_at.is_(None))
        with self._database.read() as connection:
            counts = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in (
                    ("articles", models.Article),
                    ("versions", models.Version),
                    ("stories", models.Story),
                    ("captures", models.Capture),
                )
            }
            return ArchiveTotals(
                sources=connection.execute(watched).scalar_one(),
                last_change=changes.last(connection),
                gone=connection.execute(gone).scalar_one(),
                **counts,
            )


def _batches(article_ids: Sequence[int]) -> Iterator[ColumnElement[bool]]:
    for start in range(0, len(article_ids), _AT_ONCE):
        yield models.Version.article_id.in_(article_ids[start : start + _AT_ONCE])


def _save(
    connection: Connection,
    arrival: saving.Arrival,
    own: tuple[str, ...],
    resemblance: Resemblance | None,
) -> Saved:
    article_id = _known(connection, *own)
    if article_id is None:
        return saving.save_first(connection, arrival, resemblance)
    return saving.save_again(connection, article_id, arrival, resemblance)


def _known(connection: Connection, *urls: str | None) -> int | None:
    """The article that was seen at one of several addresses of the same; the first counts."""
    found = (article_at(connection, url) for url in urls if url is not None)
    return next((article_id for article_id in found if article_id is not None), None)


def _remove(connection: Connection, article_id: int) -> bool:
    article = models.Article
    columns = (article.story_id, article.url, article.text_digest)
    found = connection.execute(select(*columns).where(article.id == article_id)).first()
    if found is None:
        return False
    changes.log(connection, "story", stories.leave(connection, article_id))
    _delete(connection, article_id)
    wordings.forget_unused(connection, found.text_digest)
    stories.drop_if_empty(connection, [found.story_id])
    changes.log_removal(connection, article_id, found.url)
    return True


def _delete(connection: Connection, article_id: int) -> None:
    capture = models.Capture
    connection.execute(
        update(capture)
        .where(capture.article_id == article_id)
        .values(article_id=None, version=None, page_kind="removed")
    )
    connection.execute(delete(models.Article).where(models.Article.id == article_id))
