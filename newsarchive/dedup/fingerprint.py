"""Fingerprints of a text by which tellings of one story find each other."""

import hashlib
import re

from newsarchive.dedup.headlines import issue
from newsarchive.text import fold

SHORTEST = 8
"""Letters and digits below which a text is too thin to compare: a heading, a date, a caption."""

_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def essence(text: str) -> str:
    """Return the letters and digits of the folded text, without script, width or punctuation.

    >>> essence("區委書記，在會上講話。") == essence("区委书记 在会上讲话")
    True
    """
    return _NEITHER_LETTER_NOR_DIGIT.sub("", fold.fold(text))


def text_digest(text: str, title: str = "") -> str | None:
    r"""Return the SHA-256 of a text's essence in hexadecimal; None for a text too thin to compare.

    A title with figures counts too, so that two issues of a bulletin with the same words differ.

    >>> text_digest("湖湾区召开河长制工作会议。") == text_digest("湖灣區召開河長制\n工作會議")
    True
    >>> text_digest("图片") is None
    True
    """
    kept = essence(text)
    if len(kept) < SHORTEST:
        return None
    words, figures = issue(title)
    told = "\n".join((kept, words, *figures) if figures else (kept,))
    return hashlib.sha256(told.encode()).hexdigest()
