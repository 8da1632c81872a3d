"""Turns a query and filters into the engine's own objects; nothing typed becomes engine syntax."""

from collections.abc import Callable
from urllib.parse import urlsplit

import tantivy

from newsarchive.search.dates import Period
from newsarchive.search.nodes import (
    And,
    Everything,
    Exact,
    Near,
    Node,
    Not,
    Or,
    Published,
    Term,
    TextField,
)
from newsarchive.search.phrases import FieldSearch
from newsarchive.search.results import Filters
from newsarchive.search.schema import TOKEN_FIELDS, place_in_time
from newsarchive.search.state import state_query
from newsarchive.search.tokens import units
from newsarchive.text.fold import fold

_TITLE_WEIGHT = 3.0
"""A word in the title counts as much as three in the text."""

_FIRST_PLACE, _LAST_PLACE = -(2**62), 2**62


class Compiler:
    """Makes engine queries for the index as it stands at one commit."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._fields = {name: FieldSearch(searcher, schema, name) for name in TOKEN_FIELDS}

    def compiled(self, root: Node, filters: Filters) -> tantivy.Query:
        """Return the query for the articles that match the query and meet the filters."""
        conditions = [(tantivy.Occur.Must, self._node(root))]
        conditions += [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(condition, 0.0))
            for condition in self._conditions(filters)
        ]
        return tantivy.Query.boolean_query(conditions) if len(conditions) > 1 else conditions[0][1]

    def _node(self, node: Node) -> tantivy.Query:
        match node:
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return tantivy.Query.boolean_query(
                    [(tantivy.Occur.Should, self._node(part)) for part in parts]
                )
            case Not():
                return self._all_of((node,))
            case Everything():
                return self._articles()
            case _:
                return self._leaf(node)

    def _leaf(self, node: Term | Near | Exact | Published) -> tantivy.Query:
        match node:
            case Term(text, field, is_prefix):
                wanted = units(fold(text))
                return self._in(field, lambda search: search.stretch(wanted, is_prefix=is_prefix))
            case Near(words, distance, field):
                rows = [units(fold(word)) for word in words]
                return self._in(field, lambda search: search.near(rows, distance))
            case Exact():
                return tantivy.Query.const_score_query(self._exactly(node), 1.0)
            case Published(period):
                return tantivy.Query.const_score_query(self._published(period), 1.0)

    def _all_of(self, parts: tuple[Node, ...]) -> tantivy.Query:
        clauses = []
        for part in parts:
            if isinstance(part, Not):
                clauses.append((tantivy.Occur.MustNot, self._node(part.part)))
            else:
                clauses.append((tantivy.Occur.Must, self._node(part)))
        if all(isinstance(part, Not) for part in parts):
            clauses.append((tantivy.Occur.Must, self._articles()))
        return tantivy.Query.boolean_query(clauses)

    def _in(self, field: TextField, query: Callable[[FieldSearch], tantivy.Query]) -> tantivy.Query:
        if field != "any":
            return query(self._fields[field])
        title = tantivy.Query.boost_query(query(self._fields["title"]), _TITLE_WEIGHT)
        either = (title, query(self._fields["text"]))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in either])

    def _exactly(self, wanted: Exact) -> tantivy.Query:
        match wanted.field:
            case "site":
                return self._site(wanted.value)
            case "story":
                return tantivy.Query.term_query(self._schema, "story", int(wanted.value))
            case "lang":
                return self._exact("lang", fold(wanted.value))
            case _:
                return self._exact(wanted.field, wanted.value)

    def _site(self, text: str) -> tantivy.Query:
        either = (self._exact("site", _host(text)), self._exact("source", text))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in either])

    def _exact(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, index_option="basic")

    def _articles(self) -> tantivy.Query:
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.all_query()),
                (tantivy.Occur.MustNot, state_query(self._schema)),
            ]
        )

    def _conditions(self, filters: Filters) -> list[tantivy.Query]:
        conditions = []
        if filters.sources:
            sources = [(tantivy.Occur.Should, self._exact("source", s)) for s in filters.sources]
            conditions.append(tantivy.Query.boolean_query(sources))
        if filters.publisher is not None:
            wanted = units(fold(filters.publisher))
            conditions.append(self._fields["publisher"].stretch(wanted))
        if filters.since is not None or filters.until is not None:
            conditions.append(self._published(Period(filters.since, filters.until)))
        return conditions

    def _published(self, period: Period) -> tantivy.Query:
        since, until = period.since, period.until
        return tantivy.Query.range_query(
            self._schema,
            "order",
            tantivy.FieldType.Integer,
            _FIRST_PLACE if since is None else place_in_time(since),
            _LAST_PLACE if until is None else place_in_time(until),
            include_upper=False,
        )


def _host(text: str) -> str:
    """The host in what was typed after site:, which may be a whole address or have a port."""
    name = fold(text).removeprefix("*.")
    try:
        return urlsplit(name if "//" in name else f"//{name}").hostname or name
    except ValueError:
        return name
