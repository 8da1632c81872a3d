"""extract(): a page's bytes to what the page is and, if it is one, the article it holds."""

import dataclasses
import datetime as dt

from newsarchive.core.article import Article, Flag
from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction import dom
from newsarchive.extraction.assemble import make_article
from newsarchive.extraction.blocks import size_of
from newsarchive.extraction.body import Reading, read_body
from newsarchive.extraction.encoding import Decoded, decode
from newsarchive.extraction.headline import find_headline
from newsarchive.extraction.list_signs import list_evidence
from newsarchive.extraction.metadata import read_metadata
from newsarchive.extraction.page import Page, read_page
from newsarchive.extraction.page_kind import PageKind, judge_envelope
from newsarchive.extraction.title import cut_site

_NO_HINTS = Hints()
_NOTHING_LISTED = Listed()
_LOW_CONFIDENCE = 0.35
_NO_TEXT = 8.0


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """What a page is, why, and its article; `article` is None for every kind but `article`.

    `redirect_url` is where a redirect stub leads, absolute.
    """

    kind: PageKind
    evidence: tuple[str, ...]
    article: Article | None = None
    redirect_url: str | None = None


def extract(
    body: bytes | str,
    url: str,
    *,
    content_type: str | None = None,
    status: int = 200,
    fetched_at: dt.datetime | None = None,
    hints: Hints = _NO_HINTS,
    listed: Listed | None = None,
) -> Extraction:
    """What the page at `url` is and says. Pure; never raises on hostile input.

    `body` is the response with its content coding undone, or text already decoded; `fetched_at`
    resolves dates without a year and bounds the time of publication.

    >>> page = "<title>渡口停航</title><h1>渡口停航</h1><p>因大雾，湖湾渡口今日停航。</p>"
    >>> extract(page, "http://huwan.example/a/1.html").article.text
    '因大雾，湖湾渡口今日停航。'
    """
    decoded = Decoded(body, "text") if isinstance(body, str) else decode(body, content_type, hints.encoding)
    root = dom.parse(decoded.text)
    if root is None:
        return Extraction("empty", ("the page is empty",))
    page = read_page(decoded.text, url, root)
    visible = " ".join(block.text for block in page.blocks[:80])
    verdict = judge_envelope(decoded.text, visible, page.title, url, status)
    if verdict is not None:
        return Extraction(verdict.kind, verdict.evidence, None, verdict.redirect_url)
    return _read(page, decoded, fetched_at, hints, listed or _NOTHING_LISTED)


def _read(
    page: Page, decoded: Decoded, fetched_at: dt.datetime | None, hints: Hints, listed: Listed
) -> Extraction:
    """The article of a page that holds content, or why there is none."""
    declared = [*page.declared_titles(), *([listed.title] if listed.title else [])]
    headline = find_headline(page.blocks, [*declared, *map(cut_site, declared)])
    reading = read_body(page, headline)
    metadata = read_metadata(
        page, headline, reading, fetched_at=fetched_at, hints=hints, listed=listed
    )
    article = make_article(
        page, reading, metadata, headline=headline, fetched_at=fetched_at, boilerplate=hints.boilerplate
    )
    kind, evidence = _judge(page, reading, headline, article)
    if kind != "article":
        return Extraction(kind, evidence)
    doubts = _doubts(decoded, reading, article)
    return Extraction(kind, evidence, dataclasses.replace(article, flags=(*article.flags, *doubts)))


def _judge(
    page: Page, reading: Reading, headline: int | None, article: Article
) -> tuple[PageKind, tuple[str, ...]]:
    """The kind of a page of content, and the evidence for it."""
    size = size_of(article.text)
    as_list = list_evidence(page, size, reading)
    if as_list:
        return "list", as_list
    if size >= _NO_TEXT:
        return "article", reading.evidence
    if article.attachments:
        return "attachment_only", (f"no text, {len(article.attachments)} attached documents",)
    if headline is not None and article.images and reading.container is not None:
        return "article", (f"no text, {len(article.images)} pictures below a headline",)
    return "empty", (f"no text: {size:.0f} characters of prose found",)


def _doubts(decoded: Decoded, reading: Reading, article: Article) -> list[Flag]:
    """Flags on the whole article from the way it was read."""
    doubts = []
    if reading.confidence < _LOW_CONFIDENCE:
        doubts.append(Flag("low_confidence", "; ".join(reading.evidence)))
    if not article.text:
        doubts.append(Flag("image_only", "the article has pictures and no text"))
    if decoded.doubt:
        doubts.append(Flag("charset", decoded.doubt))
    if decoded.repaired:
        doubts.append(Flag("mojibake", decoded.repaired))
    if len(decoded.text) > dom.MAX_CHARACTERS:
        doubts.append(Flag("too_long", f"only the first {dom.MAX_CHARACTERS} characters were read"))
    return doubts
