"""Finds a stretch of text in one field of the index."""

import itertools
import math
from collections.abc import Sequence

import tantivy

from newsarchive.search.tokens import SEAM, Slot, Unit, slots

_MOST_VARIANTS = 64


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
        places = _thinned(places)
        if math.prod(len(place.options) for place in places) > _MOST_VARIANTS:
            return self._pattern_phrase(places)
        variants = itertools.product(*(place.options for place in places))
        positions = [place.position for place in places]
        return _any_of([self._phrase(positions, variant) for variant in variants])

    def _known(self, slot: Slot) -> Slot:
        """The slot with only those options that occur in the index at all."""
        options = tuple(
            token for token in slot.options if self._searcher.doc_freq(self._field, token)
        )
        return Slot(slot.position, options, slot.is_pair)

    def _token(self, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, self._field, token)

    def _beginning_with(self, character: str) -> tantivy.Query:
        return tantivy.Query.regex_query(self._schema, self._field, f"{character}.*")

    def _phrase(self, positions: Sequence[int], words: Sequence[str]) -> tantivy.Query:
        words_in_place: list[str | tuple[int, str]] = list(zip(positions, words, strict=True))
        return tantivy.Query.phrase_query(self._schema, self._field, words_in_place)

    def _pattern_phrase(self, places: Sequence[Slot]) -> tantivy.Query:
        """Units are letters, digits and ideographs, so no sign in them means anything else here."""
        patterns: list[str | tuple[int, str]] = [
            (place.position, _pattern(place.options)) for place in places
        ]
        return tantivy.Query.regex_phrase_query(self._schema, self._field, patterns)


def _pattern(options: Sequence[str]) -> str:
    return options[0] if len(options) == 1 else f"{options[0][0]}{SEAM}?{options[0][1]}"


def _thinned(places: list[Slot]) -> list[Slot]:
    """Leave out pairs of several options whose characters the pairs on both sides have as well.

    In ABCD the places of AB and CD already tell that C follows B, with or without a seam.
    """
    kept = [places[0]]
    for place, after in itertools.pairwise(places[1:]):
        covered = place.is_pair and after.is_pair and kept[-1].is_pair
        if covered and len(place.options) > 1 and kept[-1].position == place.position - 1:
            continue
        kept.append(place)
    kept.append(places[-1])
    return kept


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
