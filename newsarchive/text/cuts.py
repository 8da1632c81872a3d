"""Single spaces that cut a word of running text: 書 記."""

import dataclasses
import functools
import itertools
import operator
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from newsarchive.text import fold, words
from newsarchive.text.edits import Edit
from newsarchive.text.han import HAN, SURNAMES

_GAP = re.compile(rf" (?<=[{HAN}] )(?=[{HAN}])")
_OTHER = re.compile(rf"[^{HAN} ]")
_STOP = re.compile(r"[，。、；：,.;!?！？:]")
_NUMBER = re.compile(r"\d")
_WIDE = re.compile(rf"[{HAN}](?:[^{HAN}]|\Z)")
_REACH = 6
_AROUND = 60
_LEAST_AVERAGE, _LEAST_UNSTOPPED = 7, 8
"""Characters to a space: fewer stand in lists of names, and in rows and headings without a pause."""
_LONGEST_NAME = 3
_NAME_FREQUENCY = 2000
_BEFORE_NAMES = frozenset("长记任者员席理师授生有和与由")
_AFTER_NAMES = frozenset("说表介指主出在等和与同代")
_LEAST_PROOF = 2
_LONGEST_OWN = 50_000
_MOST_GAPS = 10_000
_FUNCTION = frozenset(
    "的了是在和与及为有不也就都条章节款项编年月日时第一二三四五六七八九十百千万零〇"
)
"""Characters that the words of a text meet by chance."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Gap:
    """A space at `place` with up to six characters on its two sides, folded.

    `in_prose` tells a gap of running text from one of a row, a list or a short heading.
    """

    place: int
    left: str
    right: str
    in_prose: bool


def word_spaces(text: str) -> list[Edit]:
    """Return the edits for single spaces that cut a word in running text.

    A space goes where a character beside it is left over by itself and makes a word with those
    beyond, or a term that the text itself writes together. Where both sides are words, as in
    人民 政府, it goes only from a text whose other spaces are of the first kind, or several of them,
    or that writes the two together elsewhere. In a row or a heading it goes only from a word that
    the text elsewhere writes without it, twice at least.
    Names, columns, labels set wide, headings of two parts and Latin words keep theirs, and so does
    a text with more than 10,000 gaps, which is no article.

    >>> [edit.start for edit in word_spaces("蘇州市吳中區委書 記丁立新一行調研,明確發展定 位。")]
    [8, 23]
    >>> word_spaces("深入社区一线 上门服务群众，张 明主持会议。")
    []
    """
    places = [found.start() for found in itertools.islice(_GAP.finditer(text), _MOST_GAPS + 1)]
    if not 0 < len(places) <= _MOST_GAPS:
        return []
    gaps = list(_gaps(text, places))
    if not gaps:
        return []
    own = _own_pairs(text, {gap.left[-1] + gap.right[0] for gap in gaps})
    prose = [gap for gap in gaps if gap.in_prose]
    cut = {gap.place for gap in prose if _is_cut(gap.left, gap.right) or _is_own(gap, own)}
    compound = {gap.place for gap in prose if _word_across(gap.left, gap.right)}
    cut |= {gap.place for gap in gaps if not gap.in_prose and _is_own_word(gap, own)}
    if cut:
        cut |= _own_compounds(text, prose)
    if len(cut) >= _LEAST_PROOF or (cut and len(cut | compound) == len(prose)):
        cut |= compound
    return [Edit(place, place + 1, "", "word_space") for place in sorted(cut)]


def _gaps(text: str, places: list[int]) -> Iterator[_Gap]:
    """Yield the gaps that do not set a name or a label wide."""
    for place in places:
        before = text[max(0, place - _AROUND) : place].rpartition("\n")[2]
        after = text[place + 1 : place + 1 + _AROUND].partition("\n")[0]
        if not _is_set_wide(before, after):
            left = _OTHER.split(before[-2 * _REACH :])[-1].replace(" ", "")[-_REACH:]
            right = _OTHER.split(after[: 2 * _REACH])[0].replace(" ", "")[:_REACH]
            yield _Gap(place, fold.fold(left), fold.fold(right), _is_prose(before, after))


def _is_prose(before: str, after: str) -> bool:
    """Whether a gap stands in running text: no list of names, no row, no heading of short parts."""
    around = f"{before} {after}"
    tokens = f"{_OTHER.split(before)[-1]} {_OTHER.split(after)[0]}".split(" ")
    if len(tokens) > 2 and max(map(len, tokens)) <= _LONGEST_NAME:  # noqa: PLR2004  two may be one
        return False
    average = len(around) // around.count(" ")
    if _STOP.search(around):
        return average >= _LEAST_AVERAGE
    return average >= _LEAST_UNSTOPPED and not _NUMBER.search(around)


def _is_set_wide(before: str, after: str) -> bool:
    """Whether the gap stands in a label or a name of two characters, as in 地 址： and （高 明）."""
    shape = _WIDE.match(after)
    if shape is None:
        return False
    is_label = shape[0][-1] in ":：" and _OTHER.match(before[-2:]) is not None
    if is_label or len(before) == 1:
        return True
    pair = fold.fold(before[-1] + after[0])
    is_word = before[-2] in "（(【[“《" and pair in words.frequencies() and pair[0] not in SURNAMES
    return before[-2] in " （(【[“《。" and not is_word


@functools.lru_cache(maxsize=4096)
def _is_cut(left: str, right: str) -> bool:
    """Whether a word runs across the gap, of which a side at least keeps only a remnant.

    >>> _is_cut("区委书", "记丁立新"), _is_cut("获得国", "家级企业"), _is_cut("改革", "开放")
    (True, True, False)
    """
    return _has_remnant(left, right) and _word_across(left, right) is not None


def _has_remnant(left: str, right: str) -> bool:
    return len(words.split(left)[-1]) == 1 or len(words.split(right)[0]) == 1


@functools.lru_cache(maxsize=4096)
def _word_across(left: str, right: str) -> str | None:
    """Return the word that the likeliest reading has across the gap, None for none and for names.

    >>> _word_across("区委书", "记丁立新"), _word_across("人民", "政府"), _word_across("市长高", "山")
    ('书记', '人民政府', None)
    """
    place = 0
    for word in words.split(left + right):
        if place < len(left) < place + len(word):
            return None if _is_name(word, left, right) else word
        place += len(word)
    return None


def _is_name(word: str, left: str, right: str) -> bool:
    """Whether the word across the gap may be a person's name that was set wide, such as 高 山."""
    is_pair = word == left[-1] + right[0] and left[-1] in SURNAMES
    if not is_pair or words.frequencies()[word] >= _NAME_FREQUENCY:
        return False
    if len(left) > 1:
        return left[-2] in _BEFORE_NAMES
    return len(right) == 1 or right[1] in _AFTER_NAMES


