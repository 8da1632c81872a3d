"""What a dump is to hold: everything, what a search finds, or what changed since another dump."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newsarchive.cli.archive import Archive
from newsarchive.cli.finding import filters_of, open_index
from newsarchive.core.errors import UsageError
from newsarchive.export.base import Outgoing
from newsarchive.export.export import Described
from newsarchive.export.increment import check_continues, increment, position_at
from newsarchive.export.manifest import Position, Selection, read_manifest
from newsarchive.search.query import parse_query
from storage.records import ArticleRecord

BATCH = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """What to write: `total` entries, more or less; `after` is None for a whole dump."""

    entries: Iterable[Outgoing]
    total: int
    selection: Selection
    after: Position | None
    until: Position

    def described(self, form: str) -> Described:
        """What the manifest of the dump says of it in that format."""
        return Described(form, self.selection, self.after, self.until)


def whole(archive: Archive, selection: Selection, *, plain: bool) -> Plan:
    """Return the plan of a dump of all that is selected, as records or as plain articles."""
    wanted, until = _chosen(archive, selection)
    total = archive.articles.totals().articles if wanted is None else len(wanted)
    entries: Iterable[Outgoing]
    if plain:
        entries = archive.articles.plain(wanted)
    elif wanted is None:
        entries = archive.articles.stream()
    else:
        entries = _in_batches(archive, wanted)
    return Plan(entries, total, selection, None, until)


def continued(archive: Archive, state: Path, selection: Selection) -> Plan:
    """Return the plan of what changed since the dump `state`, chosen as that one was.

    Raises UsageError where that dump has no manifest or was chosen otherwise, NewsArchiveError
    where it is not of this archive.
    """
    manifest = read_manifest(state)
    if selection not in (Selection(), manifest.selection):
        raise UsageError(
            f"{state} was made with other filters or another script; an increment keeps those of "
            "the dump that it continues, so leave them out"
        )
    after = manifest.until
    check_continues(archive.changes, after, str(state))
    wanted, until = _chosen(archive, manifest.selection)
    touched = archive.changes.touched(after.change, until.change)
    entries = increment(archive.database, touched, after, until, wanted)
    return Plan(entries, len(touched), manifest.selection, after, until)


def _chosen(archive: Archive, selection: Selection) -> tuple[Sequence[int] | None, Position]:
    """The ids selected, None for all, and the change up to which that is certain."""
    filters = filters_of(selection.sources, selection.publisher, selection.since, selection.until)
    if selection.query is None and filters.is_empty:
        return None, position_at(archive.changes, archive.changes.last())
    query = parse_query(selection.query or "*")
    index = open_index(archive)
    until = position_at(archive.changes, index.last_change())
    return index.matching(query, filters), until


def _in_batches(archive: Archive, ids: Sequence[int]) -> Iterator[ArticleRecord]:
    for start in range(0, len(ids), BATCH):
        yield from archive.articles.get_many(ids[start : start + BATCH])
