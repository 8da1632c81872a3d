"""Which passages two texts share, in order, and what stands between them in each."""

import dataclasses
import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Units = Sequence[str]

ANCHOR = 5
"""Units of the shortest passage by which two texts are laid side by side."""

_FINE_ANCHOR = 2
_FINE_GAP = 60


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """A passage that both texts have: where it begins in each, and its length in units."""

    one: int
    other: int
    length: int


@dataclasses.dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two shared passages in each text; one side may be empty.

    `shared` counts the units of shorter passages that both sides have nevertheless, in order;
    `is_edge` tells that it lies before the first or after the last of the long ones.
    """

    one: Units
    other: Units
    shared: int
    is_edge: bool


def align(one: Units, other: Units) -> list[Run]:
    """Return the shared passages in the order of both texts.

    They grow from passages that stand once in each text.

    >>> align(tuple("湖湾区今年新建公园三处"), tuple("记者获悉湖湾区今年新建公园五处"))
    [Run(one=0, other=4, length=9)]
    """
    return _runs(one, other, ANCHOR)


def gaps(one: Units, other: Units, runs: Sequence[Run]) -> Iterator[Gap]:
    """Yield what the shared passages leave between them, where either text has anything.

    >>> pair = tuple("青溪街道新建的公园今天开放"), tuple("青溪街道新的公园昨天已经开放")
    >>> [("".join(gap.one), "".join(gap.other)) for gap in gaps(*pair, align(*pair))]
    [('建的公园今天开放', '的公园昨天已经开放')]
    """
    ends = (0, 0)
    for run in (*runs, Run(len(one), len(other), 0)):
        mine, theirs = one[ends[0] : run.one], other[ends[1] : run.other]
        if mine or theirs:
            is_edge = ends == (0, 0) or run.length == 0
            yield Gap(mine, theirs, _shared_within(mine, theirs), is_edge)
        ends = (run.one + run.length, run.other + run.length)


def _shared_within(one: Units, other: Units) -> int:
    if max(len(one), len(other)) > _FINE_GAP:
        return 0
    return sum(run.length for run in _runs(one, other, _FINE_ANCHOR))


def _runs(one: Units, other: Units, anchor: int) -> list[Run]:
    there = _single(other, anchor)
    pairs = [(at, there[key]) for key, at in _single(one, anchor).items() if key in there]
    runs: list[Run] = []
    end = other_end = 0
    for at, other_at in _rising(pairs):
        if at < end or other_at < other_end:
            continue
        before = _same(one[end:at][::-1], other[other_end:other_at][::-1])
        after = _same(one[at:], other[other_at:])
        runs.append(Run(at - before, other_at - before, before + after))
        end, other_end = at + after, other_at + after
    return runs


def _same(one: Units, other: Units) -> int:
    """How many units both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _single(text: Units, size: int) -> dict[tuple[str, ...], int]:
    """Return where each passage of `size` units stands that stands in a text once."""
    passages = list(zip(*(text[start:] for start in range(size)), strict=False))
    count = Counter(passages)
    return {passage: at for at, passage in enumerate(passages) if count[passage] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs, sorted by the first, whose second ones rise as well."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        before.append(last[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [place]
        last[rank : rank + 1] = [index]
    rising: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        rising.append(pairs[index])
        index = before[index]
    return rising[::-1]
