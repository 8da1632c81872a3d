"""Whether two texts tell the same: a repost, or only one more of a series.

A repost keeps the figures and most of the words; it may lose characters, end early, or have lines
before and after that are not the original's. A bulletin, a list of names or a notice that is
written after the pattern of an earlier one has other figures, or other words in the place of words.
"""

import dataclasses
import functools
import re
from collections import Counter

from newsarchive.dedup.alignment import ANCHOR, Gap, Units, align, gaps
from newsarchive.dedup.sketch import SHORTEST
from newsarchive.dedup.units import units
from newsarchive.text.labels import KINDS

_CREDIT = re.compile("|".join(label for kind in ("editor", "publisher") for label in KINDS[kind]))
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千")
_KEPT = 64
_SHARED_PASSAGES = 0.3
_SHARED_OF_SHORTER = 0.6
_SHARED_OF_LONGER = 0.5
_SHARED_OF_CUT = 0.4
_LEAD_IN = 0.1
_LINES_AROUND = 70
_REPLACED = 0.1
_REWORDED = 3
_CHANGED_FIGURES = 0.08
_NARROW_GAP = 24
_WORDS_AT_EDGE = 2
_CREDIT_LINE = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    """What two texts share, in units; `shorter` and `longer` are their lengths.

    `lead_in` is what stands in the longer text before the first shared passage. `replaced` is
    what each has in the place of something else, a replaced word counted three times as much as
    a character. `changed_figures` and `kept_figures` are numbers.
    """

    shorter: int
    longer: int
    shared: int
    lead_in: int
    replaced: int
    changed_figures: int
    kept_figures: int

    @property
    def tells_the_same(self) -> bool:
        """Whether one of the texts is a repost of the other."""
        return (
            self.shorter >= SHORTEST
            and self.shared >= _SHARED_OF_SHORTER * self.shorter
            and self._is_much_of_longer
            and self.replaced <= _REPLACED * (self.replaced + self.shared)
            and self.changed_figures
            <= _CHANGED_FIGURES * (self.changed_figures + self.kept_figures)
        )

    @property
    def _is_much_of_longer(self) -> bool:
        """Half of it, or less where it begins with it: a cut text, not one item of a digest.

        A short text may also have as much again of lines around it.
        """
        is_beginning = self.lead_in <= _LEAD_IN * self.longer
        needed = _SHARED_OF_CUT if is_beginning else _SHARED_OF_LONGER
        return self.shared >= min(needed * self.longer, self.longer - _LINES_AROUND)


def alike(one: str, other: str) -> bool:
    """Return whether two texts tell the same.

    >>> news = "湖湾区今年新建口袋公园三处，占地两千平方米，青溪街道的居民出门就能到。"
    >>> alike(news, "記者獲悉 湖灣區今年新建口袋公(gōng)園三處占地兩千平方米青溪街道居民出門就能到")
    True
    >>> alike(news, news.replace("三处", "五处").replace("两千", "四千"))
    False
    """
    passages, others = _passages(one), _passages(other)
    if len(passages & others) < _SHARED_PASSAGES * min(len(passages), len(others)):
        return False
    return compare(one, other).tells_the_same


@functools.lru_cache(_KEPT)
def _passages(text: str) -> frozenset[tuple[str, ...]]:
    found = units(text)
    return frozenset(zip(*(found[start:] for start in range(ANCHOR)), strict=False))


def compare(one: str, other: str) -> Comparison:
    """Return what two texts share; the order of the two does not matter."""
    short, long = sorted((units(one), units(other)), key=lambda found: (len(found), found))
    runs = align(short, long)
    between = list(gaps(short, long, runs))
    passages = (short[run.one : run.one + run.length] for run in runs)
    return Comparison(
        shorter=len(short),
        longer=len(long),
        shared=sum(run.length for run in runs) + sum(gap.shared for gap in between),
        lead_in=runs[0].other if runs else len(long),
        replaced=sum(map(_replaced, between)),
        changed_figures=sum(map(_changed_figures, between)),
        kept_figures=sum(unit[0].isdecimal() for passage in passages for unit in passage),
    )


def _replaced(gap: Gap) -> int:
    """How much of a gap stands in the place of something else; a credit line does not."""
    shorter, longer = sorted((gap.one, gap.other), key=len)
    count = len(shorter) - gap.shared
    is_beside_much = gap.is_edge and len(longer) > 2 * len(shorter)
    if is_beside_much and len(shorter) <= _CREDIT_LINE and _CREDIT.search("".join(shorter)):
        return 0
    return count if count <= 1 or is_beside_much else _REWORDED * count


def _changed_figures(gap: Gap) -> int:
    """How many figures each side has that the other has not."""
    longest = max(len(gap.one), len(gap.other))
    mine, theirs = _figures(gap.one), _figures(gap.other)
    words = max(_other_words(gap.one, gap.other), _other_words(gap.other, gap.one))
    is_no_place_for_figures = longest > _NARROW_GAP or (gap.is_edge and words > _WORDS_AT_EDGE)
    # Numbers grow together where the character between them is lost.
    if is_no_place_for_figures or "".join(mine) == "".join(theirs):
        return 0
    here, there = Counter(mine), Counter(theirs)
    return min((here - there).total(), (there - here).total())


def _other_words(one: Units, other: Units) -> int:
    return sum(not _is_figure(unit) for unit in (Counter(one) - Counter(other)).elements())


def _is_figure(unit: str) -> bool:
    return unit[0].isdecimal() or unit in _NUMERALS


def _figures(passage: Units) -> list[str]:
    return [unit for unit in passage if _is_figure(unit)]
