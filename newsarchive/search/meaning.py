"""What a word or phrase asks for, by the field before it."""

from collections.abc import Callable
from typing import cast

from newsarchive.search import tokens
from newsarchive.search.dates import is_range, period
from newsarchive.search.lexer import Lexeme
from newsarchive.search.nodes import (
    Everything,
    Exact,
    ExactField,
    Near,
    Node,
    Published,
    Term,
    TextField,
)
from newsarchive.text.fold import fold

FIELDS = (
    *("title", "publisher", "author", "editor"),
    *("site", "source", "lang", "has", "date", "near", "story"),
)
"""What may stand before a colon."""

PARTS = {
    "images": "images",
    "image": "images",
    "图片": "images",
    "attachments": "attachments",
    "attachment": "attachments",
    "附件": "attachments",
}
"""What may stand behind has:, in folded form."""

NEAR_DISTANCE = 20
"""How far apart near: lets words begin when no distance is given."""

_FURTHEST = 1000
_FEWEST_NEAR, _MOST_NEAR = 2, 5
_LONGEST_NUMBER = 18
_STAR = "*＊"


def meaning(said: Lexeme, field: str) -> Node | None:
    """Return what is asked for, None for mere punctuation.

    Raises ValueError with a sentence where the field cannot be asked that.
    """
    if field in _VALUES:
        return _VALUES[field](said)
    if said.distance is not None:
        return _near(said, cast("TextField", field))
    if field == "any" and said.kind == "word":
        if said.text in _STAR:
            return Everything()
        if is_range(said.text):
            return Published(period(said.text))
    return _term(said, cast("TextField", field))


def _value(said: Lexeme, field: ExactField) -> Exact | None:
    return Exact(said.text.strip(), field) if said.text.strip() else None


def _term(said: Lexeme, field: TextField) -> Term | None:
    units = tokens.units(fold(said.text))
    if not units:
        return None
    is_prefix = said.kind == "word" and said.text[-1] in _STAR and units[-1].is_word
    return Term(said.text.rstrip(_STAR) if is_prefix else said.text, field, is_prefix)


def _near(said: Lexeme, field: TextField) -> Near:
    words = tuple(word for word in said.text.split() if tokens.units(fold(word)))
    if not _FEWEST_NEAR <= len(words) <= _MOST_NEAR:
        raise ValueError(
            f"words near each other are two to {_MOST_NEAR} in quotation marks, "
            f'as in near:"教育 改革"~{NEAR_DISTANCE}'
        )
    distance = NEAR_DISTANCE if said.distance is None else said.distance
    if not 1 <= distance <= _FURTHEST:
        raise ValueError(f"{distance} is no distance; write a number from 1 to {_FURTHEST}")
    return Near(words, distance, field)


def _part(said: Lexeme) -> Exact:
    part = PARTS.get(fold(said.text.strip()))
    if part is None:
        known = " or ".join(f"has:{name}" for name in dict.fromkeys(PARTS.values()))
        raise ValueError(f"an article is not looked up by {said.text.strip()!r}; write {known}")
    return Exact(part, "has")


def _story(said: Lexeme) -> Exact:
    number = fold(said.text.strip())
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        raise ValueError(f"{number!r} is no story; write story:collapse or the number of a story")
    return Exact(number, "story")


_VALUES: dict[str, Callable[[Lexeme], Node | None]] = {
    "site": lambda said: _value(said, "site"),
    "source": lambda said: _value(said, "source"),
    "lang": lambda said: _value(said, "lang"),
    "has": _part,
    "story": _story,
    "date": lambda said: Published(period(said.text)),
    "near": lambda said: _near(said, "any"),
}
