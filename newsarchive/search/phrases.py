"""Finds a stretch of text in one field of the index."""

import dataclasses
import itertools
import math
from collections.abc import Iterable, Sequence

import tantivy

from newsarchive.core.errors import UsageError
from newsarchive.search.tokens import SEAM, Slot, Unit, slots

_MOST_VARIANTS = 64
_MOST_BEGUN = 8000
"""Tokens that may stand in one place of a phrase; the engine gives up at twice as many."""


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

    def stretch(self, wanted: Sequence[Unit], *, is_prefix: bool = False) -> tantivy.Query:
        """Return the query for articles whose field has these units in a row; none for no units.

        With `is_prefix` the last one is the beginning of a word. Raises UsageError where too many
        words begin so.
        """
        if not wanted:
            return tantivy.Query.empty_query()
        if len(wanted) == 1 and (is_prefix or not wanted[0].is_word):
            return tantivy.Query.regex_query(self._schema, self._field, f"{wanted[0].text}.*")
        if is_prefix:
            return self._with_prefix(wanted)
        places = [self._known(slot) for slot in slots(wanted)]
        if not all(place.options for place in places):
            return tantivy.Query.empty_query()
        return self._places(_needed(places))

    def near(self, rows: Sequence[Sequence[Unit]], distance: int) -> tantivy.Query:
        """Return the query for articles where rows of units begin so close to each other.

        Of a row of several tokens the first and the last are measured, each with those of the
        other rows; a row that stands elsewhere whole and here but at its ends is found as well.
        """
        clauses = [self.stretch(row) for row in rows]
        pairs = itertools.product(itertools.combinations(rows, 2), (0, -1))
        clauses += [self._close(pair, end, distance) for pair, end in pairs]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in clauses])

    def _close(self, rows: Iterable[Sequence[Unit]], end: int, distance: int) -> tantivy.Query:
        """The first tokens of two rows, or the last, as far apart as the rows may be."""
        words: list[str | tuple[int, str]] = []
        for row in rows:
            if len(row) == 1 and not row[0].is_word:
                words.append((0, self._begun(row[0].text)))
            else:
                slot = slots(row)[end]
                words.append((slot.position, _pattern(slot.options)))
        return tantivy.Query.regex_phrase_query(self._schema, self._field, words, distance)

    def _with_prefix(self, wanted: Sequence[Unit]) -> tantivy.Query:
        *known, last = slots(wanted)
        words: list[str | tuple[int, str]] = [
            (slot.position, _pattern(slot.options)) for slot in known
        ]
        words.append((last.position, self._begun(last.options[0])))
        return tantivy.Query.regex_phrase_query(self._schema, self._field, words)

    def _begun(self, begin: str) -> str:
        """The pattern of tokens that begin so; raises UsageError where they are too many."""
        if len(self._searcher.terms_with_prefix(self._field, begin)) > _MOST_BEGUN:
            raise UsageError(f"too many words begin with {begin}; write more of it")
        return f"{begin}.*"

    def _known(self, slot: Slot) -> _Place:
        """The slot with only those options that occur in the index at all."""
        counts = {token: self._searcher.doc_freq(self._field, token) for token in slot.options}
        options = tuple(token for token, count in counts.items() if count)
        return _Place(slot.position, options, sum(counts.values()), slot.is_pair)

    def _places(self, places: Sequence[_Place]) -> tantivy.Query:
        if len(places) == 1:
            return _any_of([self._token(token) for token in places[0].options])
        if math.prod(len(place.options) for place in places) > _MOST_VARIANTS:
            words = [(place.position, _pattern(place.options)) for place in places]
            return tantivy.Query.regex_phrase_query(self._schema, self._field, list(words))
        choices = itertools.product(*(place.options for place in places))
        positions = [place.position for place in places]
        return _any_of([self._phrase(positions, choice) for choice in choices])

    def _token(self, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, self._field, token)

    def _phrase(self, positions: Sequence[int], words: Sequence[str]) -> tantivy.Query:
        words_in_place: list[str | tuple[int, str]] = list(zip(positions, words, strict=True))
        return tantivy.Query.phrase_query(self._schema, self._field, words_in_place)


def _pattern(options: Sequence[str]) -> str:
    """Units are letters, digits and ideographs, so no sign in them means anything else here."""
    return options[0] if len(options) == 1 else f"{options[0][0]}{SEAM}?{options[0][1]}"


def _needed(places: list[_Place]) -> list[_Place]:
    """Leave out the commonest tokens that tell nothing new.

    A pair can go when those on both sides stay: in ABCD the places of AB and CD already tell that
    C follows B, with a seam or without. One that is much rarer than all others stays, since the
    engine is quick by it.
    """
    kept: list[_Place | None] = list(places)
    for number in sorted(range(1, len(places) - 1), key=lambda n: -places[n].frequency):
        before, after = kept[number - 1], kept[number + 1]
        around = all(other is not None and other.is_pair for other in (before, after))
        if around and places[number].is_pair and not _is_rare(number, places):
            kept[number] = None
    return [place for place in kept if place]


def _is_rare(number: int, places: Sequence[_Place]) -> bool:
    others = (place.frequency for place in (*places[:number], *places[number + 1 :]))
    return 2 * places[number].frequency < min(others)


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])
