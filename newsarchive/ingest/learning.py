"""Learning a source's pages from its captures, and reading again what the result concerns."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from newsarchive.core.errors import NewsArchiveError
from newsarchive.extraction.template import same_places
from newsarchive.ingest.reprocess import RECOVERABLE, Reprocessor, read_again
from newsarchive.pipelines.duplicates import RESEMBLANCE
from newsarchive.pipelines.extract import ExtractionPool, ReadAll, read_here
from newsarchive.pipelines.hints import StoredHints, source_hints
from newsarchive.pipelines.learn import SAMPLE, learn_articles
from newsarchive.sources.learning import Lesson, next_lesson
from spiders.items import ArticlePage
from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.engine import Database
from storage.learned import LearnedSiteRepository
from storage.records import ArticleRecord, LearnedSite, NewLearnedSite, SourceRecord, ToldCapture

_AT_ONCE = 100
_MANY = 300
_READ_BEFORE = RECOVERABLE - {"quarantine"}
_BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)


class SourceLearner:
    """Learns one source; `warc` is the archive's folder of raw pages.

    Nobody else may crawl the source meanwhile. What was left undone by a process that died is
    done by the next one.
    """

    def __init__(
        self,
        database: Database,
        source: SourceRecord,
        warc: Path,
        *,
        workers: int,
        report: Callable[[str], None],
    ) -> None:
        self._source = source
        self._warc = warc
        self._workers = workers
        self._report = report
        self._articles = ArticleRepository(database, RESEMBLANCE)
        self._captures = CaptureRepository(database)
        self._learned = LearnedSiteRepository(database)

    def learn(self) -> None:
        """Learn a new version if it is time for one, and apply what is not yet applied."""
        self.finish()
        known = self._newest()
        lesson = self._lesson(known)
        if lesson is None:
            return
        found = self._study(lesson)
        if lesson.distrusted and known and same_places(found.templates, known.templates):
            found = dataclasses.replace(found, templates=())
        if known is not None and _same(found, known):
            self._learned.confirm(self._source.id, known.version, found.pages)
            return
        self._learned.add(self._source.id, found)
        self.finish()

    def finish(self) -> None:
        """Apply the newest version if that was not done, or not to the end."""
        newest = self._newest()
        if newest is not None and newest.applied_at is None:
            self._apply(newest)

    def _newest(self) -> LearnedSite | None:
        return max(
            self._learned.versions(self._source.id), key=lambda one: one.version, default=None
        )

    def _lesson(self, known: LearnedSite | None) -> Lesson | None:
        since = known.valid_from if known else _BEGINNING
        fetched = self._captures.told(self._source.id, since)
        audits = self._learned.audits(self._source.id, known.version) if known else []
        return next_lesson(known, [one.fetched_at for one in fetched], audits)

    def _study(self, lesson: Lesson) -> NewLearnedSite:
        """What a sample of the captures since the lesson's time has in common."""
        told = self._captures.told(self._source.id, lesson.valid_from)
        pages = list(self._pages(_spread(told)))
        hints = source_hints(self._source, (), lesson.valid_from)
        taught = learn_articles(pages, hints, read_here)
        return NewLearnedSite(
            valid_from=lesson.valid_from,
            pages=len(told),
            reason=lesson.reason,
            templates=taught.templates,
            boilerplate=taught.boilerplate,
        )

    def _pages(self, capture_ids: list[int]) -> Iterator[ArticlePage]:
        for capture_id in capture_ids:
            capture = self._captures.get(capture_id)
            try:
                if capture is not None:
                    yield read_again(capture, self._warc)
            except NewsArchiveError as error:
                self._report(f"{self._source.settings.name}: not learned from: {error}")

    def _apply(self, version: LearnedSite) -> None:
        """Read the captures that a version reads with it; what changes is replaced in place."""
        taught = version.templates or version.boilerplate
        if taught or version.version > 1:
            self._read_again(version)
        self._learned.mark_applied(self._source.id, version.version)

    def _read_again(self, version: LearnedSite) -> None:
        name = self._source.settings.name
        reprocessor = Reprocessor(
            articles=self._articles,
            captures=self._captures,
            sources={name: self._source},
            hints=StoredHints(self._learned),
            warc=self._warc,
            report=self._report,
        )
        others = (
            capture
            for capture in self._captures.stream(name)
            if capture.fetched_at >= version.valid_from and capture.page_kind in _READ_BEFORE
        )
        with self._reader(version) as read_all:
            for _ in reprocessor.run(self._concerned(version), others, read_all):
                pass

    @contextlib.contextmanager
    def _reader(self, version: LearnedSite) -> Iterator[ReadAll]:
        if version.pages < _MANY:
            yield read_here
            return
        with ExtractionPool(self._workers) as pool:
            yield pool.read_all

    def _concerned(self, version: LearnedSite) -> Iterator[ArticleRecord]:
        """Articles with what only this source's captures from the version's time on showed."""
        told = self._captures.told(self._source.id, version.valid_from)
        ids = list(dict.fromkeys(one.article_id for one in told))
        captures = {one.capture_id for one in told}
        for start in range(0, len(ids), _AT_ONCE):
            for article in self._articles.get_many(ids[start : start + _AT_ONCE]):
                shown = tuple(
                    one for one in article.versions if one.capture and one.capture.id in captures
                )
                yield dataclasses.replace(article, versions=shown)


def _spread(told: list[ToldCapture]) -> list[int]:
    """The ids of the captures to learn from, spread over all of them."""
    most = min(SAMPLE, len(told))
    return [told[number * len(told) // most].capture_id for number in range(most)]


def _same(found: NewLearnedSite, known: LearnedSite) -> bool:
    """Whether what was found is what is known, however many pages taught it."""
    return (
        found.valid_from == known.valid_from
        and same_places(found.templates, known.templates)
        and set(found.boilerplate) == set(known.boilerplate)
    )
