"""Tokens: what the index holds of a text, and what a query looks for.

A folded text is a row of *units*: a Han character (or one of another script written without
spaces), or a word of letters and digits. Every unit puts one token into the index, so the tokens'
places count units and a phrase of tokens is a stretch of text:

- a word is itself;
- a character followed by another one is the pair of both (`北京`);
- when punctuation or space stands between them, the pair has a seam (`北'京`), so that 日，本 is
  not found by 日本 and yet a longer query can look over the comma;
- a character before a word or at the end of its paragraph is itself, and so is one after a word,
  which then puts its pair into the next place.

Hence every character begins a token. Paragraphs are set apart by one empty place.
"""

import dataclasses
import operator
import re
from collections.abc import Sequence

SEAM = "'"
"""Stands between two characters that something separates; no character of any unit."""

PARAGRAPH = "¶"
"""Takes a place but is not indexed; no character of any unit."""

LOOSE_FROM = 4
"""From so many units on a query looks over punctuation that it does not have itself."""

_LONGEST_WORD = 64

_IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"  # radicals, 々〆〇, Suzhou numerals
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"  # bopomofo, Hangul letters
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48c\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
WORD_CHARACTER = rf"[^\W_{_IDEOGRAPHS}]"
"""A regular expression for one character of a word."""

_RUN = re.compile(rf"([{_IDEOGRAPHS}]+)|({WORD_CHARACTER}+)")


@dataclasses.dataclass(frozen=True, slots=True)
class Unit:
    """A character or a word of a query; `gap` tells that something stands before it."""

    text: str
    is_word: bool
    gap: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    """A place of a phrase and the tokens that may stand there; `is_pair` for two characters."""

    position: int
    options: tuple[str, ...]
    is_pair: bool


def index_tokens(folded: str) -> str:
    """Return the tokens of a text, in order, joined by spaces.

    >>> index_tokens("5月12日，北京晴")
    "5 月 12 日 日'北 北京 京晴 晴 ¶"
    """
    tokens: list[str] = []
    for paragraph in folded.split("\n"):
        _add_paragraph(tokens, paragraph)
        tokens.append(PARAGRAPH)
    return " ".join(tokens)


def _add_paragraph(tokens: list[str], paragraph: str) -> None:
    last = owed = ""
    after_word = False
    for characters, word in _RUN.findall(paragraph):
        if word:
            if owed:
                tokens.append(owed)
            tokens.append(word[:_LONGEST_WORD])
            last = owed = ""
            after_word = True
            continue
        if last:
            tokens.append(f"{last}{SEAM}{characters[0]}")
        elif after_word:
            tokens.append(characters[0])
        tokens.extend(map(operator.add, characters, characters[1:]))
        told_already = after_word and len(characters) == 1
        last = characters[-1]
        owed = "" if told_already else last
        after_word = False
    if owed:
        tokens.append(owed)


def units(folded: str) -> tuple[Unit, ...]:
    """Return the units of a query's text, in order; empty for mere punctuation.

    >>> [unit.text for unit in units("第3批")], [unit.gap for unit in units("会议，部署")]
    (['第', '3', '批'], [False, False, True, False])
    """
    found: list[Unit] = []
    end = 0
    for match in _RUN.finditer(folded):
        gap = bool(found) and match.start() > end
        characters, word = match.groups()
        if word:
            found.append(Unit(word[:_LONGEST_WORD], is_word=True, gap=gap))
        else:
            found.append(Unit(characters[0], is_word=False, gap=gap))
            found.extend(Unit(text, is_word=False, gap=False) for text in characters[1:])
        end = match.end()
    return tuple(found)


def slots(wanted: Sequence[Unit]) -> tuple[Slot, ...]:
    """Return the places of the phrase that finds a row of units.

    A row of a single character has none: it is found by the tokens that begin with it.

    >>> [slot.options for slot in slots(units("上海市"))]
    [('上海',), ('海市',)]
    >>> [slot.options for slot in slots(units("上海市区"))][1]
    ('海市', "海'市")
    """
    loose = len(wanted) >= LOOSE_FROM
    found: list[Slot] = []
    for number, unit in enumerate(wanted):
        before = wanted[number - 1] if number else None
        after = wanted[number + 1] if number + 1 < len(wanted) else None
        beside_word = any(other is not None and other.is_word for other in (before, after))
        if unit.is_word or beside_word:
            found.append(Slot(len(found), (unit.text,), is_pair=False))
        if after is not None and not unit.is_word and not after.is_word:
            options = [unit.text + after.text]
            if loose or after.gap:
                options.append(f"{unit.text}{SEAM}{after.text}")
            found.append(Slot(len(found), tuple(options), is_pair=True))
    return tuple(found)
