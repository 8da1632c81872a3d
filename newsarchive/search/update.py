"""Writes articles into an index: all of them, or those that changed."""

from collections.abc import Callable
from pathlib import Path

import tantivy

from newsarchive.search import schema
from newsarchive.search.state import IndexState, newest_state, state_after, write_state
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import Database
from storage.records import ChangeRecord

Progress = Callable[[int, int], None]
"""Takes how many articles or changes are done, and how many there are."""

_INDEXED_CHANGES = ("new", "updated", "story", "removed")
"""An article that is gone from its site is found as before."""

_BATCH = 500
_COMMIT_EVERY = 40 * _BATCH
_BUILD_BYTES = 200_000_000
_CATCH_UP_BYTES = 60_000_000


def build(folder: Path, database: Database, progress: Progress) -> IndexState:
    """Make an index of the whole archive in an empty folder; return how far it got in the log.

    Articles that change meanwhile may be in it as they were; the log has them after that state.
    """
    state = newest_state(ChangeLog(database))
    articles = ArticleRepository(database)
    total = articles.totals().articles
    writer = schema.create_index(folder).writer(_BUILD_BYTES, num_threads=1)
    progress(0, total)
    for done, record in enumerate(articles.stream(_BATCH), start=1):
        writer.add_document(schema.article_document(record))
        if done % _BATCH == 0:
            progress(done, max(done, total))
    _finish(writer, state)
    progress(total, total)
    return state


def follow(
    index: tantivy.Index, database: Database, state: IndexState, progress: Progress
) -> IndexState:
    """Bring an index up to date with the change log; return the new state.

    Each commit holds the articles and the state together; a crash costs what came after the last.
    """
    log = ChangeLog(database)
    changes = log.since(state.change, _BATCH)
    if not changes:
        return state
    start, total = state.change, log.last() - state.change
    writer = index.writer(_CATCH_UP_BYTES, num_threads=1)
    uncommitted = 0
    while changes:
        _take(writer, index.schema, ArticleRepository(database), changes)
        state = state_after(changes[-1])
        uncommitted += len(changes)
        if uncommitted >= _COMMIT_EVERY:
            write_state(writer, state)
            writer.commit()
            uncommitted = 0
        done = state.change - start
        progress(done, max(done, total))
        changes = log.since(state.change, _BATCH)
    _finish(writer, state)
    return state


def _take(
    writer: tantivy.IndexWriter,
    fields: tantivy.Schema,
    articles: ArticleRepository,
    changes: list[ChangeRecord],
) -> None:
    """Index articles as they are now; what the archive no longer has leaves the index."""
    touched = sorted({change.article_id for change in changes if change.kind in _INDEXED_CHANGES})
    for article_id in touched:
        # delete_documents_by_term misses documents by their unsigned fields (tantivy 0.27).
        writer.delete_documents_by_query(tantivy.Query.term_query(fields, "id", article_id))
    for record in articles.get_many(touched):
        writer.add_document(schema.article_document(record))


def _finish(writer: tantivy.IndexWriter, state: IndexState) -> None:
    """Commit, and wait for the joining of small files that the commit has set off."""
    write_state(writer, state)
    writer.commit()
    writer.wait_merging_threads()
