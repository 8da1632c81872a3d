"""Known words and how a run of characters falls into them."""

import functools
import math
from collections.abc import Mapping
from importlib import resources

LONGEST = 4
_UNSEEN = 0.5


@functools.cache
def frequencies() -> Mapping[str, int]:
    """Return how often each known word is met, in folded form; about 70,000 words.

    Source: the dictionary of jieba, cut down by `make_words.py`.
    """
    data = resources.files("newsarchive.text").joinpath("data/words.txt").read_text("utf-8")
    pairs = (line.split(" ") for line in data.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in pairs}


@functools.cache
def _costs() -> tuple[Mapping[str, float], float]:
    """Return each word's cost (negative logarithm of its share), and an unknown character's."""
    known = frequencies()
    total = math.log(sum(known.values()))
    costs = {word: total - math.log(count) for word, count in known.items()}
    return costs, total - math.log(_UNSEEN)


def crosses(left: str, right: str) -> bool:
    """Whether a known word can begin in `left`, which is folded, and end in `right`.

    Tells at once for most pairs that `split` need not be asked.

    >>> crosses("区委书", "记丁立新"), crosses("深入社区一线", "上门服务")
    (True, False)
    """
    known = frequencies()
    return any(
        left[-before:] + right[:after] in known
        for before in range(1, min(LONGEST, len(left) + 1))
        for after in range(1, min(LONGEST - before, len(right)) + 1)
    )


def known_share(folded: str) -> float:
    """Return which share of a run of folded Han characters stands in known words of two or more.

    The longest word goes first at each place: for a share that is as good as `split`, and quicker.

    >>> known_share("区委书记垚")
    0.8
    """
    known = frequencies()
    place = covered = 0
    while place < len(folded):
        for length in (4, 3, 2):
            if folded[place : place + length] in known and place + length <= len(folded):
                covered += length
                place += length
                break
        else:
            place += 1
    return covered / len(folded) if folded else 0.0


def split(folded: str) -> list[str]:
    """Return the likeliest division of a run of folded Han characters into words.

    A character that belongs to no word stands alone.

    >>> split("区委书记明确发展定位")
    ['区委', '书记', '明确', '发展', '定位']
    """
    costs, unknown = _costs()
    best = [0.0] + [math.inf] * len(folded)
    start_of = [0] * (len(folded) + 1)
    for end in range(1, len(folded) + 1):
        for start in range(max(0, end - LONGEST), end):
            cost = costs.get(folded[start:end], unknown if end - start == 1 else math.inf)
            if best[start] + cost < best[end]:
                best[end], start_of[end] = best[start] + cost, start
    words: list[str] = []
    end = len(folded)
    while end:
        words.append(folded[start_of[end] : end])
        end = start_of[end]
    return words[::-1]
