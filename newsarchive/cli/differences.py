"""`newsarchive show --diff`: what two versions or two tellings say differently."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from newsarchive.cli.archive import Archive
from newsarchive.cli.output import local_time, out, print_json
from newsarchive.core.article_json import china_time
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.dedup import differences
from newsarchive.dedup.differences import Paragraph, Piece
from storage.records import ArticleRecord, VersionRecord

STYLES = {"same": "", "added": "green", "removed": "red strike"}
MARKS = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
"""How a piece is shown where there is no colour."""

SIGNS = {"same": " ", "added": "+", "removed": "-", "changed": "~"}

_OTHER = re.compile(r"@(\d+)")

Told = tuple[ArticleRecord, VersionRecord]


def find_told(archive: Archive, record: ArticleRecord, wanted: str) -> Told:
    """Return what is to be compared: a version of an article by its number, or @ID's newest.

    Raises UsageError for anything else, NewsArchiveError for what is not in the archive.
    """
    if other := _OTHER.fullmatch(wanted):
        found = archive.articles.get(int(other[1]))
        if found is None:
            raise NewsArchiveError(f"there is no article {other[1]} in this archive")
        return found, found.current
    if not (wanted.isascii() and wanted.isdigit()):
        raise UsageError(
            f"--diff takes versions of the article (1, 2, …) or articles (@12), not {wanted!r}"
        )
    for version in record.versions:
        if version.version == int(wanted):
            return record, version
    raise NewsArchiveError(
        f"article {record.id} has no version {wanted}; see them with: "
        f"newsarchive show {record.id} --history (another article is written @{wanted})"
    )


def print_differences(before: Told, after: Told, *, as_json: bool) -> None:
    """Print what the second has that the first has not, and the other way round."""
    title = differences.pieces(before[1].title, after[1].title)
    text = differences.paragraphs(before[1].text, after[1].text)
    if as_json:
        print_json(_json(before, after, title, text))
        return
    for sign, (record, version) in (("-", before), ("+", after)):
        outlet = version.publisher or record.source
        told = f"article {record.id}, version {version.version}"
        out.print(Text(f"{sign} {told}, {outlet}, {local_time(version.published_at)}", "dim"))
    out.print(_shown(title).append("\n"))
    for is_same, group in itertools.groupby(text, lambda one: one.change == "same"):
        if is_same:
            out.print(Text(f"  … {sum(1 for _ in group)} paragraphs alike", "dim"))
        else:
            for paragraph in group:
                out.print(Text(f"{SIGNS[paragraph.change]} ").append(_shown(paragraph.pieces)))
    changed = [piece for paragraph in text for piece in paragraph.pieces]
    out.print(Text(f"\n{summary(changed)}", "dim"))


def summary(changed: Sequence[Piece]) -> str:
    """Return how much was added and cut, in one phrase."""
    added, cut = (differences.count(changed, kind) for kind in ("added", "removed"))
    parts = [f"{added} characters added" if added else "", f"{cut} cut" if cut else ""]
    return ", ".join(filter(None, parts)) or "the same text"


def _shown(pieces: Sequence[Piece]) -> Text:
    if out.is_terminal and not out.no_color:
        return Text().join(Text(piece.text, STYLES[piece.change]) for piece in pieces)
    return Text("".join(MARKS[piece.change].format(piece.text) for piece in pieces))


def _json(
    before: Told, after: Told, title: Sequence[Piece], text: Sequence[Paragraph]
) -> dict[str, Any]:
    changed = [piece for paragraph in text for piece in paragraph.pieces]
    return {
        "before": _told_json(before),
        "after": _told_json(after),
        "added": differences.count(changed, "added"),
        "removed": differences.count(changed, "removed"),
        "title": _pieces_json(title),
        "paragraphs": [
            {"change": paragraph.change, "pieces": _pieces_json(paragraph.pieces)}
            for paragraph in text
        ],
    }


def _told_json(told: Told) -> dict[str, Any]:
    record, version = told
    return {
        "id": record.id,
        "version": version.version,
        "url": record.url,
        "source": record.source,
        "publisher": version.publisher,
        "title": version.title,
        "published_at": china_time(version.published_at),
    }


def _pieces_json(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    return [{"change": piece.change, "text": piece.text} for piece in pieces]
