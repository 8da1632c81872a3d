"""The worth of a group of rows as the main list of a page, and whether it is a list at all."""

import dataclasses
import math
import re
import statistics
from collections.abc import Sequence

from lxml.html import HtmlElement

from spiders.outline import Outline
from spiders.rows.addresses import folder, is_article_address
from spiders.rows.row import Row

_FRAME_TAGS = frozenset(["header", "footer", "nav", "aside"])
_WIDE = re.compile(r"[⺀-鿿豈-﫿\U00020000-\U0003ffff]")
_FULL_TITLE_CHARS = 18


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """What was counted in a group; shares are between 0 and 1, `title_width` is the median."""

    rows: int
    dated: float
    pure: float
    title_width: float
    article_addresses: float
    near: float
    framed: bool

    @property
    def is_list(self) -> bool:
        """Whether the rows are a list of articles: dates, or titles long and alike enough."""
        if self.pure < 0.6 or self.title_width < 3:  # noqa: PLR2004 - nothing legible
            return False
        if self.rows == 1:
            return self.dated == 1 and self.title_width >= 6 and self.article_addresses == 1  # noqa: PLR2004
        if self.dated >= (1 if self.rows == 2 else 0.5):  # noqa: PLR2004 - most rows
            return self.title_width >= 4 or self.article_addresses > 0  # noqa: PLR2004
        long_enough = self.title_width >= (9 if self.rows < 5 else 7)  # noqa: PLR2004
        return self.rows >= 3 and long_enough and self.article_addresses >= 0.6  # noqa: PLR2004

    @property
    def score(self) -> float:
        """The worth of the group among the groups of its page."""
        title = min(self.title_width, _FULL_TITLE_CHARS) / _FULL_TITLE_CHARS
        score = math.sqrt(min(self.rows, 60)) * title * (1 + 2 * self.dated)
        score *= (0.6 + 0.6 * self.article_addresses) * (1 + 0.5 * self.near) * self.pure
        return score * (0.4 if self.framed else 1.0)


def figures(rows: Sequence[Row], page_url: str) -> Figures:
    """The figures of a group of rows of the page at an address."""
    named = [row for row in rows if row.title]
    count = len(rows)
    urls = [row.url for row in named if row.url]
    here = folder(page_url)
    return Figures(
        rows=len(named),
        dated=sum(row.date is not None for row in named) / count,
        pure=sum(row.share >= 0.5 for row in named) / count,  # noqa: PLR2004 - the larger part
        title_width=statistics.median([title_width(row.title) for row in named] or [0]),
        article_addresses=sum(map(is_article_address, urls)) / len(urls) if urls else 0.0,
        near=sum(folder(url).startswith(here) for url in urls) / len(urls) if urls else 0.0,
        framed=bool(named) and _is_framed(named[0].element),
    )


def title_width(title: str) -> float:
    """Characters of a title, a Latin letter or digit counting half.

    >>> title_width("防汛会议 2023")
    6.5
    """
    wide = len(_WIDE.findall(title))
    return wide + (len(title) - wide) / 2


def _is_framed(element: HtmlElement) -> bool:
    return any(above.tag in _FRAME_TAGS for above in element.iterancestors())


def closeness(rows: Sequence[Row], pager: int | None, seen: Outline) -> float:
    """Texts between the end of a group and the pager that follows it; infinite without one."""
    end = seen.spans[rows[-1].element].last_text
    return pager - end if pager is not None and pager >= end else float("inf")
