"""Finds a stretch of text in one field of the index."""

import dataclasses
import itertools
import math
from collections.abc import Sequence

import tantivy

from newsarchive.search.tokens import SEAM, Slot, Unit, slots

_FEW_VARIANTS = 8
_MOST_VARIANTS = 64


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """A slot in one field: its tokens that occur there, and in how many articles."""

    position: int
    options: tuple[str, ...]
    frequency: int
    is_pair: bool


class FieldSearch:
    """Makes the engine's queries for one field, as it stands at one commit."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, field: str) -> None:
        self._searcher = searcher
        self._schema = schema
        self._field = field

    def stretch(self, wanted: Sequence[Unit]) -> tantivy.Query:
        """Return the query for articles whose field has these units in a row; none for no units."""
        if not wanted:
            return tantivy.Query.empty_query()
        if len(wanted) == 1 and not wanted[0].is_word:
            return self._beginning_with(wanted[0].text)
        places = [self._known(slot) for slot in slots(wanted)]
        if not all(place.options for place in places):
            return tantivy.Query.empty_query()
        if len(places) == 1:
            return _any_of([self._token(token) for token in places[0].options])
        places = _with_fewer_variants(places)
        if _variants(places) > _MOST_VARIANTS:
            return self._pattern_phrase(places)
        positions = [place.position for place in places]
        choices = itertools.product(*(place.options for place in places))
        return _any_of([self._phrase(positions, choice) for choice in choices])

    def _known(self, slot: Slot) -> _Place:
        """The slot with only those options that occur in the index at all."""
        counts = {token: self._searcher.doc_freq(self._field, token) for token in slot.options}
        options = tuple(token for token, count in counts.items() if count)
        return _Place(slot.position, options, sum(counts.values()), slot.is_pair)

    def _token(self, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, self._field, token)

    def _beginning_with(self, character: str) -> tantivy.Query:
        return tantivy.Query.regex_query(self._schema, self._field, f"{character}.*")

    def _phrase(self, positions: Sequence[int], words: Sequence[str]) -> tantivy.Query:
        words_in_place: list[str | tuple[int, str]] = list(zip(positions, words, strict=True))
        return tantivy.Query.phrase_query(self._schema, self._field, words_in_place)

    def _pattern_phrase(self, places: Sequence[_Place]) -> tantivy.Query:
        """Units are letters, digits and ideographs, so no sign in them means anything else here."""
        patterns: list[str | tuple[int, str]] = [
            (place.position, _pattern(place.options)) for place in places
        ]
        return tantivy.Query.regex_phrase_query(self._schema, self._field, patterns)


def _pattern(options: Sequence[str]) -> str:
    return options[0] if len(options) == 1 else f"{options[0][0]}{SEAM}?{options[0][1]}"


def _variants(places: Sequence[_Place]) -> int:
    return math.prod(len(place.options) for place in places)


def _with_fewer_variants(places: list[_Place]) -> list[_Place]:
    """Leave out places until there are few variants, the commonest tokens first.

    A pair can go when those on both sides stay: in ABCD the places of AB and CD already tell that
    C follows B, with a seam or without. Rare tokens stay, since the engine is quick by them.
    """
    kept: list[_Place | None] = list(places)
    inner = [number for number in range(1, len(places) - 1) if len(places[number].options) > 1]
    for number in sorted(inner, key=lambda number: -places[number].frequency):
        before, after = kept[number - 1], kept[number + 1]
        if _variants([place for place in kept if place]) <= _FEW_VARIANTS:
            break
        if before is not None and after is not None and before.is_pair and after.is_pair:
            kept[number] = None
    return [place for place in kept if place]


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
