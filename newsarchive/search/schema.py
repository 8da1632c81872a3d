"""What the index holds of an article, and the one document that tells how far it has come.

Texts are stored nowhere: the database has them. Tokens are made in Python and handed over
joined by spaces, so the tokenizer only splits.
"""

import datetime as dt
from urllib.parse import urlsplit

import tantivy

from newsarchive.core.article_json import ZONE
from newsarchive.search.tokens import PARAGRAPH, index_tokens
from newsarchive.text.fold import fold
from storage.records import ArticleRecord

FORMAT = 1
"""Counts up whenever an older index could no longer be read or would lack something."""

STATE_ID = 0
"""The id of the state document; articles begin at 1."""

_TOKENS = "tokens"


def make_schema() -> tantivy.Schema:
    """Return the fields; `at` is seconds since 1970, `month` is `2023-06` in China's time."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name=_TOKENS)
    builder.add_text_field("text", tokenizer_name=_TOKENS)
    builder.add_text_field("publisher", tokenizer_name=_TOKENS)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("site", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("month", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("at", indexed=True, fast=True)
    builder.add_unsigned_field("format", stored=True)
    builder.add_unsigned_field("change", stored=True)
    return builder.build()


def register_tokenizer(index: tantivy.Index) -> None:
    """Tell an opened index how its texts are cut; the paragraph sign keeps its place only."""
    splitting = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    analyzer = splitting.filter(tantivy.Filter.custom_stopword([PARAGRAPH])).build()
    index.register_tokenizer(_TOKENS, analyzer)


def by_id(schema: tantivy.Schema, number: int) -> tantivy.Query:
    """Return what finds the document of an id.

    Deleting goes by this too: `delete_documents_by_term` misses unsigned fields (tantivy 0.27).
    """
    return tantivy.Query.term_query(schema, "id", number)


def article_document(record: ArticleRecord) -> tantivy.Document:
    """Return what is indexed of an article: its current version."""
    current = record.current
    at = current.published_at or record.first_seen_at
    document = tantivy.Document()
    document.add_unsigned("id", record.id)
    document.add_text("title", index_tokens(fold(current.title)))
    document.add_text("text", index_tokens(fold(current.text)))
    document.add_text("publisher", index_tokens(fold(current.publisher or "")))
    document.add_text("source", record.source)
    for site in sites(record.url, record.source):
        document.add_text("site", site)
    document.add_text("month", f"{at.astimezone(ZONE):%Y-%m}")
    document.add_integer("at", seconds(at))
    return document


def state_document(change: int) -> tantivy.Document:
    """Return the document that tells the last change taken, kept by the same commit."""
    document = tantivy.Document()
    document.add_unsigned("id", STATE_ID)
    document.add_unsigned("format", FORMAT)
    document.add_unsigned("change", change)
    return document


def sites(url: str, source: str) -> list[str]:
    """Return what `site:` finds an article by: its source, its host, the domains above it.

    >>> sites("https://www.xinhe.gov.cn/a.html", "xinhe")
    ['xinhe', 'www.xinhe.gov.cn', 'xinhe.gov.cn', 'gov.cn', 'cn']
    """
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    return [source.lower(), *(".".join(labels[start:]) for start in range(len(labels)))]


def seconds(moment: dt.datetime) -> int:
    """Return a moment as whole seconds since 1970."""
    return int(moment.timestamp())
