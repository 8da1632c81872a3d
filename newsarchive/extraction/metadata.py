"""Title, time and credits of an article, each from the most trusted place that tells it.

Order of trust: the visible lines around headline and body, the government's meta elements,
JSON-LD, OpenGraph, script variables, the address; htmldate last, for the time alone.
"""

import dataclasses
import datetime as dt
import re

from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction import metas
from newsarchive.extraction.blocks import Block
from newsarchive.extraction.body import Reading
from newsarchive.extraction.credit_places import find_credits
from newsarchive.extraction.page import Page
from newsarchive.extraction.published import find_published
from newsarchive.extraction.site import find_site
from newsarchive.extraction.title import cut_site, guess_headline

_ABOVE, _BELOW, _OVER_HEADLINE, _LAST = 14, 14, 5, 3
_FARTHEST = 60
_LONGEST_LINE = 160
_LINKED, _ENTRY = 0.6, 10.0
_DATED = re.compile(r"(?:发布|發布|發佈|发表|發表)|(?:时间|時間|日期)\s*[:：]")
_BRACKET = re.compile(r"\s*[（(\[【][^）)\]】]{1,8}[）)\]】]\s*")


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """The fields and, for each that is set, where it came from."""

    title: str
    published_at: dt.datetime | None
    publisher: str | None
    author: str | None
    editor: str | None
    provenance: dict[str, str]


def read_metadata(
    page: Page,
    headline: int | None,
    reading: Reading,
    *,
    fetched_at: dt.datetime | None,
    hints: Hints,
    listed: Listed,
) -> Metadata:
    """All metadata that a page tells of its article."""
    origin: dict[str, str] = {}
    title, headline = _title(page, headline, reading, listed, origin)
    above, below = _zones(page, headline, reading)
    lines = [*above, *filter(_DATED.search, below)]
    published = find_published(
        page,
        lines,
        closing=below,
        fetched_at=fetched_at,
        zone=hints.zone,
        listed=listed.published_at,
    )
    if published:
        origin["published_at"] = published[1]
    named = find_credits(page, reading, above, below, origin)
    publisher = named.publisher
    if publisher is None:
        publisher = hints.publisher or find_site(page, title)
        origin.update({"publisher": "site name"} if publisher else {})
    time = published[0] if published else None
    return Metadata(title, time, publisher, named.author, named.editor, origin)


def _title(
    page: Page, headline: int | None, reading: Reading, listed: Listed, origin: dict[str, str]
) -> tuple[str, int | None]:
    """The title and the index of the block that shows it."""
    first = reading.first()
    if headline is not None and (first is None or first - headline < _FARTHEST):
        origin["title"] = "headline"
        return _without_category(page, page.blocks[headline].text), headline
    guess = guess_headline(page, first, reading.head) if first is not None else None
    if guess is not None:
        origin["title"] = "headline by position"
        return page.blocks[guess].text, guess
    return _declared(page, listed, origin), headline


def _without_category(page: Page, shown: str) -> str:
    """The shown headline without a bracket behind it that the page's title does not have."""
    for title in map(cut_site, page.declared_titles()):
        rest = shown.removeprefix(title)
        if rest != shown and _BRACKET.fullmatch(rest):
            return title
    return shown


def _declared(page: Page, listed: Listed, origin: dict[str, str]) -> str:
    """The title that head or list page give, for a page that shows none."""
    found = metas.first(page.metas, metas.TITLES)
    candidates = (
        (page.metas.get("ArticleTitle"), "meta ArticleTitle"),
        (page.json_ld.get("title"), "JSON-LD"),
        (cut_site(found[1]) if found else None, f"meta {found[0]}" if found else ""),
        (cut_site(page.title), "title element"),
        (listed.title, "list page"),
    )
    text, origin["title"] = next(((t, o) for t, o in candidates if t), ("", "none"))
    return text or ""


def _zones(page: Page, headline: int | None, reading: Reading) -> tuple[list[str], list[str]]:
    """Short lines above the body, nearest to the headline first, and short lines at its end."""
    blocks = page.blocks
    first = reading.first()
    start = headline if headline is not None else (first or 0)
    end = first if first is not None and first >= start else start + _ABOVE
    order = [
        *range(start, min(end, start + 2 * _ABOVE, len(blocks))),
        *reading.head,
        *range(start - 1, max(-1, start - 1 - _OVER_HEADLINE), -1),
    ]
    above = [
        blocks[index].text
        for index in dict.fromkeys(order)
        if index != headline and not _is_entry(blocks[index])
    ]
    last = reading.body[-1] if reading.body else start
    below = [block.text for block in blocks[last + 1 : last + 1 + _BELOW]]
    below += [blocks[index].text for index in reading.body[-_LAST:]]
    return list(filter(_is_short, above)), list(filter(_is_short, below))


def _is_entry(block: Block) -> bool:
    """Whether a line is an entry of a list beside the article: its date is of another one."""
    return block.linked > _LINKED and block.size >= _ENTRY


def _is_short(line: str) -> bool:
    return 0 < len(line) < _LONGEST_LINE
