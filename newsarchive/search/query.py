"""The query language: words are AND, "phrase", OR, -not, parentheses, and fields.

    乡村 振兴                 both words, anywhere in title or text
    "全会 精神"               the phrase; punctuation and spaces in it do not matter
    教育 OR 医疗              one of them at least
    会议 -视频                the first without the second
    (教育 OR 医疗) 改革        parentheses
    title:通知 title:(甲 OR 乙)   in the title
    publisher:日报            credited outlet, or a part of its name
    site:gov.cn              host of the address, or a domain above it, or name of the source
    source:gzdzhrss          name of the source
    *                        every article

A word without spaces is found as it stands, inside other words too. In words of four and more
characters punctuation between the characters is looked over.
"""

import difflib
from collections.abc import Sequence
from typing import get_args

from newsarchive.search import tokens
from newsarchive.search.lexer import Lexeme, LexemeKind, QueryError, lexemes
from newsarchive.search.nodes import And, Everything, Node, Not, Or, Query, Term, TermField
from newsarchive.text.fold import fold

__all__ = ["Query", "QueryError", "parse_query"]

LONGEST_QUERY = 1000
"""Characters."""

MOST_TERMS = 64
DEEPEST = 32
"""Parentheses and minus signs inside each other."""

_FIELDS: dict[str, TermField] = {name: name for name in get_args(TermField) if name != "any"}
_EXACT_FIELDS = ("site", "source")


def parse_query(text: str) -> Query:
    """Return what a query asks for; raises QueryError, which names the place, and nothing else.

    >>> parse_query("教育 -site:gov.cn").root
    And(parts=(Term(text='教育', field='any'), Not(part=Term(text='gov.cn', field='site'))))
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            text, LONGEST_QUERY, f"it is longer than {LONGEST_QUERY} characters; shorten it"
        )
    root = _Parser(text).parse()
    if root is None:
        raise QueryError(text, 0, "there is no word in it; type a word, or * for every article")
    return Query(text, root)


class _Parser:
    """One reading of one query; a part that holds nothing but punctuation is None."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._pieces = list(lexemes(query))
        self._next = 0
        self._terms = 0
        self._depth = 0

    def parse(self) -> Node | None:
        root = self._either("any")
        if (stray := self._peek()) is not None:
            raise self._error(stray, "this parenthesis was never opened; leave it out")
        return root

    def _either(self, field: TermField) -> Node | None:
        parts = [self._all(field)]
        while self._take("or"):
            parts.append(self._all(field))
        return _joined(Or, parts)

    def _all(self, field: TermField) -> Node | None:
        parts = [self._operand(field)]
        while (piece := self._peek()) is not None and piece.kind not in ("or", "close"):
            self._take("and")
            parts.append(self._operand(field))
        return _joined(And, parts)

    def _operand(self, field: TermField) -> Node | None:
        piece = self._peek()
        if piece is None:
            self._refuse_dangling()
            return None
        self._next += 1
        match piece.kind:
            case "word" | "phrase":
                return self._term(piece, field)
            case "field":
                return self._inside(piece, self._field(piece))
            case "minus" | "not":
                part = self._inside(piece, field)
                return None if part is None else Not(part)
            case "open":
                return self._group(piece, field)
            case _:
                raise self._error(piece, f"a word is missing before this {piece.text}")

    def _refuse_dangling(self) -> None:
        """The end of the query where a word may stand: only an empty query may end so."""
        if self._pieces:
            last = self._pieces[-1]
            raise self._error(last, f"a word is missing after this {last.text}")

    def _inside(self, piece: Lexeme, field: TermField) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(piece, f"more than {DEEPEST} levels inside each other; simplify it")
        node = self._operand(field)
        self._depth -= 1
        return node

    def _group(self, opening: Lexeme, field: TermField) -> Node | None:
        if self._take("close"):
            return None
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(opening, f"more than {DEEPEST} levels inside each other; simplify it")
        node = self._either(field)
        self._depth -= 1
        if not self._take("close"):
            raise self._error(opening, "this parenthesis is never closed; close it or leave it out")
        return node

    def _term(self, piece: Lexeme, field: TermField) -> Node | None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(piece, f"it has more than {MOST_TERMS} words; use fewer")
        if piece.text == "*" and piece.kind == "word" and field == "any":
            return Everything()
        if field in _EXACT_FIELDS:
            return Term(piece.text.strip(), field) if piece.text.strip() else None
        return Term(piece.text, field) if tokens.units(fold(piece.text)) else None

    def _field(self, piece: Lexeme) -> TermField:
        if piece.text in _FIELDS:
            return _FIELDS[piece.text]
        close = difflib.get_close_matches(piece.text, _FIELDS, n=1)
        guess = f"did you mean {close[0]}:? " if close else ""
        known = ", ".join(f"{name}:" for name in _FIELDS)
        raise self._error(
            piece,
            f"there is no field {piece.text}: — {guess}The fields are {known}; "
            "to search for the text itself put it in quotation marks",
        )

    def _peek(self) -> Lexeme | None:
        return self._pieces[self._next] if self._next < len(self._pieces) else None

    def _take(self, kind: LexemeKind) -> bool:
        piece = self._peek()
        if piece is None or piece.kind != kind:
            return False
        self._next += 1
        return True

    def _error(self, piece: Lexeme, problem: str) -> QueryError:
        return QueryError(self._query, piece.at, problem)


def _joined(kind: type[And] | type[Or], parts: Sequence[Node | None]) -> Node | None:
    kept = tuple(part for part in parts if part is not None)
    if len(kept) > 1:
        return kind(kept)
    return kept[0] if kept else None
