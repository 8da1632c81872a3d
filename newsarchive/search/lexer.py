"""Cuts a query into words, phrases, field names and signs, as people type them.

Full-width signs, Chinese quotation marks and every kind of space are taken for their ASCII kin.
"""

import dataclasses
import re
from collections.abc import Iterator
from typing import Literal

from newsarchive.core.errors import UsageError

LexemeKind = Literal["word", "phrase", "field", "minus", "open", "close", "or", "and", "not"]

_DOUBLE_QUOTES = '"＂“”〝〞〟'
_CLOSING = {"「": "」", "『": "』", "“": "”", "”": "”“", '"': '"', "＂": "＂", "〝": "〞〟"}
_MINUS = "-－−"
_PARENTHESES: dict[str, LexemeKind] = {"(": "open", "（": "open", ")": "close", "）": "close"}
_OPERATORS: dict[str, LexemeKind] = {"OR": "or", "AND": "and", "NOT": "not"}
_FIELD = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ]+)[:：](?!//)")
_WORD = re.compile(rf"[^\s()（）{_DOUBLE_QUOTES}「『]+")
_DISTANCE = re.compile(r"[~～∼](\d{1,9}(?!\w))?")
_EXCERPT = 12


class QueryError(UsageError):
    """A query that cannot be read; `at` counts characters from the start of what was typed."""

    def __init__(self, query: str, at: int, problem: str) -> None:
        excerpt = query[at : at + _EXCERPT].strip()
        place = f", at {excerpt!r}" if excerpt else ""
        super().__init__(f"the query cannot be read at character {at + 1}{place}: {problem}")
        self.at = at


@dataclasses.dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query; `at` is where it begins, `text` what it says, without quotation marks.

    `distance` is the number after a phrase as in "甲 乙"~20, None where there is none.
    """

    kind: LexemeKind
    text: str
    at: int
    distance: int | None = None


def lexemes(query: str) -> Iterator[Lexeme]:
    """Yield the pieces of a query.

    Raises QueryError where a quotation mark is never closed, or a ~ has no number behind it.

    >>> [(piece.kind, piece.text) for piece in lexemes("title：「全會 精神」 -会议")]
    [('field', 'title'), ('phrase', '全會 精神'), ('minus', '-'), ('word', '会议')]
    """
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        piece, at = _next_piece(query, at)
        yield piece


def _next_piece(query: str, at: int) -> tuple[Lexeme, int]:
    sign = query[at]
    if sign in _PARENTHESES:
        return Lexeme(_PARENTHESES[sign], sign, at), at + 1
    if sign in _CLOSING or sign in _DOUBLE_QUOTES:
        end = _closing_quote(query, at)
        return _phrase(query, at, end)
    if sign in _MINUS and _begins_something(query, at + 1):
        return Lexeme("minus", sign, at), at + 1
    if field := _FIELD.match(query, at):
        return Lexeme("field", _ascii(field.group(1)).lower(), at), field.end()
    word = _WORD.match(query, at)
    end = word.end() if word else at + 1
    text = query[at:end]
    return Lexeme(_OPERATORS.get(_ascii(text), "word"), text, at), end


def _phrase(query: str, at: int, end: int) -> tuple[Lexeme, int]:
    text = query[at + 1 : end]
    tilde = _DISTANCE.match(query, end + 1)
    if tilde is None:
        return Lexeme("phrase", text, at), end + 1
    if tilde.group(1) is None:
        raise QueryError(query, end + 1, 'behind ~ stands a number of characters, as in "甲 乙"~20')
    return Lexeme("phrase", text, at, int(tilde.group(1))), tilde.end()


def _begins_something(query: str, at: int) -> bool:
    return at < len(query) and not query[at].isspace()


def _closing_quote(query: str, at: int) -> int:
    """Where the phrase ends: at the mark's own partner, or at another double one as many type."""
    own = _CLOSING.get(query[at], _DOUBLE_QUOTES)
    others = _DOUBLE_QUOTES if query[at] in _DOUBLE_QUOTES else ""
    for marks in (own, others):
        ends = [end for mark in marks if (end := query.find(mark, at + 1)) > 0]
        if ends:
            return min(ends)
    raise QueryError(query, at, "this quotation mark is never closed; close it or leave it out")


def _ascii(text: str) -> str:
    """Full-width letters as ASCII ones."""
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)
