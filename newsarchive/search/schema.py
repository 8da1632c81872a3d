"""The fields of the index and what each holds of an article.

The text itself is not in the index, only its tokens; the database has the text.
"""

import datetime as dt
import ipaddress
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import tantivy

from newsarchive.core.article_json import ZONE
from newsarchive.search import tokens
from newsarchive.text.fold import fold
from storage.records import ArticleRecord

FORMAT = 1
"""Number of this module's and `tokens`' way to write an index; raise it with every change."""

_TOKENIZER = "newsarchive_tokens"


def new_schema() -> tantivy.Schema:
    """Return the fields.

    `id`: the article. `title`, `text`, `publisher`: tokens. `source`: its name. `site`: host of
    the address and every domain above it. `at`: when it was published, or first seen where that
    is unknown, in seconds since 1970. `month`: the same, 202306 for June 2023 in China. `kind`
    and `state` belong to the one document that is no article (see `state`).
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in ("title", "text", "publisher"):
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    for name in ("site", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("at", fast=True)
    builder.add_unsigned_field("month", fast=True)
    builder.add_bytes_field("state", stored=True)
    return builder.build()


def create_index(folder: Path) -> tantivy.Index:
    """Return a new index in an empty folder."""
    return _prepared(tantivy.Index(new_schema(), str(folder)))


def open_index(folder: Path) -> tantivy.Index:
    """Return the index of a folder; ValueError where there is none or its files are damaged."""
    return _prepared(tantivy.Index.open(str(folder)))


def _prepared(index: tantivy.Index) -> tantivy.Index:
    # The gap between paragraphs is a stop word: it takes a place and leaves nothing else behind.
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        .filter(tantivy.Filter.custom_stopword([tokens.PARAGRAPH]))
        .build()
    )
    index.register_tokenizer(_TOKENIZER, analyzer)
    index.config_reader("manual", 0)
    return index


def article_document(record: ArticleRecord) -> tantivy.Document:
    """Return what the index holds of an article's current version."""
    current = record.current
    document = tantivy.Document()
    document.add_unsigned("id", record.id)
    document.add_text("title", tokens.index_tokens(fold(current.title)))
    document.add_text("text", tokens.index_tokens(fold(current.text)))
    document.add_text("source", record.source)
    if current.publisher:
        document.add_text("publisher", tokens.index_tokens(fold(current.publisher)))
    for domain in domains(record.url):
        document.add_text("site", domain)
    at = current.published_at or record.first_seen_at
    document.add_integer("at", seconds(at))
    document.add_unsigned("month", _month(at))
    return document


def _month(at: dt.datetime) -> int:
    with suppress(OverflowError):  # the last hours of the year 9999
        at = at.astimezone(ZONE)
    return at.year * 100 + at.month


def seconds(moment: dt.datetime) -> int:
    """Return whole seconds since 1970, negative before."""
    return int((moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(seconds=1))


def domains(url: str) -> tuple[str, ...]:
    """Return the host of an address and the domains above it; empty for what is no address.

    >>> domains("https://www.lqx.gov.cn/gzdt/t20230602_1.html")
    ('www.lqx.gov.cn', 'lqx.gov.cn', 'gov.cn', 'cn')
    >>> domains("http://127.0.0.1:8000/a.html")
    ('127.0.0.1',)
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = [label for label in host.split(".") if label]
        return tuple(".".join(labels[start:]) for start in range(len(labels)))
    return (host,)
