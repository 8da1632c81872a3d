"""Finds the places in a text, in its own script, that a query found it by."""

import re
from collections.abc import Iterable, Sequence

from newsarchive.search.nodes import Query, Term, wanted_terms
from newsarchive.search.tokens import LOOSE_FROM, WORD_CHARACTER, Unit, units
from newsarchive.text.fold import fold

Mark = tuple[int, int]
"""Begin and end of a passage, in characters."""

_BETWEEN = r"(?:(?!\n)[\W_])*"
"""What separates units within a paragraph."""


def term_matches(text: str, query: Query, *, is_title: bool) -> list[list[Mark]]:
    """Return for each term of the query the places where it stands in a text, in order.

    Terms for other fields have none; those for the title only in a title.
    """
    folded = fold(text)
    fields = ("any", "title") if is_title else ("any",)
    return [
        _places(term, folded) if term.field in fields else [] for term in wanted_terms(query.root)
    ]


def marks(text: str, query: Query) -> list[Mark]:
    """Return where a query stands in a title, in order, joined where places touch."""
    matches = term_matches(text, query, is_title=True)
    return joined(place for places in matches for place in places)


def joined(places: Iterable[Mark]) -> list[Mark]:
    """Return places in order, those that overlap or touch made one.

    >>> joined([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    kept: list[Mark] = []
    for start, end in sorted(places):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _places(term: Term, folded: str) -> list[Mark]:
    wanted = units(fold(term.text))
    if not wanted:
        return []
    goes_on = f"{WORD_CHARACTER}*" if term.is_prefix else ""
    return [match.span() for match in re.finditer(_expression(wanted, goes_on), folded)]


def _expression(wanted: Sequence[Unit], goes_on: str) -> str:
    """The same rule by which the index finds a row of units, as a regular expression."""
    loose = len(wanted) >= LOOSE_FROM
    parts = []
    previous: Unit | None = None
    for unit in wanted:
        if previous is not None:
            beside_word = unit.is_word or previous.is_word
            parts.append(_BETWEEN if loose or unit.gap or beside_word else "")
        more = goes_on if unit is wanted[-1] else ""
        parts.append(_whole_word(unit.text, more) if unit.is_word else re.escape(unit.text))
        previous = unit
    return "".join(parts)


def _whole_word(word: str, goes_on: str) -> str:
    return rf"(?<!{WORD_CHARACTER}){re.escape(word)}{goes_on}(?!{WORD_CHARACTER})"
