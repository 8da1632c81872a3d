"""What changed in an archive since an earlier dump of it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsarchive.core.errors import NewsArchiveError
from newsarchive.export.base import Put, Removed
from newsarchive.export.manifest import Position
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import Database

_AT_ONCE = 500


def position_at(log: ChangeLog, number: int) -> Position:
    """Return the position after a change; raises NewsArchiveError where the log has no such one."""
    if number == 0:
        return Position()
    first = next(iter(log.since(0, limit=1)), None)
    line = next(iter(log.since(number - 1, limit=1)), None)
    if first is None or line is None or line.seq != number:
        raise NewsArchiveError(f"the change log has no change {number}; make a whole dump")
    return Position.of(line, first)


def check_continues(log: ChangeLog, after: Position, state: str) -> None:
    """Raise NewsArchiveError where the change log is not the one that a dump was made from."""
    try:
        same = position_at(log, after.change) == after
    except NewsArchiveError:
        same = False
    if not same:
        raise NewsArchiveError(
            f"{state} is no dump of this archive, or of another state of it than the one that was "
            "put back from a backup; make a whole dump"
        )


def increment(
    database: Database,
    touched: Sequence[int],
    after: Position,
    until: Position,
    wanted: Sequence[int] | None,
) -> Iterator[Put | Removed]:
    """Yield what an archive that followed up to `after` must take over to have followed `until`.

    `touched` are the articles with changes in between, `wanted` those selected, ascending, None
    for all. What was removed from the archive comes first, since its address may be in use again.
    """
    articles = ArticleRepository(database)
    for line in ChangeLog(database).removed(after.change, until.change):
        if line.url is not None:
            yield Removed(line.article_id, line.url)
    for start in range(0, len(touched), _AT_ONCE):
        for record in articles.get_many(touched[start : start + _AT_ONCE]):
            if wanted is None or _holds(wanted, record.id):
                yield Put(record)
            else:
                yield Removed(record.id, record.url)


def _holds(ascending: Sequence[int], number: int) -> bool:
    place = bisect_left(ascending, number)
    return place < len(ascending) and ascending[place] == number
