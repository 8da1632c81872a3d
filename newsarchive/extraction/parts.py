"""Articles that a site cuts into pages, made one again."""

import dataclasses
from collections.abc import Sequence
from typing import TypeVar

from newsarchive.core.article import Article, Attachment, Flag, Image, Repair
from newsarchive.extraction.extract import Extraction

_Linked = TypeVar("_Linked", Image, Attachment)

RULE = "repeated_on_next_page"
_CREDITS = ("published_at", "publisher", "author", "editor")


def join_parts(first: Extraction, others: Sequence[Extraction]) -> Extraction:
    """The article of a first page with what its further pages say, in order.

    Paragraphs with which a page begins again what was said before are left out, as a repair that
    can be undone. A page that holds no text of its own, or is missing, makes a flag.
    """
    article = first.article
    if article is None or not others:
        return first
    silent = 0
    for other in others:
        if other.article is None or not other.article.text:
            silent += 1
        else:
            article = _joined(article, other.article)
    if silent:
        flag = Flag("parts_missing", f"{silent} pages of the article could not be read")
        article = dataclasses.replace(article, flags=(*article.flags, flag))
    evidence = (*first.evidence, f"{len(others) + 1} pages")
    return dataclasses.replace(first, article=article, evidence=evidence)


def _joined(article: Article, more: Article) -> Article:
    repeated = _repeated(article.text, more.text)
    start = len(article.text) + 1 if article.text else 0
    kept = more.text[len(repeated) :]
    repairs = tuple(_moved(repair, start) for repair in more.repairs)
    if repeated:
        repairs += (Repair(RULE, repeated, "", start),)
    flags = tuple(
        dataclasses.replace(flag, offset=flag.offset - len(repeated) + start)
        if flag.offset is not None
        else flag
        for flag in more.flags
        if flag.offset is None or flag.offset >= len(repeated)
    )
    credited = {name: getattr(article, name) or getattr(more, name) for name in _CREDITS}
    return dataclasses.replace(
        article,
        text="\n".join(filter(None, (article.text, kept))),
        images=_unique((*article.images, *more.images)),
        attachments=_unique((*article.attachments, *more.attachments)),
        repairs=(*article.repairs, *repairs),
        flags=tuple(dict.fromkeys((*article.flags, *flags))),
        **credited,
    )


def _repeated(text: str, more: str) -> str:
    """The paragraphs at the start of a part that stand in the text already, with their ends."""
    said = frozenset(text.splitlines())
    length = 0
    for line in more.splitlines(keepends=True):
        if line.strip("\n") not in said:
            break
        length += len(line)
    return more[:length]


def _moved(repair: Repair, start: int) -> Repair:
    return dataclasses.replace(repair, offset=repair.offset + start)


def _unique(values: tuple[_Linked, ...]) -> tuple[_Linked, ...]:
    return tuple({value.url: value for value in reversed(values)}.values())[::-1]
