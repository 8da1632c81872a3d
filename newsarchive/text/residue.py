"""Pinyin that a machine conversion left behind its characters: 區(qū)委.

Mirrors leave it in four ways, a page in one: toned behind some characters, toned behind nearly
every converted one, toneless (also doubled or tripled), and any of these on Simplified text. What
tells it from a writer's gloss is the character: nobody explains how 區 is read, while 李垚(yáo) is
a help.
"""

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from newsarchive.text import fold
from newsarchive.text.edits import Edit
from newsarchive.text.han import HAN

_LETTERS = "a-zɑɡāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêế\u0300\u0301\u0304\u0308\u030c"
_GROUP = rf"[(（][{_LETTERS}]{{1,9}}[)）]"
_BEHIND_HAN = re.compile(rf"([{HAN}])((?:{_GROUP})+)")
_ONE_GROUP = re.compile(rf"[(（]([{_LETTERS}]+)[)）]")
_LOOKALIKES = str.maketrans("ɑɡ", "ag")
_TONES = frozenset("\u0300\u0301\u0304\u030c")

_ENOUGH = 2
"""Points that prove a text damaged: one converted common character with its usual toned reading, or
two others."""
_MANY = 5
_PRIMER_SHARE = 0.5
"""Above this share of annotated characters, half of which no conversion changes, the text is a
reader for learners."""


@dataclasses.dataclass(frozen=True, slots=True)
class Gloss:
    """A reading in brackets behind a character: `start` and `end` enclose the brackets.

    `is_neutral` marks a reading that has no tone, 們(men); `times` how often the reading stands
    there; `points` how much it tells for damage.
    """

    character: str
    start: int
    end: int
    is_toned: bool
    is_neutral: bool
    times: int
    points: int

    @property
    def is_converted(self) -> bool:
        """Whether the character is one that a conversion from Simplified text makes."""
        return _is_converted(self.character)


@functools.lru_cache(maxsize=4096)
def _is_converted(character: str) -> bool:
    return fold.fold(character) != character


def find_glosses(text: str) -> Iterator[Gloss]:
    """Yield every bracketed pinyin that is a reading of the character before it, in any tone.

    >>> found = find_glosses("區(qū)委政(zheng)(zheng)府移(吳中)5公里(km)")
    >>> [(one.character, one.times) for one in found]
    [('區', 1), ('政', 2)]
    """
    for found in _BEHIND_HAN.finditer(text):
        one = _read(found[1], found[2])
        if one:
            start = found.start(2)
            yield Gloss(
                one.character,
                start,
                start + one.end,
                one.is_toned,
                one.is_neutral,
                one.times,
                one.points,
            )


@functools.lru_cache(maxsize=32768)
def _read(character: str, groups: str) -> Gloss | None:
    """Return the gloss made of the leading groups that are readings, None without any.

    Its places count from the first bracket.
    """
    end, toned, times, syllable = 0, False, 0, ""
    for group in _ONE_GROUP.finditer(groups):
        plain, has_tone = _syllable(group[1])
        if plain not in _plain_readings(character):
            break
        end, toned, times, syllable = group.end(), toned or has_tone, times + 1, plain
    if not times:
        return None
    is_neutral = not toned and syllable in _readings(character)
    points = _points(character, syllable, times, toned)
    return Gloss(character, 0, end, toned, is_neutral, times, points)


def _points(character: str, syllable: str, times: int, is_toned: bool) -> int:
    if not _is_common(character):
        return 0
    if times > 1:
        return _ENOUGH
    is_usual = syllable == _usual_reading(character)
    if not is_toned:
        return int(is_usual and len(syllable) > 1)
    if _is_converted(character):
        return 1 + is_usual
    return int(is_usual)


def kinds_of_damage(glosses: Iterable[Gloss], han: int) -> frozenset[str]:
    """Return which kinds of residue the text proves to hold: `toned`, `toneless`, `anywhere`.

    `anywhere` joins `toned` where characters that no conversion changes have it too, as in
    Simplified text. `han` is the number of Han characters in the text.
    """
    points: dict[tuple[bool, str], int] = {}
    count = plain = 0
    for gloss in glosses:
        count += 1
        plain += not gloss.is_converted
        key = (gloss.is_toned, gloss.character)
        points[key] = max(gloss.points, points.get(key, 0))
    if count > _PRIMER_SHARE * han and han >= 4 * _ENOUGH and plain * 2 > count:
        return frozenset()
    sums = {
        name: sum(value for (toned, _), value in points.items() if toned is is_toned)
        for name, is_toned in (("toned", True), ("toneless", False))
    }
    kinds = {name for name, value in sums.items() if value >= _ENOUGH}
    same = {one for toned, one in points if toned and not _is_converted(one) and _is_common(one)}
    return frozenset(kinds | ({"anywhere"} if len(same) >= _MANY else set()))


def pinyin_residue(glosses: Iterable[Gloss], damage: frozenset[str]) -> list[Edit]:
    """Return the edits that take the residue out of a text with these kinds of damage.

    A toned gloss on a rare character that conversion leaves as it is stays: 李垚(yáo) is a help in
    a damaged text too, unless residue stands `anywhere` in it. A single letter stays, as in 啊(a).
    """
    return [
        Edit(gloss.start, gloss.end, "", "pinyin_residue")
        for gloss in glosses
        if is_residue(gloss, damage)
    ]


def is_residue(gloss: Gloss, damage: frozenset[str]) -> bool:
    """Whether the gloss goes with the damage that the text is known to have."""
    if not gloss.is_toned:
        kinds = {"toneless", "toned"} if gloss.is_neutral else {"toneless"}
        is_letter = gloss.end - gloss.start == len("(a)")
        return not is_letter and not damage.isdisjoint(kinds)
    is_help = not gloss.is_converted and not _is_common(gloss.character)
    return "anywhere" in damage or (bool(damage) and not is_help)


@functools.lru_cache(maxsize=4096)
def _syllable(text: str) -> tuple[str, bool]:
    """Return a syllable without its tone, ü as v, and whether it had a tone.

    >>> _syllable("qū"), _syllable("lǜ"), _syllable("zhan")
    (('qu', True), ('lv', True), ('zhan', False))
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOKALIKES))
    plain = "".join(one for one in decomposed if one not in _TONES and one != "\u0302")
    return plain.replace("u\u0308", "v"), not _TONES.isdisjoint(decomposed)


@functools.cache
def _plain_readings(character: str) -> frozenset[str]:
    return frozenset(_syllable(reading)[0] for reading in _readings(character))


@functools.cache
def _readings(character: str) -> tuple[str, ...]:
    """Return the toned readings of a character and of its folded form, usual ones first."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  takes 0.2 s, and most texts have no residue

    found: list[str] = []
    for one in dict.fromkeys((character, fold.fold(character))):
        for readings in pinyin(one, style=Style.TONE, heteronym=True, errors="ignore"):
            found += readings
    return tuple(found)


def _usual_reading(character: str) -> str:
    return _syllable(_readings(character)[0])[0]


@functools.cache
def _is_common(character: str) -> bool:
    """Whether the character is among the 3,755 of GB 2312 level 1, in its folded form."""
    folded = fold.fold(character).encode("gb2312", "ignore")
    return bool(folded) and folded[0] < 0xD8  # noqa: PLR2004  level 2 begins in row 56
