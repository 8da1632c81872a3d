"""extract(): a page's bytes to what the page is and, if it is one, the article it holds."""

import dataclasses
import datetime as dt
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.core.article import LOW_CONFIDENCE, Article, Flag
from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction import audit, dom, template, wechat
from newsarchive.extraction.assemble import make_article
from newsarchive.extraction.audit import Audit
from newsarchive.extraction.blocks import size_of
from newsarchive.extraction.body import Reading, read_body, read_container
from newsarchive.extraction.document import make_document_article
from newsarchive.extraction.encoding import Decoded, decode
from newsarchive.extraction.headline import find_headline
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.list_signs import list_evidence
from newsarchive.extraction.metadata import read_metadata
from newsarchive.extraction.page import Page, read_page
from newsarchive.extraction.page_kind import PageKind, Verdict, document_type, judge_envelope
from newsarchive.extraction.title import cut_site, guess_headline
from newsarchive.extraction.weights import is_prose, weigh

_NO_HINTS = Hints()
_NOTHING_LISTED = Listed()
_LOW_CONFIDENCE = 0.35
_NO_TEXT, _NO_PROSE = 8.0, 30.0
_NO_ARTICLE, _FORM = 150.0, 3
_FAILED = 400
_MANY_BLOCKS = 150
_PARAGRAPH = 16.0


@dataclasses.dataclass(frozen=True, slots=True)
class Extraction:
    """What a page is, why, and its article, which only `article` and `attachment_only` have.

    `redirect_url` is where a redirect stub leads, absolute. `audit` tells how the source's
    templates did, None where there are none or the page was not audited.
    """

    kind: PageKind
    evidence: tuple[str, ...]
    article: Article | None = None
    redirect_url: str | None = None
    audit: Audit | None = None


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
    url = _splittable(url)
    if isinstance(body, bytes) and (document := document_type(body, content_type)):
        article = make_document_article(url, document, hints, listed or _NOTHING_LISTED)
        evidence = (f"the response is a document: {document}",)
        return Extraction("attachment_only", evidence, article)
    decoded = (
        Decoded(body, "text")
        if isinstance(body, str)
        else decode(body, content_type, hints.encoding)
    )
    root = dom.parse(decoded.text)
    if root is None:
        verdict = judge_envelope("", "", "", url, status)
        return _without_article(verdict or Verdict("empty", ("the page is empty",)))
    wechat.write_out(root, decoded.text)
    capture = _Capture(decoded, url, fetched_at, hints, listed or _NOTHING_LISTED)
    fitted = _by_template(capture, root) if status < _FAILED else None
    if fitted is not None and not audit.is_due(url):
        return fitted
    alone = _from_scratch(capture, root, status)
    if fitted is not None:
        return _better(fitted, alone)
    if hints.templates and alone.article is not None:
        return dataclasses.replace(alone, audit=Audit("no_fit", alone.evidence[0]))
    return alone


def _splittable(url: str) -> str:
    """The address, or an empty one where `urlsplit` would refuse it: it says nothing then."""
    try:
        urlsplit(url)
    except ValueError:
        return ""
    return url


@dataclasses.dataclass(frozen=True, slots=True)
class _Capture:
    """What is known of a page besides its tree."""

    decoded: Decoded
    url: str
    fetched_at: dt.datetime | None
    hints: Hints
    listed: Listed

    def headline(self, page: Page) -> int | None:
        """Index of the block that shows the headline."""
        declared = [*page.declared_titles(), *([self.listed.title] if self.listed.title else [])]
        return find_headline(page.blocks, [*declared, *map(cut_site, declared)])


def _without_article(verdict: Verdict) -> Extraction:
    return Extraction(verdict.kind, verdict.evidence, None, verdict.redirect_url)


def _by_template(capture: _Capture, root: HtmlElement) -> Extraction | None:
    """The article by the first of the source's templates that fits; None where none does."""
    for stored in capture.hints.templates:
        known = template.from_json(stored)
        fitted = template.fit(root, known) if known else None
        if known is None or fitted is None:
            continue
        page = read_page(capture.decoded.text, capture.url, root, fitted.scope)
        headline = capture.headline(page)
        weights = weigh(page, headline)
        container = template.as_container(fitted.container)
        reading = read_container(page.blocks, weights, container, headline)
        if _is_article(page, reading, headline):
            publisher = capture.hints.publisher or known.site
            hints = dataclasses.replace(capture.hints, publisher=publisher)
            article = _article(dataclasses.replace(capture, hints=hints), page, reading, headline)
            if article.text or not article.attachments:
                return Extraction("article", reading.evidence, article)
    return None


def _is_article(page: Page, reading: Reading, headline: int | None) -> bool:
    """Whether what a template selects is an article: prose or pictures under a headline."""
    first = reading.first()
    if first is None or (headline is None and guess_headline(page, first, reading.head) is None):
        return False
    body = [page.blocks[i] for i in reading.body]
    if any(map(is_prose, body)):
        return not list_evidence(page, sum(block.size for block in body), reading)
    dated = any(is_info(block.text) for block in page.blocks[:first] if block.text)
    return dated and any(block.image is not None for block in body)


