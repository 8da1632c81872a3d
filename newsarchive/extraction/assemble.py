"""The Article made of what was read: body cleaned, pictures, attachments, credits filled in."""

import datetime as dt
import re

from lxml.html import HtmlElement

from newsarchive.core.article import Article, Attachment, Repair
from newsarchive.extraction.body import Reading
from newsarchive.extraction.captions import find_captions
from newsarchive.extraction.headline import bare
from newsarchive.extraction.metadata import Metadata
from newsarchive.extraction.page import Page
from newsarchive.extraction.pictures import find_attachments, find_images
from newsarchive.text.clean import Cleaned, clean
from newsarchive.text.script import detect_language
from newsarchive.text.urls import shown_url

_BELOW = 25
_FEW = 8.0
_LANGUAGE_SAMPLE = 50_000
_MOST_HEADLINE_LINES = 4
_SUMMARY = re.compile(r"^[\s【\[]*(?:内容)?(?:摘要|核心提示|导语|導語|导读|導讀|简介|簡介)\W*")
_LEAST_SUMMARY = 10


def make_article(
    page: Page,
    reading: Reading,
    metadata: Metadata,
    *,
    headline: int | None,
    fetched_at: dt.datetime | None,
    boilerplate: tuple[str, ...] = (),
) -> Article:
    """The article of a page; its text may be empty.

    Fields that cleaning finds in the text fill those that the page left open; a publisher that
    is only the site's name gives way to a credited one.
    """
    captions = find_captions(page.blocks, reading.body)
    lines = [page.blocks[i].text for i in reading.body if page.blocks[i].text and i not in captions]
    # A title that is a sentence is the beginning of a text without one, not a headline above it.
    headline_text = "" if metadata.title.endswith("。") else metadata.title
    lines = lines[_headline_lines(lines, headline_text) :]
    lines = lines[_summary_lines(lines) :]
    text, removed = without_boilerplate("\n".join(lines), boilerplate)
    cleaned = clean(text, title=headline_text or None, url=page.url, reference=fetched_at)
    fields, provenance = _filled(metadata, cleaned)
    if any(repair.rule == "pinyin_residue" for repair in cleaned.repairs):
        fields = {name: _without_residue(value, text) for name, value in fields.items()}
    title = cleaned.title or metadata.title
    return Article(
        url=shown_url(page.url),
        title=title,
        text=cleaned.text,
        language=detect_language(f"{title}\n{cleaned.text}"[:_LANGUAGE_SAMPLE]),
        published_at=metadata.published_at or _possible(cleaned.published_at, fetched_at),
        publisher=fields["publisher"],
        author=fields["author"],
        editor=fields["editor"],
        images=find_images(page.blocks, reading.body, captions, page.url),
        attachments=_attachments(page, reading, headline),
        repairs=(*removed, *cleaned.repairs),
        title_repairs=cleaned.title_repairs,
        flags=cleaned.flags,
        provenance=provenance,
    )


def _headline_lines(lines: list[str], title: str) -> int:
    """How many first lines only repeat the title, which may be broken over several."""
    wanted = bare(title)
    joined = ""
    for count, line in enumerate(lines[:_MOST_HEADLINE_LINES], start=1):
        joined += bare(line)
        if not wanted.startswith(joined):
            return 0
        if joined == wanted:
            return count if wanted else 0
    return 0


def _summary_lines(lines: list[str]) -> int:
    """How many first lines are a summary that only repeats the beginning of the text: 0 or 1.

    >>> _summary_lines(["摘要：因大雾湖湾各渡口停航…", "因大雾湖湾各渡口停航，请绕行。"])
    1
    """
    if len(lines) < 2:  # noqa: PLR2004  a summary and a text
        return 0
    said = bare(_SUMMARY.sub("", lines[0]))
    return int(len(said) >= _LEAST_SUMMARY and bare(lines[1]).startswith(said))


def without_boilerplate(text: str, boilerplate: tuple[str, ...]) -> tuple[str, tuple[Repair, ...]]:
    r"""Text without the lines that its source repeats, and the record of what went.

    >>> without_boilerplate("春耕忙。\n欢迎订阅本报\n", ("欢迎订阅本报",))[0]
    '春耕忙。\n'
    """
    if not boilerplate:
        return text, ()
    known = frozenset(boilerplate)
    kept: list[str] = []
    removed: list[Repair] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip() in known:
            removed.append(Repair("boilerplate", line, "", offset))
        else:
            kept.append(line)
            offset += len(line)
    return "".join(kept), tuple(removed)


def _filled(metadata: Metadata, cleaned: Cleaned) -> tuple[dict[str, str | None], dict[str, str]]:
    """Credits of page and text together, and where each came from."""
    provenance = dict(metadata.provenance)
    fields: dict[str, str | None] = {}
    for name in ("publisher", "author", "editor"):
        credited, found = getattr(metadata, name), getattr(cleaned, name)
        if found and (credited is None or provenance.get(name) == "site name"):
            fields[name], provenance[name] = found, "text"
        else:
            fields[name] = credited
    if metadata.published_at is None and cleaned.published_at:
        provenance["published_at"] = "text"
    return fields, provenance


def _without_residue(name: str | None, text: str) -> str | None:
    """A credit as its damaged text proves that it reads."""
    return clean(text, title=name).title if name and ("(" in name or "（" in name) else name


def _possible(value: dt.datetime | None, fetched_at: dt.datetime | None) -> dt.datetime | None:
    return value if value and (fetched_at is None or value <= fetched_at) else None


def _attachments(page: Page, reading: Reading, headline: int | None) -> tuple[Attachment, ...]:
    """Documents of the body's container, then those just below the body or the headline."""
    elements: list[HtmlElement] = []
    if reading.container is not None:
        elements.append(reading.container)
    start = reading.body[-1] if reading.body else headline
    if start is None:
        return find_attachments([page.root], page.url) if not reading.body else ()
    around = set(elements[0].iterancestors()) if elements else set()
    elements += [
        block.element
        for block in page.blocks[start : start + _BELOW]
        if not block.furniture and block.element not in around
    ]
    found = find_attachments(elements, page.url)
    says_nothing = sum(page.blocks[index].size for index in reading.body) < _FEW
    return found or (find_attachments([page.root], page.url) if says_nothing else ())
