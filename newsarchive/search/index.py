"""The search index: follows the change log, answers queries."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from newsarchive.core.errors import NewsArchiveError
from newsarchive.search import lookup, update
from newsarchive.search.errors import IndexDamaged, damage_named
from newsarchive.search.filters import Filters, Sort
from newsarchive.search.folder import IndexFolder
from newsarchive.search.nodes import Query
from newsarchive.search.opened import OpenIndex
from newsarchive.search.state import IndexState, is_of
from newsarchive.search.update import Progress
from storage.changes import ChangeLog
from storage.engine import Database

_NOTHING = Filters()


def _silent(_message: str) -> None:
    pass


def _unseen(_done: int, _total: int) -> None:
    pass


class SearchIndex:
    """The index in a folder; it is made, brought up to date and healed by `catch_up`.

    One process writes at a time, any number may read meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._open: OpenIndex | None = None

    def last_change(self) -> int:
        """The number of the last change that the index took; 0 where there is no usable index."""
        state = self._state()
        return state.change if state else 0

    def catch_up(
        self,
        database: Database,
        progress: Progress = _unseen,
        report: Callable[[str], None] = _silent,
        *,
        wait_seconds: float = 2.0,
    ) -> None:
        """Take into the index what changed in the archive since the last time.

        An index that is missing, damaged, of an older format or ahead of the change log is built
        anew; `report` gets a sentence about that. While another process writes, a usable
        index is left to it after `wait_seconds`; an unusable one is waited for.
        """
        if self._is_up_to_date(database):
            return
        usable = self._state() is not None
        try:
            with self._folder.lock(wait_seconds=0) as free:
                if free:
                    self._write(database, progress, report)
                    return
            report("another process is writing the search index; waiting for it")
            with self._folder.lock(wait_seconds=wait_seconds if usable else None) as free:
                if free:
                    self._write(database, progress, report)
        except (IndexDamaged, OSError) as error:
            raise NewsArchiveError(
                f"the search index in {self._folder.path} cannot be written: {error}; "
                "see to free space and permissions, then search again"
            ) from error

    def search(
        self,
        query: Query,
        *,
        filters: Filters = _NOTHING,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: bool = True,
    ) -> lookup.Results:
        """Return the articles that match, the best or the newest or oldest first.

        `facets` counts all results by source and month. Raises IndexDamaged where the index must
        be built anew, which the next `catch_up` does, and UsageError for a negative number.
        """
        wanted = lookup.Page(limit, offset, sort, facets=facets)
        opened = self._opened()
        if opened is None:
            raise IndexDamaged(f"there is no search index in {self._folder.path} yet")
        try:
            return lookup.look_up(opened, query, filters, wanted)
        except IndexDamaged:
            with self._folder.lock(wait_seconds=None):
                if self._folder.current() == opened.folder:
                    self._folder.drop_current()
            raise

    def _is_up_to_date(self, database: Database) -> bool:
        state = self._state()
        log = ChangeLog(database)
        return state is not None and state.change == log.last() and is_of(state, log)

    def _write(self, database: Database, progress: Progress, report: Callable[[str], None]) -> None:
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
        report(f"the search index {reason}; building it anew from the archive")
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
