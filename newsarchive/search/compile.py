"""Query and filters -> a Tantivy query, made of objects only: nothing typed is parsed twice."""

import re
from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from newsarchive.search import nodes
from newsarchive.search.results import Filters
from newsarchive.search.schema import STATE_ID, seconds
from newsarchive.search.tokens import Slot, Unit, slots, units
from newsarchive.text.fold import fold

_TITLE_WEIGHT = 3.0


class Compiler:
    """Compiles for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def compile(self, query: nodes.Query, filters: Filters) -> Query:
        """Return what finds the articles of a query that meet the filters."""
        parts = [(Occur.Must, self._node(query.root))]
        parts += [(Occur.Must, self._unscored(part)) for part in self._filters(filters)]
        return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    def _node(self, node: nodes.Node) -> Query:
        match node:
            case nodes.Term():
                return self._term(node)
            case nodes.Or(parts):
                return Query.boolean_query([(Occur.Should, self._node(part)) for part in parts])
            case nodes.And(parts):
                return self._all(parts)
            case nodes.Not():
                return self._all((node,))
            case nodes.Everything():
                return self._everything()

    def _all(self, parts: Sequence[nodes.Node]) -> Query:
        found = [
            (Occur.MustNot, self._node(part.part))
            if isinstance(part, nodes.Not)
            else (Occur.Must, self._node(part))
            for part in parts
        ]
        if all(occur == Occur.MustNot for occur, _ in found):
            found.append((Occur.Must, self._everything()))
        return Query.boolean_query(found)

    def _everything(self) -> Query:
        first = STATE_ID + 1
        return self._unscored(
            Query.range_query(self._schema, "id", FieldType.Unsigned, lower_bound=first)
        )

    def _term(self, term: nodes.Term) -> Query:
        if term.field == "site":
            return Query.term_query(self._schema, "site", term.text.lower())
        if term.field == "source":
            return Query.term_query(self._schema, "source", term.text)
        wanted = units(fold(term.text))
        if term.field != "any":
            return self._stretch(term.field, wanted)
        title = Query.boost_query(self._stretch("title", wanted), _TITLE_WEIGHT)
        text = self._stretch("text", wanted)
        return Query.boolean_query([(Occur.Should, title), (Occur.Should, text)])

    def _stretch(self, field: str, wanted: Sequence[Unit]) -> Query:
        """The articles in which a row of characters and words stands in a field."""
        places = slots(wanted)
        if not places:
            return Query.regex_query(self._schema, field, re.escape(wanted[0].text) + ".*")
        if len(places) == 1:
            options = [Query.term_query(self._schema, field, word) for word in places[0].options]
            return Query.boolean_query([(Occur.Should, option) for option in options])
        if all(len(place.options) == 1 for place in places):
            words: list[str | tuple[int, str]] = [(one.position, one.options[0]) for one in places]
            return Query.phrase_query(self._schema, field, words)
        return Query.regex_phrase_query(self._schema, field, [_pattern(place) for place in places])

    def _filters(self, filters: Filters) -> list[Query]:
        found = []
        if filters.sources:
            found.append(Query.term_set_query(self._schema, "source", list(filters.sources)))
        if filters.publisher:
            wanted = units(fold(filters.publisher))
            found.append(self._stretch("publisher", wanted) if wanted else Query.empty_query())
        if filters.since or filters.until:
            found.append(self._between(filters))
        return found

    def _between(self, filters: Filters) -> Query:
        return Query.range_query(
            self._schema,
            "at",
            FieldType.Integer,
            lower_bound=seconds(filters.since) if filters.since else None,
            upper_bound=seconds(filters.until) if filters.until else None,
            include_upper=False,
        )

    def _unscored(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)


def _pattern(place: Slot) -> tuple[int, str]:
    return place.position, "|".join(map(re.escape, place.options))
