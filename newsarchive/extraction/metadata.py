"""Title, time and credits of an article, each from the most trusted place that tells it.

Order of trust: the visible lines around headline and body, the government's meta elements,
JSON-LD, OpenGraph, script variables, the address; htmldate last, for the time alone.
"""

import dataclasses
import datetime as dt
import re

from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction import metas, scripts
from newsarchive.extraction.body import Reading
from newsarchive.extraction.byline import find_author
from newsarchive.extraction.dom import names
from newsarchive.extraction.info_line import Info, read_info
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.page import Page
from newsarchive.extraction.published import find_published
from newsarchive.extraction.site import find_site
from newsarchive.extraction.title import cut_site, guess_headline
from newsarchive.text.names import read_outlet, read_people

_ABOVE, _BELOW = 14, 14
_LONGEST_LINE = 160
_LONGEST_NAME = 4
_SOURCE_NAME = re.compile(
    r"source|laiyuan|[ _-]ly[ _-]|[ _-]media(?:name)?[ _-]|[ _-]from[ _-]|origin"
)
_AUTHOR_NAME = re.compile(r"author|zuozhe|byline|[ _-]writer|reporter")
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
    site: str | None
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
    published = find_published(
        page,
        [*above, *filter(_DATED.search, below)],
        fetched_at=fetched_at,
        zone=hints.zone,
        listed=listed.published_at,
    )
    if published:
        origin["published_at"] = published[1]
    site = hints.publisher or find_site(page, title)
    fields = _credits(page, reading, above, below, origin)
    publisher = fields.publisher
    if publisher is None and site:
        publisher, origin["publisher"] = site, "site name"
    return Metadata(
        title,
        published[0] if published else None,
        publisher,
        fields.author,
        fields.editor,
        site,
        origin,
    )


def _title(
    page: Page, headline: int | None, reading: Reading, listed: Listed, origin: dict[str, str]
) -> tuple[str, int | None]:
    """The title and the index of the block that shows it."""
    first = reading.first()
    if headline is not None and (first is None or first - headline < 60):
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
    found = metas.first(page.metas, metas.TITLES)
    candidates = [
        (page.metas.get("ArticleTitle"), "meta ArticleTitle"),
        (page.json_ld.get("title"), "JSON-LD"),
        (cut_site(found[1]) if found else None, f"meta {found[0]}" if found else ""),
        (cut_site(page.title), "title element"),
        (listed.title, "list page"),
    ]
    text, origin["title"] = next(((t, o) for t, o in candidates if t), ("", "none"))
    return text or ""


def _zones(page: Page, headline: int | None, reading: Reading) -> tuple[list[str], list[str]]:
    """Short lines around the headline and above the body, nearest to the headline first; lines below."""
    blocks = page.blocks
    first = reading.first()
    start = headline if headline is not None else (first or 0)
    end = first if first is not None and first >= start else start + _ABOVE
    order = [
        *range(start, min(end, start + 30)),
        *reading.head,
        *range(start - 1, max(-1, start - 6), -1),
    ]
    above = [blocks[i].text for i in dict.fromkeys(order) if i != headline and i < len(blocks)]
    last = reading.body[-1] if reading.body else start
    below = [blocks[i].text for i in range(last + 1, min(len(blocks), last + 1 + _BELOW))]
    tail = [blocks[i].text for i in reading.body[-3:]]
    return (
        [line for line in above if line and len(line) < _LONGEST_LINE],
        [line for line in (*below, *tail) if line and len(line) < _LONGEST_LINE],
    )


def _credits(
    page: Page, reading: Reading, above: list[str], below: list[str], origin: dict[str, str]
) -> Info:
    """Publisher, author and editor as credited; the first place that names each one."""
    found: dict[str, str] = {}
    sources: list[tuple[Info, str]] = [(read_info(line), "info line") for line in above]
    named = _named(page, reading)
    body = find_author([page.blocks[i].text for i in reading.body if page.blocks[i].text])
    ends = [(read_info(line), "below the body") for line in below]
    sources += [(named, "info line")] if named else []
    sources += [*ends, (Info(author=body), "body"), (_head_credits(page), "meta")]
    if scripts.is_wechat(page.html):
        sources.insert(0, sources.pop())
    for info, place in sources:
        for field in ("publisher", "author", "editor"):
            value = getattr(info, field)
            if value and field not in found:
                found[field], origin[field] = value, place
    if "publisher" not in found and (
        named_in_script := read_outlet(scripts.source_name(page.html) or "")
    ):
        found["publisher"], origin["publisher"] = named_in_script, "script"
    return Info(**found)


def _named(page: Page, reading: Reading) -> Info | None:
    """Credits of elements near the headline whose class says source or author."""
    first = reading.first()
    if first is None:
        return None
    publisher = author = None
    for block in page.blocks[max(0, first - _ABOVE) : first]:
        if block.image is not None or len(block.text) > _LONGEST_LINE:
            continue
        for element in (
            block.element,
            *block.element.iterdescendants("span", "a", "em", "i", "strong"),
        ):
            name = names(element)
            if len(name) > 3 and publisher is None and _SOURCE_NAME.search(name):
                publisher = _single(element.text_content())
            elif len(name) > 3 and author is None and _AUTHOR_NAME.search(name):
                author = _short(read_people(" ".join(element.text_content().split())[:60]))
    return Info(publisher, author) if publisher or author else None


def _short(named: str | None) -> str | None:
    """Names as long as people's are; an account's name in an author element is no person."""
    return (
        named
        if named and all(len(part) <= _LONGEST_NAME or part.isascii() for part in named.split("、"))
        else None
    )


def _single(text: str) -> str | None:
    """The outlet in a source element's text, which may begin with a label or hold a date."""
    info = read_info(text)
    if info.publisher:
        return info.publisher
    squeezed = " ".join(text.split())
    return None if is_info(squeezed) or len(squeezed.split()) > 2 else read_outlet(squeezed)


def _head_credits(page: Page) -> Info:
    """Credits of meta elements, JSON-LD and WeChat's variables."""
    source = metas.first(page.metas, metas.SOURCES)
    publisher = _single(source[1]) if source else None
    wechat = scripts.is_wechat(page.html)
    if wechat:
        publisher = scripts.wechat_account(page.html) or publisher
    author = page.json_ld.get("author")
    if not author and wechat:
        author = page.metas.get("author")
    name = read_people(author) if author else None
    return Info(publisher, name if name != publisher else None)
