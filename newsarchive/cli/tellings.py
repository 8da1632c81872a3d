"""The other tellings of an article's story, as `newsarchive show` names them."""

import dataclasses
from typing import Any

from rich.text import Text

from newsarchive.cli.archive import Archive
from newsarchive.cli.differences import summary
from newsarchive.cli.output import local_time, out
from newsarchive.core.article_json import china_time
from newsarchive.dedup import differences
from newsarchive.dedup.differences import Change, Piece
from storage.records import ArticleRecord

MOST = 20
"""Tellings that are named; the others are counted."""

_EXCERPT = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Telling:
    """Another telling, and what it has that the article has not, and the other way round."""

    record: ArticleRecord
    pieces: tuple[Piece, ...]

    @property
    def leads(self) -> bool:
        """Whether it is the earliest."""
        return self.record.duplicate_of is None

    def longest(self, change: Change) -> str | None:
        """Return the longest passage added or cut, None if there is none."""
        passages = [" ".join(one.text.split()) for one in self.pieces if one.change == change]
        return max(passages, key=len, default="") or None


def other_tellings(archive: Archive, record: ArticleRecord) -> tuple[list[Telling], int]:
    """Return the first other tellings, the earliest first; and how many there are in all."""
    records, size = archive.articles.story(record.story_id, MOST + 1)
    text = record.current.text
    return [
        Telling(other, tuple(differences.pieces(text, other.current.text)))
        for other in records
        if other.id != record.id
    ][:MOST], size - 1


def telling_json(telling: Telling) -> dict[str, Any]:
    """Return a telling as `show --json` gives it."""
    record, current = telling.record, telling.record.current
    return {
        "id": record.id,
        "url": record.url,
        "source": record.source,
        "publisher": current.publisher,
        "title": current.title,
        "published_at": china_time(current.published_at),
        "duplicate_of": record.duplicate_of,
        "added": differences.count(telling.pieces, "added"),
        "removed": differences.count(telling.pieces, "removed"),
        "longest_added": telling.longest("added"),
        "longest_removed": telling.longest("removed"),
    }


def print_tellings(record: ArticleRecord, tellings: list[Telling], count: int) -> None:
    """Print who else tells an article's story, when, and with what differences."""
    if not tellings:
        return
    out.print(Text("also told by", "bold"))
    for telling in tellings:
        other, current = telling.record, telling.record.current
        told_at = local_time(current.published_at or other.first_seen_at)
        first = ", the earliest" if telling.leads else ""
        out.print(Text(f"{other.id:>6}  {current.publisher or other.source}, {told_at}{first}"))
        if current.title != record.current.title:
            out.print(Text(f"        {current.title}", "dim"))
        out.print(Text(f"        {_what_differs(telling)}", "dim"))
    if count > len(tellings):
        out.print(Text(f"        and {count - len(tellings)} more", "dim"))
    out.print(
        Text(f"compare: newsarchive show {record.id} --diff @{record.id} @{tellings[0].record.id}")
    )


def _what_differs(telling: Telling) -> str:
    passages = [
        f"{name} “{passage[:_EXCERPT]}{'…' if len(passage) > _EXCERPT else ''}”"
        for name, passage in (
            ("adds", telling.longest("added")),
            ("lacks", telling.longest("removed")),
        )
        if passage
    ]
    return "; ".join([summary(telling.pieces), *passages])