def _better(fitted: Extraction, alone: Extraction) -> Extraction:
    """The better of two readings of an audited page, with a flag where they differ."""
    if fitted.article is None:
        return fitted
    found = audit.compare(fitted.article, alone.article)
    better = alone if found.outcome == "scratch" else fitted
    article = better.article
    if article is not None and found.outcome != "agrees":
        doubt = Flag(LOW_CONFIDENCE, f"template and page disagree, {found.note}")
        article = dataclasses.replace(article, flags=(*article.flags, doubt))
    return dataclasses.replace(better, article=article, audit=found)


def _from_scratch(capture: _Capture, root: HtmlElement, status: int) -> Extraction:
    """What the page is, by its own evidence alone."""
    page = read_page(capture.decoded.text, capture.url, root)
    visible = " ".join(block.text for block in page.blocks if block.text)
    verdict = judge_envelope(
        page.html, visible, page.title, page.url, status, written=_is_written(page)
    )
    if verdict is not None:
        return _without_article(verdict)
    headline = capture.headline(page)
    reading = read_body(page, headline)
    article = _article(capture, page, reading, headline)
    kind, evidence = _judge(page, reading, headline, article)
    if kind == "attachment_only" and article.title:
        return Extraction(kind, evidence, _of_documents(article))
    return Extraction(kind, evidence, article if kind == "article" else None)


def _of_documents(article: Article) -> Article:
    """An article whose whole content is in its attachments: what little else was read is none."""
    flag = Flag("attachment_only", "the article is in the attached files")
    return dataclasses.replace(article, text="", repairs=(), flags=(flag,))


def _article(capture: _Capture, page: Page, reading: Reading, headline: int | None) -> Article:
    """The article of a reading, with the doubts that the reading itself raises."""
    metadata = read_metadata(
        page,
        headline,
        reading,
        fetched_at=capture.fetched_at,
        hints=capture.hints,
        listed=capture.listed,
    )
    article = make_article(
        page,
        reading,
        metadata,
        headline=headline,
        fetched_at=capture.fetched_at,
        boilerplate=capture.hints.boilerplate,
    )
    doubts = _doubts(capture.decoded, reading, article)
    return dataclasses.replace(article, flags=(*article.flags, *doubts))


def _is_written(page: Page) -> bool:
    """Whether a short page has an info line and at least two paragraphs."""
    if len(page.blocks) > _MANY_BLOCKS:
        return True
    paragraphs = sum(block.size > _PARAGRAPH and is_prose(block) for block in page.blocks)
    return paragraphs > 1 and any(is_info(block.text) for block in page.blocks if block.text)


def _judge(
    page: Page, reading: Reading, headline: int | None, article: Article
) -> tuple[PageKind, tuple[str, ...]]:
    """The kind of a page of content, and the evidence for it."""
    size = size_of(article.text)
    as_list = list_evidence(page, size, reading)
    if as_list:
        return "list", as_list
    prose = any(is_prose(page.blocks[index]) for index in reading.body)
    if size < _NO_ARTICLE and (fields := _fields(reading)) >= _FORM:
        return "empty", (f"a form of {fields} fields with {size:.0f} characters of text",)
    if size >= (_NO_TEXT if prose or reading.system else _NO_PROSE):
        return "article", reading.evidence
    if article.attachments:
        return "attachment_only", (f"no text, {len(article.attachments)} attached documents",)
    if headline is not None and article.images:
        return "article", (f"no text, {len(article.images)} pictures below a headline",)
    return "empty", (f"no text: {size:.0f} characters of prose found",)


def _fields(reading: Reading) -> int:
    """How many fields to fill in stand within the container that was read."""
    if reading.container is None:
        return 0
    fields = reading.container.iter("input", "textarea", "select")
    kinds = ((field.get("type") or "text").lower() for field in fields)
    return sum(kind in {"text", "email", "tel", "password"} for kind in kinds)


def _doubts(decoded: Decoded, reading: Reading, article: Article) -> list[Flag]:
    """Flags on the whole article from the way it was read."""
    doubts = []
    if reading.confidence < _LOW_CONFIDENCE:
        doubts.append(Flag(LOW_CONFIDENCE, "; ".join(reading.evidence)))
    if not article.text:
        doubts.append(Flag("image_only", "the article has pictures and no text"))
    if decoded.doubt:
        doubts.append(Flag("charset", decoded.doubt))
    if decoded.repaired:
        doubts.append(Flag("mojibake", decoded.repaired))
    if len(decoded.text) > dom.MAX_CHARACTERS:
        doubts.append(Flag("too_long", f"only the first {dom.MAX_CHARACTERS} characters were read"))
    return doubts
