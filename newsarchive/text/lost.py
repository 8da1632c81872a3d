"""Characters that a conversion lost: passages to look at, never guesses put into the text."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from newsarchive.core.article import Flag
from newsarchive.text import fold, script, words
from newsarchive.text.han import HAN
from newsarchive.text.orphans import find_missing

_RUN = re.compile(rf"[{HAN}]+")
_STOP = re.compile(r"[，。；,]")
_LEAST_LINE = 20
_LEAST_HAN = 400
_LONGEST = 20_000
_EXPECTED = 1.0
"""How often a character must be expected in the text for its absence to mean anything."""
_FREQUENT_WORD = 2000
_REACH = 12
_STAND_INS = "某条款"
_RARELY_ALONE = 0.0006
"""Share of a text below which a character stands alone: 台, 水; not 与, 及, which often do."""
_LEAST_PLACES = 3
_LEAST_SURPRISE = 3.5
"""Logarithm of the odds against so many lone characters by chance."""


def missing_character(text: str, *, is_damaged: bool) -> list[Flag]:
    """Return a flag for each place where a character that the whole text lacks seems lost.

    `note` names the character, `offset` is where its lone partner stands. A text that `is_damaged`
    otherwise needs less proof: three lone partners that end phrases, as in 才智臺, 產業化水 and
    載體臺 without any 平; see `orphans` for any other. Looks at 20,000 characters.
    """
    phrases = _missing_from_phrases(fold.fold(text[:_LONGEST])) if is_damaged else None
    found = phrases or find_missing(text)
    return [_flag(text, place, found[0]) for place in found[1]] if found else []


def _missing_from_phrases(folded: str) -> tuple[str, list[int]] | None:
    """Return the absent character whose partners end phrases alone oftenest, and their places.

    A long text without one of the common characters is suspicious when characters that make
    frequent words with it end phrases alone, behind ever other words, far oftener than elsewhere.
    """
    counts = Counter("".join(_RUN.findall(folded)))
    total = sum(counts.values())
    if total < _LEAST_HAN:
        return None
    lone = _lone_characters(folded)
    best: list[int] = []
    lost, most = "", _LEAST_SURPRISE
    for absent, partners in _partners().items():
        if counts[absent] or _shares()[absent] * total < _EXPECTED:
            continue
        met = [lone[one] for one in partners if one in lone]
        surprise = sum(_surprise(folded[places[0]], len(places), total) for places in met)
        if surprise > most and sum(map(len, met)) >= _LEAST_PLACES:
            lost, most, best = absent, surprise, sorted(place for places in met for place in places)
    return (lost, best) if best else None


def _flag(text: str, place: int, lost: str) -> Flag:
    if script.detect_language(text[:_LONGEST]) == "zh-Hant":
        lost = script.convert(lost, "zh-Hant")
    passage = text[max(0, place - 3) : place + 2]
    return Flag("missing_character", f"{lost} may be lost here; the text has none", passage, place)


def _surprise(one: str, seen: int, total: int) -> float:
    """Return the logarithm of the odds of standing alone `seen` times against its usual rate."""
    usual = max(_alone(one) * total, 0.05)
    return seen * math.log(seen / usual) - (seen - usual) if seen > usual else 0.0


def _lone_characters(folded: str) -> dict[str, list[int]]:
    """Return where characters that rarely stand alone end a phrase so, by character.

    A character that stands twice behind the same one belongs to a term of the text, such as 组合体,
    and is passed over.
    """
    lone: dict[str, list[int]] = {}
    before: dict[str, set[str]] = {}
    terms: set[str] = set()
    for place, one in _strays(folded):
        context = folded[place - 1]
        if context in before.setdefault(one, set()):
            terms.add(one)
        before[one].add(context)
        lone.setdefault(one, []).append(place)
    return {one: places for one, places in lone.items() if one not in terms}


def _strays(folded: str) -> Iterator[tuple[int, str]]:
    """Yield place and character where a rare lone character ends a phrase of several words."""
    for run in _prose_runs(folded):
        last = words.split(run[0][-_REACH:])
        is_lone = len(last) > 1 and len(last[-1]) == 1 and last[-1] not in _STAND_INS
        if is_lone and _alone(last[-1]) < _RARELY_ALONE:
            yield run.end() - 1, last[-1]


def _prose_runs(folded: str) -> Iterator[re.Match[str]]:
    """Yield the runs of Han characters in running text, none of lists and tables."""
    start = 0
    for line in folded.split("\n"):
        if len(line) >= _LEAST_LINE and _STOP.search(line):
            yield from _RUN.finditer(folded, start, start + len(line))
        start += len(line) + 1


def _alone(one: str) -> float:
    """Return the share of a usual text that this character makes up as a word of its own."""
    return words.frequencies().get(one, 0) / _total()


@functools.cache
def _total() -> int:
    return sum(words.frequencies().values())


@functools.cache
def _shares() -> Mapping[str, float]:
    """Return the share of each character in usual text."""
    counts: Counter[str] = Counter()
    for word, count in words.frequencies().items():
        for one in word:
            counts[one] += count
    total = sum(counts.values())
    return {one: count / total for one, count in counts.items()}


@functools.cache
def _partners() -> Mapping[str, frozenset[str]]:
    """Return for each common character those that make a frequent word of two with it."""
    partners: dict[str, set[str]] = {}
    for word, count in words.frequencies().items():
        if len(word) == 2 and count >= _FREQUENT_WORD:  # noqa: PLR2004  words of two
            partners.setdefault(word[0], set()).add(word[1])
            partners.setdefault(word[1], set()).add(word[0])
    return {
        one: frozenset(found)
        for one, found in partners.items()
        if _shares()[one] * _LONGEST >= _EXPECTED
    }
