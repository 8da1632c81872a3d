"""Turns a query and filters into the engine's own objects; nothing typed becomes engine syntax."""

import datetime as dt
from urllib.parse import urlsplit

import tantivy

from newsarchive.search.nodes import And, Everything, Node, Not, Or, Term
from newsarchive.search.phrases import FieldSearch
from newsarchive.search.results import Filters
from newsarchive.search.schema import seconds
from newsarchive.search.state import state_query
from newsarchive.search.tokens import units
from newsarchive.text.fold import fold

_TITLE_WEIGHT = 3.0
"""A word in the title counts as much as three in the text."""

_FIRST_SECOND, _LAST_SECOND = -(2**62), 2**62


class Compiler:
    """Makes engine queries for the index as it stands at one commit."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._fields = {
            name: FieldSearch(searcher, schema, name) for name in ("title", "text", "publisher")
        }

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
            case Term():
                return self._term(node)
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return tantivy.Query.boolean_query(
                    [(tantivy.Occur.Should, self._node(part)) for part in parts]
                )
            case Not(part):
                return self._all_of((Not(part),))
            case Everything():
                return self._articles()

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

    def _term(self, term: Term) -> tantivy.Query:
        match term.field:
            case "source":
                return self._exact("source", term.text)
            case "site":
                return self._site(term.text)
            case "title" | "publisher":
                return self._fields[term.field].stretch(units(fold(term.text)))
            case "any":
                return self._anywhere(term.text)

    def _anywhere(self, text: str) -> tantivy.Query:
        wanted = units(fold(text))
        title = self._fields["title"].stretch(wanted)
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.boost_query(title, _TITLE_WEIGHT)),
                (tantivy.Occur.Should, self._fields["text"].stretch(wanted)),
            ]
        )

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
            conditions.append(self._published(filters.since, filters.until))
        return conditions

    def _published(self, since: dt.datetime | None, until: dt.datetime | None) -> tantivy.Query:
        return tantivy.Query.range_query(
            self._schema,
            "at",
            tantivy.FieldType.Integer,
            _FIRST_SECOND if since is None else seconds(since),
            _LAST_SECOND if until is None else seconds(until),
            include_upper=False,
        )


def _host(text: str) -> str:
    """The host in what was typed after site:, which may be a whole address or have a port."""
    name = fold(text).removeprefix("*.")
    try:
        return urlsplit(name if "//" in name else f"//{name}").hostname or name
    except ValueError:
        return name
