"""The passage of an article that shows best why it was found."""

import dataclasses
import re

from newsarchive.search.matches import Mark, joined, marks, term_matches
from newsarchive.search.nodes import Query

__all__ = ["Snippet", "marks", "snippet"]

WIDTH = 80
"""Length of a passage in characters."""

_LEAD = 24
"""So far before the first match the passage may begin, to begin with a sentence."""

_SENTENCE_END = re.compile(r"[。！？；!?;\n]+[”’」』）)]*")


@dataclasses.dataclass(frozen=True, slots=True)
class Snippet:
    """A passage as it stands in the text, but for line breaks, which are spaces here.

    `marks` are the places of what was found, in characters of `text`, in order and apart from
    each other; `cut` tells whether the article's text goes on before it and after it.
    """

    text: str
    marks: tuple[Mark, ...]
    cut: tuple[bool, bool]


def snippet(text: str, query: Query, width: int = WIDTH) -> Snippet:
    """Return the passage with most of the query's terms, then most matches, then the first.

    A text without a match gives its beginning.
    """
    matches = term_matches(text, query, is_title=False)
    start = _start(text, matches, width)
    start, end = _trimmed(text, start, min(len(text), start + width))
    inside = [
        (max(begin, start) - start, min(stop, end) - start)
        for begin, stop in joined(place for places in matches for place in places)
        if begin < end and stop > start
    ]
    passage = text[start:end].replace("\n", " ")
    return Snippet(passage, tuple(inside), (start > 0, end < len(text)))


def _start(text: str, matches: list[list[Mark]], width: int) -> int:
    first, last = _best_stretch(matches, width)
    if last == 0:
        return 0
    room = width - (last - first)
    lead = max(0, min(_LEAD, room))
    begin = max(0, first - lead)
    sentences = [end.end() for end in _SENTENCE_END.finditer(text, begin, first)]
    if sentences:
        begin = sentences[0]
    return max(0, min(begin, len(text) - width))


def _best_stretch(matches: list[list[Mark]], width: int) -> Mark:
    """From the first to the last match of the best passage; (0, 0) where there is none."""
    places = sorted((place, number) for number, found in enumerate(matches) for place in found)
    best, best_worth = (0, 0), (0, 0)
    behind = 0
    for ahead, (last, _) in enumerate(places):
        while last[1] - places[behind][0][0] > width and behind < ahead:
            behind += 1
        terms = {number for _, number in places[behind : ahead + 1]}
        worth = (len(terms), ahead - behind)
        if best == (0, 0) or worth > best_worth:
            best, best_worth = (places[behind][0][0], last[1]), worth
    return best


def _trimmed(text: str, start: int, end: int) -> Mark:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
