"""Audits of templates: a share of the pages they read is read from scratch too, and compared.

Which pages are audited depends on their addresses alone, so that a page read again is treated as
it was before. Where the two readings differ, what only one of them holds decides: prose speaks for
it, a line of furniture against it.
"""

import dataclasses
import hashlib
from collections import Counter
from typing import Literal

from newsarchive.core.article import Article
from newsarchive.extraction import lines
from newsarchive.extraction.blocks import size_of
from newsarchive.extraction.headline import bare

Outcome = Literal["agrees", "template", "scratch", "no_fit"]

_ONE_IN = 20
_ALIKE = 0.95
_SHOWN = 40
_FURNITURE = (
    lines.ends_article,
    lines.closes_article,
    lines.is_footer,
    lines.is_pager,
    lines.is_tools,
    lines.is_info,
)
_TITLES = ("headline", "headline by position")
"""Places of a title that are worth more than the page's head."""


@dataclasses.dataclass(frozen=True, slots=True)
class Audit:
    """What became of a page of a source that has templates.

    `agrees`: both readings say the same; `template` or `scratch`: they differ and that one is
    better; `no_fit`: no template fitted. `note` tells how they differ.
    """

    outcome: Outcome
    note: str = ""


def is_due(url: str) -> bool:
    """Whether the page at an address is one of the twentieth that is audited."""
    return hashlib.sha256(url.encode("utf-8", "replace")).digest()[0] * _ONE_IN < 256  # noqa: PLR2004


def compare(by_template: Article, from_scratch: Article | None) -> Audit:
    r"""Which of two readings of one page is the better one, and why.

    >>> read = Article(url="", title="春耕", text="春耕忙。\n春耕已过半。", language="zh")
    >>> compare(read, dataclasses.replace(read, text=f"{read.text}\n上一篇：没有了")).outcome
    'template'
    >>> compare(dataclasses.replace(read, text="春耕忙。"), read)
    Audit(outcome='scratch', note='only read from scratch: 春耕已过半。')
    """
    if from_scratch is None:
        return Audit("template", "read from scratch, the page is no article")
    mine, theirs = (Counter(one.text.split("\n")) for one in (by_template, from_scratch))
    shared = sum(len(line) for line in (mine & theirs).elements())
    most = max(len(by_template.text), len(from_scratch.text))
    if bare(by_template.title) != bare(from_scratch.title):
        note = f"titles differ: {by_template.title[:_SHOWN]} / {from_scratch.title[:_SHOWN]}"
        better = _titled(from_scratch) > _titled(by_template)
        return Audit("scratch" if better else "template", note)
    if shared >= most * _ALIKE:
        return Audit("agrees")
    own, other = mine - theirs, theirs - mine
    outcome: Outcome = "scratch" if _worth(other) > _worth(own) else "template"
    return Audit(outcome, _difference(own, other))


def _titled(article: Article) -> bool:
    return article.provenance.get("title") in _TITLES


def _worth(own: Counter[str]) -> float:
    """How much lines that only one reading holds speak for it."""
    return sum(_worth_of(line) for line in own.elements())


def _worth_of(line: str) -> float:
    if any(shape(line) for shape in _FURNITURE):
        return -size_of(line)
    return size_of(line) if lines.is_sentence(line) else 0.0


def _difference(own: Counter[str], other: Counter[str]) -> str:
    parts = (("by the template", own), ("from scratch", other))
    return "; ".join(
        f"only read {how}: {max(lines_, key=len)[:_SHOWN]}" for how, lines_ in parts if lines_
    )
