"""The fields of the index and what each holds of an article.

The text itself is not in the index, only its tokens; the database has the text.
"""

import datetime as dt
import functools
import ipaddress
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import tantivy

from newsarchive.core.article_json import ZONE
from newsarchive.search import tokens
from newsarchive.text.fold import fold, fold_version
from storage.records import ArticleRecord

FORMAT = 2
"""Number of this module's and `tokens`' way to write an index; raise it with every change."""

TOKEN_FIELDS = ("title", "text", "publisher", "author", "editor")
PARTS = ("images", "attachments")
"""What an article may have besides its text; `has:` asks for it."""

_TOKENIZER = "newsarchive_tokens"
_ID_BITS = 24


@functools.cache
def index_format() -> str:
    """Return what tells an index written by this program from others.

    That is the number of its format, and a checksum of how characters are folded, which changes
    with the tables of OpenCC: texts folded one way are not found by queries folded another way.
    """
    return f"{FORMAT}.{fold_version()}"


def new_schema() -> tantivy.Schema:
    """Return the fields.

    `id`: the article. `title`, `text`, `publisher`, `author`, `editor`: tokens.
    `publisher_name`, `author_name`: as published, to be counted. `source`: its name. `site`: host
    of the address and every domain above it. `lang`: language tag and its parts. `has`: what the
    article has besides text. `order`: place in time, see `place_in_time`. `month`: 202306 for June
    2023 in China. `story`: number of its story; `copy`: 1 for an article that retells another,
    else 0. `kind` and `state` belong to the one document that is no article (see `state`).
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="position")
    for name in ("site", "lang", "has", "kind"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("source", "publisher_name", "author_name"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("order", fast=True)
    builder.add_unsigned_field("month", fast=True)
    builder.add_unsigned_field("story", indexed=True, fast=True)
    builder.add_unsigned_field("copy", indexed=True, fast=True)
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
    at = current.published_at or record.first_seen_at
    document = tantivy.Document()
    document.add_unsigned("id", record.id)
    for name in TOKEN_FIELDS:
        if value := getattr(current, name):
            document.add_text(name, tokens.index_tokens(fold(value)))
    for name, value in _names(record):
        document.add_text(name, value)
    document.add_integer("order", place_in_time(at, record.id))
    document.add_unsigned("month", _month(at))
    document.add_unsigned("story", record.story_id)
    document.add_unsigned("copy", int(record.duplicate_of is not None))
    return document


def _names(record: ArticleRecord) -> Iterator[tuple[str, str]]:
    """What is looked up or counted as a whole: field and value, a field may come several times."""
    current = record.current
    yield "source", record.source
    yield from (("site", domain) for domain in domains(record.url))
    yield from (("lang", tag) for tag in language_tags(current.language))
    yield from (("has", part) for part in PARTS if getattr(current, part))
    for name in ("publisher", "author"):
        if value := getattr(current, name):
            yield f"{name}_name", value


def _month(at: dt.datetime) -> int:
    with suppress(OverflowError):  # the last hours of the year 9999
        at = at.astimezone(ZONE)
    return at.year * 100 + at.month


def place_in_time(at: dt.datetime, article_id: int = 0) -> int:
    """Return a number by which articles stand in order of time, and one by one.

    `at` is when an article was published, or first seen where that is unknown. Whole seconds
    since 1970 come first, then the last 24 bits of the article's id.
    """
    return (seconds(at) << _ID_BITS) + article_id % (1 << _ID_BITS)


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


def language_tags(language: str) -> tuple[str, ...]:
    """Return a language tag (BCP 47) in lower case, and its parts.

    >>> language_tags("zh-Hant"), language_tags("en")
    (('zh-hant', 'zh', 'hant'), ('en',))
    """
    tag = language.lower()
    return tuple(dict.fromkeys((tag, *tag.split("-"))))
