"""Import of a plain text article: its title on the first line, or none, then its paragraphs."""

import datetime as dt
from pathlib import Path

from newsarchive.core.article import Article
from newsarchive.core.errors import NewsArchiveError
from newsarchive.ingest.manual import PageKeeper
from newsarchive.text.clean import clean
from newsarchive.text.script import detect_language
from newsarchive.text.urls import canonical_url
from spiders.items import ArticlePage, ListedItem

TITLE_LENGTH = 60
"""A first line of at most so many characters without a full stop is taken for the title."""


def import_text(file: Path, address: str, keeper: PageKeeper) -> None:
    """Clean a UTF-8 text and store it; raises NewsArchiveError where nothing is left of it."""
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NewsArchiveError(
            f"not UTF-8 (byte {error.start}); convert it first, for example with iconv -t UTF-8"
        ) from error
    written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
    title, body = split_title(text)
    cleaned = clean(body, title=title, url=address, reference=written)
    if not cleaned.text:
        raise NewsArchiveError("no text is left after cleaning; nothing was stored")
    article = Article(
        url=canonical_url(address),
        title=cleaned.title or title or cleaned.text.partition("\n")[0][:TITLE_LENGTH],
        text=cleaned.text,
        language=detect_language(cleaned.text),
        published_at=cleaned.published_at,
        publisher=cleaned.publisher,
        author=cleaned.author,
        editor=cleaned.editor,
        repairs=cleaned.repairs,
        title_repairs=cleaned.title_repairs,
        flags=cleaned.flags,
        provenance={"title": "first line" if title else "beginning of the text"},
    )
    page = ArticlePage(
        url=address,
        requested_url=address,
        status=200,
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=raw,
        fetched_at=written,
        via="import",
        listed=ListedItem(url=address),
    )
    keeper.save(page, article)


def split_title(text: str) -> tuple[str | None, str]:
    r"""Return the title and the rest; None where the first line is a paragraph already.

    >>> split_title("区里召开现场会\n\n昨天，现场会在镇上举行。")
    ('区里召开现场会', '昨天，现场会在镇上举行。')
    >>> split_title("昨天，现场会在镇上举行。")
    (None, '昨天，现场会在镇上举行。')
    """
    first, newline, rest = text.strip().partition("\n")
    first = first.strip()
    if newline and len(first) <= TITLE_LENGTH and not first.endswith(("。", "！", "？", "：")):
        return first, rest.strip()
    return None, text
