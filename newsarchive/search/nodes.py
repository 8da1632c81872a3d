"""The parts of a query."""

import dataclasses
from typing import Literal

TermField = Literal["any", "title", "publisher", "site", "source"]


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A word or a quoted phrase; `any` field means title or text."""

    text: str
    field: TermField = "any"


@dataclasses.dataclass(frozen=True, slots=True)
class And:
    """All parts must hold."""

    parts: tuple["Node", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Or:
    """At least one part must hold."""

    parts: tuple["Node", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: "Node"


@dataclasses.dataclass(frozen=True, slots=True)
class Everything:
    """Holds for every article."""


Node = Term | And | Or | Not | Everything


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood; `text` is what was typed."""

    text: str
    root: Node


def wanted_terms(node: Node) -> tuple[Term, ...]:
    """Return the terms that an article is found by, in the order typed, without the excluded."""
    match node:
        case Term():
            return (node,)
        case And(parts) | Or(parts):
            return tuple(term for part in parts for term in wanted_terms(part))
        case _:
            return ()