def _own_pairs(text: str, wanted: set[str]) -> Mapping[str, int]:
    """Return how often the text writes the wanted pairs together, less how often apart.

    Empty for a text of more than 50,000 characters.
    """
    if len(text) > _LONGEST_OWN:
        return {}
    folded = fold.fold(text)
    pairs = Counter(filter(wanted.__contains__, map(operator.add, folded, folded[1:])))
    for gap in _GAP.finditer(folded):
        pairs[folded[gap.start() - 1] + folded[gap.end()]] -= 1
    return pairs


def _is_own(gap: _Gap, own: Mapping[str, int]) -> bool:
    """Whether the gap cuts a name or a term that the text elsewhere writes together."""
    pair = gap.left[-1] + gap.right[0]
    if own.get(pair, 0) < 1 or not _FUNCTION.isdisjoint(pair):
        return False
    return len(words.split(gap.left)[-1]) == len(words.split(gap.right)[0]) == 1


def _is_own_word(gap: _Gap, own: Mapping[str, int]) -> bool:
    """Whether the gap cuts a known word that the text writes together twice oftener than apart."""
    pair = gap.left[-1] + gap.right[0]
    if own.get(pair, 0) < _LEAST_PROOF or not _FUNCTION.isdisjoint(pair):
        return False
    return _is_cut(gap.left, gap.right)


def _own_compounds(text: str, gaps: list[_Gap]) -> set[int]:
    """Return the places of gaps between two words that the text elsewhere writes together."""
    if len(text) > _LONGEST_OWN:
        return set()
    folded = fold.fold(text)
    found = set()
    for gap in gaps:
        left, right = words.split(gap.left)[-1], words.split(gap.right)[0]
        if len(left) > 1 and len(right) > 1 and folded.count(left + right) >= _LEAST_PROOF:
            found.add(gap.place)
    return found
