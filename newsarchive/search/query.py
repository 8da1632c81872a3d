"""The query language: words are AND, "phrase", OR, -not, parentheses, and fields.

`language` has it by example. A word without spaces is found as it stands, inside other words too.
In words of four and more characters punctuation between the characters is looked over. Scripts,
variant characters, width and case make no difference.
"""

import difflib
from collections.abc import Sequence

from newsarchive.search.lexer import Lexeme, LexemeKind, QueryError, lexemes
from newsarchive.search.meaning import FIELDS, meaning
from newsarchive.search.nodes import And, Everything, Node, Not, Or, Query
from newsarchive.text.fold import fold

__all__ = ["Query", "QueryError", "parse_query"]

LONGEST_QUERY = 1000
"""Characters."""

MOST_TERMS = 64
DEEPEST = 32
"""Parentheses and minus signs inside each other."""

_COLLAPSE = "collapse"


def parse_query(text: str) -> Query:
    """Return what a query asks for; raises QueryError, which names the place, and nothing else.

    >>> parse_query("2023.. -site:gov.cn").root.parts[1]
    Not(part=Exact(value='gov.cn', field='site'))
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            text, LONGEST_QUERY, f"it is longer than {LONGEST_QUERY} characters; shorten it"
        )
    parser = _Parser(text)
    root = parser.parse()
    if root is None and not parser.collapse:
        raise QueryError(text, 0, "there is no word in it; type a word, or * for every article")
    return Query(text, root or Everything(), parser.collapse)


class _Parser:
    """One reading of one query; a part that holds nothing but punctuation is None."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._pieces = list(lexemes(query))
        self._next = 0
        self._terms = 0
        self._depth = 0
        self.collapse = False

    def parse(self) -> Node | None:
        root = self._either("any")
        if (stray := self._peek()) is not None:
            raise self._error(stray, "this parenthesis was never opened; leave it out")
        return root

    def _either(self, field: str) -> Node | None:
        parts = [self._all(field)]
        while self._take("or"):
            parts.append(self._all(field))
        return _joined(Or, parts)

    def _all(self, field: str) -> Node | None:
        parts = [self._operand(field)]
        while (piece := self._peek()) is not None and piece.kind not in ("or", "close"):
            self._take("and")
            parts.append(self._operand(field))
        return _joined(And, parts)

    def _operand(self, field: str) -> Node | None:
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
                return self._without(piece, field)
            case "open":
                return self._group(piece, field)
            case _:
                raise self._error(piece, f"a word is missing before this {piece.text}")

    def _refuse_dangling(self) -> None:
        """The end of the query where a word may stand: only an empty query may end so."""
        if self._pieces:
            last = self._pieces[-1]
            raise self._error(last, f"a word is missing after this {last.text}")

    def _without(self, piece: Lexeme, field: str) -> Node | None:
        was_collapsed = self.collapse
        part = self._inside(piece, field)
        if self.collapse and not was_collapsed:
            raise self._error(piece, "story:collapse cannot be excluded; leave out the minus")
        return None if part is None else Not(part)

    def _inside(self, piece: Lexeme, field: str) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(piece, f"more than {DEEPEST} levels inside each other; simplify it")
        node = self._operand(field)
        self._depth -= 1
        return node

    def _group(self, opening: Lexeme, field: str) -> Node | None:
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

    def _term(self, piece: Lexeme, field: str) -> Node | None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(piece, f"it has more than {MOST_TERMS} words; use fewer")
        if field == "story" and fold(piece.text.strip()) == _COLLAPSE:
            self.collapse = True
            return None
        try:
            return meaning(piece, field)
        except ValueError as error:
            raise self._error(piece, str(error)) from error

    def _field(self, piece: Lexeme) -> str:
        if piece.text in FIELDS:
            return piece.text
        close = difflib.get_close_matches(piece.text, FIELDS, n=1)
        guess = f"did you mean {close[0]}:? " if close else ""
        known = ", ".join(f"{name}:" for name in FIELDS)
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
