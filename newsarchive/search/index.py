"""SearchIndex: follows the change log, answers queries, and can be made again at any time."""

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import tantivy

from newsarchive.core.errors import NewsArchiveError
from newsarchive.search.compile import Compiler
from newsarchive.search.nodes import Query
from newsarchive.search.results import Facet, Filters, Hit, Results, Sort
from newsarchive.search.schema import (
    FORMAT,
    STATE_ID,
    article_document,
    by_id,
    make_schema,
    register_tokenizer,
    state_document,
)
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import Database
from storage.records import ChangeRecord

Progress = Callable[[int, int], None]

_HEAP_BYTES = 64_000_000
_CHANGES_AT_ONCE = 1000
_WAIT_SECONDS = 10.0
_SOURCES_SHOWN = 100
_MONTHS_SHOWN = 2400


class _Busy(Exception):
    """Another process is writing the index."""


class SearchIndex:
    """The index in a folder; a missing, older or broken one is made anew by `catch_up`.

    `report` hears one sentence when that happens.
    """

    def __init__(self, folder: Path, *, report: Callable[[str], None] = lambda _: None) -> None:
        self._folder = folder
        self._report = report
        self._schema = make_schema()
        self._compiler = Compiler(self._schema)
        self._index: tantivy.Index | None = None

    def last_change(self) -> int:
        """Return the last change of the archive that the index has taken, 0 for none."""
        try:
            return self._state()[1]
        except ValueError:
            return 0

    def catch_up(self, database: Database, progress: Progress = lambda _done, _total: None) -> None:
        """Take what has changed in the archive since the last time.

        While another process writes the index, waits some seconds and then leaves it to that one.
        """
        newest = ChangeLog(database).last()
        try:
            state, taken = self._state()
        except ValueError as error:
            self._make_anew(f"the search index cannot be read ({_first_line(error)})")
            state, taken = FORMAT, 0
        if state != FORMAT or taken > newest:
            self._make_anew("the search index is of another version or another archive")
            taken = 0
        if taken == newest:
            return
        with contextlib.suppress(_Busy), self._writing() as writer:
            taken = self._state()[1]
            if taken:
                self._follow(database, writer, taken, newest, progress)
            else:
                self._build(database, writer, newest, progress)

    def search(
        self,
        query: Query,
        filters: Filters | None = None,
        *,
        sort: Sort = "relevance",
        limit: int = 10,
        offset: int = 0,
    ) -> Results:
        """Return the articles that a query finds, with facets over all of them.

        Raises NewsArchiveError where the index cannot be read; `catch_up` mends it.
        """
        wanted = self._compiler.compile(query, filters or Filters())
        try:
            return self._results(wanted, sort, limit, offset)
        except ValueError as error:
            raise NewsArchiveError(
                f"the search index in {self._folder} cannot be read ({_first_line(error)}); "
                "delete that folder, the next search makes it again"
            ) from error

    def matching(self, query: Query, filters: Filters) -> list[int]:
        """Return the ids of all articles that a query finds, ascending."""
        wanted = self._compiler.compile(query, filters)
        searcher = self._open().searcher()
        count = max(1, searcher.num_docs)
        found = searcher.search(
            wanted, limit=count, order_by_field="id", order=tantivy.Order.Asc, count=False
        )
        return [int(number) for number, _ in found.hits]

    def _results(self, wanted: tantivy.Query, sort: Sort, limit: int, offset: int) -> Results:
        searcher = self._open().searcher()
        if sort == "relevance":
            found = searcher.search(wanted, limit=limit, offset=offset)
        else:
            order = tantivy.Order.Desc if sort == "newest" else tantivy.Order.Asc
            found = searcher.search(
                wanted, limit=limit, offset=offset, order_by_field="at", order=order
            )
        places = [address for _, address in found.hits]
        ids = searcher.fast_field_values("id", places) if places else []
        scores = [float(score) if sort == "relevance" else None for score, _ in found.hits]
        counted = searcher.aggregate(wanted, _FACETS)
        return Results(
            total=int(getattr(found, "count", 0)),
            hits=tuple(
                Hit(int(number or 0), score) for number, score in zip(ids, scores, strict=True)
            ),
            sources=_facets(counted["source"]["buckets"]),
            months=tuple(
                sorted(_facets(counted["month"]["buckets"]), key=lambda facet: facet.value)
            ),
        )

    def _open(self) -> tantivy.Index:
        """The index at its last commit; raises ValueError for one that cannot be read."""
        if self._index is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, str(self._folder))
            register_tokenizer(self._index)
        self._index.reload()
        return self._index

    def _state(self) -> tuple[int, int]:
        """Format and last change taken; today's format and 0 for an index without documents."""
        searcher = self._open().searcher()
        hits = searcher.search(by_id(self._schema, STATE_ID), limit=1).hits
        if not hits:
            return FORMAT, 0
        document = searcher.doc(hits[0][1])
        return int(document.get_first("format") or 0), int(document.get_first("change") or 0)

    def _make_anew(self, reason: str) -> None:
        self._report(f"{reason}; it is made again")
        self._index = None
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        deadline = time.monotonic() + _WAIT_SECONDS
        index = self._open()
        while True:
            try:
                writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
                break
            except ValueError as error:
                if "lock" not in str(error).lower():
                    raise
                if time.monotonic() > deadline:
                    raise _Busy from error
                time.sleep(0.1)
        yield writer
        writer.wait_merging_threads()

    def _build(
        self, database: Database, writer: tantivy.IndexWriter, newest: int, progress: Progress
    ) -> None:
        """Index everything; `newest` was read before, so what changes meanwhile comes again."""
        writer.delete_all_documents()
        articles = ArticleRepository(database)
        total = articles.totals().articles
        for done, record in enumerate(articles.stream(), 1):
            writer.add_document(article_document(record))
            progress(done, max(done, total))
        self._commit(writer, newest)

    def _follow(
        self,
        database: Database,
        writer: tantivy.IndexWriter,
        taken: int,
        newest: int,
        progress: Progress,
    ) -> None:
        log, articles = ChangeLog(database), ArticleRepository(database)
        start = taken
        while changes := log.since(taken, _CHANGES_AT_ONCE):
            touched = _touched(changes)
            for number in touched:
                writer.delete_documents_by_query(by_id(self._schema, number))
            for record in articles.get_many(touched):
                writer.add_document(article_document(record))
            taken = changes[-1].seq
            self._commit(writer, taken)
            progress(taken - start, max(taken, newest) - start)

    def _commit(self, writer: tantivy.IndexWriter, change: int) -> None:
        writer.delete_documents_by_query(by_id(self._schema, STATE_ID))
        writer.add_document(state_document(change))
        writer.commit()


_FACETS = {
    "source": {"terms": {"field": "source", "size": _SOURCES_SHOWN}},
    "month": {"terms": {"field": "month", "size": _MONTHS_SHOWN}},
}


def _touched(changes: Sequence[ChangeRecord]) -> list[int]:
    """The articles to index again: a change of story alone does not touch what is indexed."""
    return list(dict.fromkeys(change.article_id for change in changes if change.kind != "story"))


def _facets(buckets: Sequence[dict[str, object]]) -> tuple[Facet, ...]:
    return tuple(Facet(str(one["key"]), int(str(one["doc_count"]))) for one in buckets)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
