"""Pages and articles <-> the records of storage: the one place where both shapes are known."""

import dataclasses
from typing import Any

from newsarchive.core.article import Article
from newsarchive.dedup.fingerprint import text_digest
from newsarchive.text.canonical_link import canonical_link
from newsarchive.text.urls import canonical_url
from spiders.items import ArticlePage, FetchedPage, ListedItem, Place
from storage.articles import ArticleRepository
from storage.captures import PART
from storage.records import (
    FoundItem,
    Json,
    NewArticle,
    NewCapture,
    Saved,
    WalkPlace,
)


def to_record(article: Article) -> NewArticle:
    """Return the article in the shape that storage takes; every field of it is handed over."""
    return NewArticle(
        url=article.url,
        title=article.title,
        text=article.text,
        language=article.language,
        published_at=article.published_at,
        publisher=article.publisher,
        author=article.author,
        editor=article.editor,
        images=_objects(article.images),
        attachments=_objects(article.attachments),
        repairs=_objects(article.repairs),
        title_repairs=_objects(article.title_repairs),
        flags=_objects(article.flags),
        provenance=dict(article.provenance),
        text_digest=text_digest(article.text, article.title),
    )


def to_capture(page: FetchedPage, page_kind: str) -> NewCapture:
    """Return the capture of a page that was taken for a `page_kind`."""
    place = page.capture
    listed = page.listed if isinstance(page, ArticlePage) else None
    return NewCapture(
        url=page.url,
        canonical_url=canonical_url(page.url),
        fetched_at=page.fetched_at,
        status=page.status,
        page_kind=page_kind,
        content_type=page.header("Content-Type"),
        etag=page.header("ETag"),
        last_modified=page.header("Last-Modified"),
        warc_file=place.warc_file if place else None,
        warc_offset=place.warc_offset if place else None,
        warc_length=place.warc_length if place else None,
        payload_digest=place.payload_digest if place else None,
        listed_title=listed.title if listed else None,
        listed_at=listed.published_at if listed else None,
    )


def to_found_item(item: ListedItem) -> FoundItem:
    """Return an entry of a list as it waits to be fetched."""
    return FoundItem(url=item.url, title=item.title, published_at=item.published_at)


def to_walk_place(place: Place) -> WalkPlace:
    """Return where a walk stands as it is kept."""
    return WalkPlace(
        url=place.url,
        page={
            "request": dict(place.page),
            "thorough": place.thorough,
            "rows": list(place.rows),
        },
        pages=place.pages,
        complete=place.complete,
    )


def to_place(place: WalkPlace) -> Place:
    """Return where a walk stands as `to_walk_place` took it."""
    return Place(
        url=place.url,
        page=place.page["request"],
        pages=place.pages,
        thorough=place.page["thorough"],
        complete=place.complete,
        rows=tuple(place.page.get("rows", ())),
    )


def addresses(page: ArticlePage) -> tuple[str, ...]:
    """Every address under which the page was seen, canonical, without repetition."""
    others = [url for one in (*page.stubs, *page.parts) for url in (one.url, one.requested_url)]
    seen = (page.url, page.requested_url, page.listed.url, *others)
    return tuple(dict.fromkeys(canonical_url(url) for url in seen))


def to_companions(page: ArticlePage) -> list[NewCapture]:
    """Return the captures of the stubs that led to a page, and of its further parts, in order."""
    stubs = [to_capture(stub, "redirect") for stub in page.stubs]
    return [*stubs, *(to_capture(part, PART) for part in page.parts)]


def twins(page: ArticlePage) -> tuple[str, ...]:
    """Every address that is certainly the page's own, canonical: its last one, the named one."""
    head = page.body.decode("latin-1")
    return tuple(filter(None, (canonical_url(page.url), canonical_link(head, page.url))))


def store(
    articles: ArticleRepository,
    page: ArticlePage,
    article: Article,
    *,
    source_id: int,
    crawl_id: int | None,
) -> Saved:
    """Save an article with its capture, in one transaction."""
    return articles.save(
        to_record(article),
        to_capture(page, "article"),
        source_id=source_id,
        crawl_id=crawl_id,
        twins=twins(page),
        addresses=addresses(page),
        companions=to_companions(page),
    )


def _objects(values: tuple[Any, ...]) -> tuple[Json, ...]:
    return tuple(dataclasses.asdict(value) for value in values)
