"""The search index: follows the change log, answers queries."""

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeVar

from newsarchive.core.errors import NewsArchiveError
from newsarchive.search import lookup, update
from newsarchive.search.errors import IndexDamaged, damage_named
from newsarchive.search.folder import IndexFolder
from newsarchive.search.nodes import Query
from newsarchive.search.opened import OpenIndex
from newsarchive.search.results import Filters, Results, Sort
from newsarchive.search.state import IndexState, is_of
from newsarchive.search.update import Progress
from storage.changes import ChangeLog
from storage.engine import Database

Answer = TypeVar("Answer")
Condition = Literal["ready", "missing", "damaged or of another format"]


@dataclasses.dataclass(frozen=True, slots=True)
class IndexStatus:
    """What there is of an index; the numbers are 0 unless it is ready.

    `last_change` is the last number of the change log that it took, `segments` the parts that a
    search goes through, `bytes` its size on disk.
    """

    condition: Condition
    articles: int = 0
    last_change: int = 0
    segments: int = 0
    bytes: int = 0


def _silent(_message: str) -> None:
    pass


def _unseen(_done: int, _total: int) -> None:
    pass


class SearchIndex:
    """The index in a folder; it is made, brought up to date and healed by `catch_up`.

    One process writes at a time, any number may read meanwhile. `report` hears a sentence when
    the index must be built anew or is being written by another process.
    """

    def __init__(self, folder: Path, *, report: Callable[[str], None] = _silent) -> None:
        self._folder = IndexFolder(folder)
        self._report = report
        self._open: OpenIndex | None = None
        self._database: Database | None = None

    def last_change(self) -> int:
        """Return the last change that the index took; 0 where there is no usable index."""
        state = self._state()
        return state.change if state else 0

    def catch_up(
        self, database: Database, progress: Progress = _unseen, *, wait_seconds: float = 2.0
    ) -> None:
        """Take into the index what changed in the archive since the last time.

        An index that is missing, damaged, of another format or does not belong to the change log
        is built anew. While another process writes, a usable index is left to it after
        `wait_seconds`; an unusable one is waited for. An index that cannot be written is used as
        it is, which `report` hears of; raises NewsArchiveError where it cannot be used either.
        """
        self._database = database
        if self._is_up_to_date(database):
            return
        try:
            if self._written(database, progress, wait_seconds=0):
                return
            self._report("another process is writing the search index; waiting for it")
            patience = None if self._state() is None else wait_seconds
            self._written(database, progress, wait_seconds=patience)
        except (IndexDamaged, OSError) as error:
            told = self._unwritable(error)
            if self._state() is None:
                raise NewsArchiveError(told) from error
            self._report(f"{told}; the newest changes are not found until then")

    def rebuild(self, database: Database, progress: Progress = _unseen) -> None:
        """Build the index anew from the archive; searches use the one there is until then.

        Raises NewsArchiveError where it cannot be written.
        """
        try:
            with self._folder.lock(wait_seconds=0) as free:
                if free:
                    self._rebuild(database, progress)
                    return
            self._report("another process is writing the search index; waiting for it")
            with self._folder.lock(wait_seconds=None):
                self._rebuild(database, progress)
        except (IndexDamaged, OSError) as error:
            raise NewsArchiveError(self._unwritable(error)) from error

    def status(self) -> IndexStatus:
        """Return what there is of an index, without touching it."""
        opened, state = self._opened(), self._state()
        if opened is None or state is None:
            known = self._folder.exists()
            return IndexStatus("damaged or of another format" if known else "missing")
        searcher = opened.searcher()
        return IndexStatus(
            "ready",
            articles=searcher.num_docs - 1,
            last_change=state.change,
            segments=searcher.num_segments,
            bytes=self._folder.size(),
        )

    def search(
        self,
        query: Query,
        filters: Filters | None = None,
        *,
        sort: Sort = "relevance",
        limit: int = 10,
        offset: int = 0,
        facets: bool = True,
        cursor: str | None = None,
    ) -> Results:
        """Return the articles that a query finds, with facets over all of them unless not wanted.

        `cursor` is that of an earlier page of the same search: the results go on after it.
        Raises UsageError for a negative limit or offset and a cursor of another search, and
        IndexDamaged where the index cannot be read, unless it has caught up before: then it is
        built anew first.
        """
        page = lookup.Page(limit=limit, offset=offset, sort=sort, facets=facets, cursor=cursor)
        return self._ask(lambda opened: lookup.look_up(opened, query, filters or Filters(), page))

    def matching(self, query: Query, filters: Filters | None = None) -> list[int]:
        """Return the ids of all articles that a query finds, ascending; raises IndexDamaged.

        With `story:collapse` in the query these are one a story.
        """
        return self._ask(lambda opened: lookup.matching_ids(opened, query, filters or Filters()))

    def _ask(self, question: Callable[[OpenIndex], Answer]) -> Answer:
        try:
            return self._asked(question)
        except IndexDamaged:
            if self._database is None:
                raise
        self.catch_up(self._database)
        return self._asked(question)

    def _asked(self, question: Callable[[OpenIndex], Answer]) -> Answer:
        opened = self._opened()
        if opened is None:
            raise IndexDamaged(f"there is no search index in {self._folder.path} that can be read")
        try:
            return question(opened)
        except IndexDamaged:
            self._set_aside(opened)
            raise

    def _set_aside(self, damaged: OpenIndex) -> None:
        """Let the next catch-up build a new index, unless another process has done so."""
        with suppress(OSError), self._folder.lock(wait_seconds=None):
            if self._folder.current() == damaged.folder:
                self._folder.drop_current()

    def _unwritable(self, error: Exception) -> str:
        return (
            f"the search index in {self._folder.path} cannot be written: {error}; "
            "see to free space and permissions"
        )

    def _is_up_to_date(self, database: Database) -> bool:
        state = self._state()
        log = ChangeLog(database)
        return state is not None and state.change == log.last() and is_of(state, log)

    def _written(
        self, database: Database, progress: Progress, *, wait_seconds: float | None
    ) -> bool:
        with self._folder.lock(wait_seconds=wait_seconds) as free:
            if free:
                self._write(database, progress)
            return free

    def _write(self, database: Database, progress: Progress) -> None:
        """Follow the log, or build anew where that is not possible; the lock is held."""
        opened, state = self._opened(), self._state()
        if opened is None or state is None:
            known = self._folder.exists()
            reason = "is damaged or of another format" if known else "is missing"
        elif not is_of(state, ChangeLog(database)):
            reason = "does not belong to this archive's change log"
        else:
            try:
                with damage_named(opened.folder):
                    update.follow(opened.index, database, state, progress)
            except IndexDamaged as error:
                reason = f"is damaged ({error.__cause__})"
            else:
                return
        self._report(f"the search index {reason}; building it anew from the archive")
        self._rebuild(database, progress)

    def _rebuild(self, database: Database, progress: Progress) -> None:
        folder = self._folder.begin()
        with damage_named(folder):
            state = update.build(folder, database, progress)
            update.follow(OpenIndex(folder).index, database, state, progress)
        self._folder.put_in_use(folder)

    def _opened(self) -> OpenIndex | None:
        """The index in use, None where there is none that can be read."""
        current = self._folder.current()
        if self._open is not None and self._open.folder == current:
            return self._open
        self._open = None
        while current is not None:
            with suppress(IndexDamaged):
                self._open = OpenIndex(current)
                return self._open
            # Another process may just have put a new index in the place of this one.
            before, current = current, self._folder.current()
            if before == current:
                break
        return None

    def _state(self) -> IndexState | None:
        opened = self._opened()
        try:
            return opened.state() if opened else None
        except IndexDamaged:
            return None
