"""The best passage of a text for a query, with what was found marked in the original script."""

import dataclasses
import re
from collections.abc import Sequence

from newsarchive.search.nodes import Query, wanted_terms
from newsarchive.search.tokens import LOOSE_FROM, WORD_CHARACTER, units
from newsarchive.text.fold import fold

LENGTH = 80
"""Characters of a passage."""

_LEAD = 16
"""Characters shown before the first mark."""

_SEAM = r"[\W_]{0,3}"

Mark = tuple[int, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Snippet:
    """A passage.

    `marks` are (start, end) within it; `cut` tells whether text was left out before and after.
    """

    text: str
    marks: tuple[Mark, ...]
    cut: tuple[bool, bool]


def snippet(text: str, query: Query, length: int = LENGTH) -> Snippet:
    """Return the passage of about `length` characters that shows the most of the query.

    The beginning of the text where nothing of the query stands in it.
    """
    found = marks(text, query)
    start = max(0, _densest(found, length) - _LEAD) if found else 0
    end = min(len(text), start + length)
    inside = tuple(
        (one - start, other - start) for one, other in found if one >= start and other <= end
    )
    return Snippet(text[start:end].replace("\n", " "), inside, (start > 0, end < len(text)))


def marks(text: str, query: Query) -> list[Mark]:
    """Return where the terms of a query stand in a text, in order, none overlapping."""
    patterns = [
        pattern
        for term in wanted_terms(query.root)
        if term.field in ("any", "title") and (pattern := _pattern(term.text))
    ]
    if not patterns:
        return []
    longest_first = sorted(patterns, key=len, reverse=True)
    return [match.span() for match in re.finditer("|".join(longest_first), fold(text))]


def _pattern(term: str) -> str:
    """A regular expression for a term as the index finds it."""
    wanted = units(fold(term))
    loose = len(wanted) >= LOOSE_FROM
    parts: list[str] = []
    for unit in wanted:
        if parts:
            parts.append(_SEAM if loose or unit.gap else "")
        whole = rf"(?<!{WORD_CHARACTER}){re.escape(unit.text)}(?!{WORD_CHARACTER})"
        parts.append(whole if unit.is_word else re.escape(unit.text))
    return "".join(parts)


def _densest(found: Sequence[Mark], length: int) -> int:
    """Where the stretch begins that holds the most marked characters."""
    room = length - _LEAD

    def weight(start: int) -> int:
        return sum(end - one for one, end in found if start <= one and end <= start + room)

    return max((one for one, _ in found), key=lambda start: (weight(start), -start))
