"""Documents that a list names directly: a PDF, a Word file, an archive of files."""

import posixpath
from urllib.parse import unquote, urlsplit

from newsarchive.core.article import Article, Attachment, Flag
from newsarchive.core.hints import Hints, Listed
from newsarchive.text.script import detect_language
from newsarchive.text.urls import shown_url

_TYPES = ("pdf", "zip or office document", "office document", "rar")
_NAMED = ("application/pdf", "application/msword", "application/vnd.", "application/zip")


def make_document_article(url: str, kind: str, hints: Hints, listed: Listed) -> Article | None:
    """The article of a document: what its list said of it, and the document as its attachment.

    Its text is empty: what stands in the file is not read. None for pictures and other media, and
    for a document of which no list told the title.
    """
    if not listed.title or not (kind in _TYPES or kind.startswith(_NAMED)):
        return None
    suffix = posixpath.splitext(unquote(urlsplit(url).path))[1].lstrip(".").lower()
    file_type = "pdf" if "pdf" in kind else suffix or None
    return Article(
        url=shown_url(url),
        title=listed.title,
        text="",
        language=detect_language(listed.title),
        published_at=listed.published_at,
        publisher=hints.publisher,
        attachments=(Attachment(url, listed.title, file_type),),
        flags=(Flag("attachment_only", f"the address is a document: {kind}"),),
        provenance={"title": "listed", "published_at": "listed"},
    )
