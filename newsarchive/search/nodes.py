"""The parts of a query."""

import dataclasses
from typing import Literal

from newsarchive.search.dates import Period

TextField = Literal["any", "title", "publisher", "author", "editor"]
"""Fields whose text is looked through; `any` means title or text."""

ExactField = Literal["site", "source", "lang", "has", "story"]
"""Fields whose value is compared as a whole."""


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A word or a quoted phrase; with `is_prefix` its last word may go on."""

    text: str
    field: TextField = "any"
    is_prefix: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Words that all begin within so many characters of each other."""

    words: tuple[str, ...]
    distance: int
    field: TextField = "any"


@dataclasses.dataclass(frozen=True, slots=True)
class Exact:
    """A value of one of the fields that are no text."""

    value: str
    field: ExactField


@dataclasses.dataclass(frozen=True, slots=True)
class Published:
    """Published in a period; an article without a date counts as published when first seen."""

    period: Period


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


Node = Term | Near | Exact | Published | And | Or | Not | Everything


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood; `text` is what was typed.

    With `collapse` only one article of a story is wanted.
    """

    text: str
    root: Node
    collapse: bool = False


def wanted_terms(node: Node) -> tuple[Term, ...]:
    """Return the terms that an article is found by, in the order typed, without the excluded."""
    match node:
        case Term():
            return (node,)
        case Near(words, _, field):
            return tuple(Term(word, field) for word in words)
        case And(parts) | Or(parts):
            return tuple(term for part in parts for term in wanted_terms(part))
        case _:
            return ()


def names_stories(node: Node) -> bool:
    """Return whether the tellings of certain stories are asked for, by story:123."""
    match node:
        case Exact():
            return node.field == "story"
        case And(parts) | Or(parts):
            return any(map(names_stories, parts))
        case _:
            return False
