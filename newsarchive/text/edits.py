"""Changes to a text that are recorded and can be taken back to the last character."""

import dataclasses
import functools
from collections.abc import Iterable, Sequence

from newsarchive.core.article import Repair


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """Put `after` in place of the characters from `start` to `end`, by the rule named."""

    start: int
    end: int
    after: str
    rule: str


def make(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Repair, ...]]:
    """Return the text with all edits made, and one repair an edit.

    The edits stand in the order of the text and do not overlap. Without edits the same text
    object comes back.

    >>> make("書 記", [Edit(1, 2, "", "word_space")])
    ('書記', (Repair(rule='word_space', before=' ', after='', offset=1),))
    """
    if not edits:
        return text, ()
    parts: list[str] = []
    repairs: list[Repair] = []
    place = shift = 0
    for edit in edits:
        before = text[edit.start : edit.end]
        parts += (text[place : edit.start], edit.after)
        repairs.append(Repair(edit.rule, before, edit.after, edit.start + shift))
        shift += len(edit.after) - len(before)
        place = edit.end
    parts.append(text[place:])
    return "".join(parts), tuple(repairs)


def take_back(text: str, repairs: Iterable[Repair]) -> str:
    """Return the text as it stood before the repairs, which are given in the order of making.

    Takes time in the length of the text and the number of repairs, not in their product.

    >>> take_back("書記", [Repair("word_space", " ", "", 1)])
    '書 記'
    """
    return functools.reduce(_take_back_pass, reversed(_passes(repairs)), text)


def _passes(repairs: Iterable[Repair]) -> list[list[Repair]]:
    """Return the repairs in runs that went through the text once from left to right."""
    passes: list[list[Repair]] = []
    end = 0
    for repair in repairs:
        if not passes or repair.offset < end:
            passes.append([])
        passes[-1].append(repair)
        end = repair.offset + len(repair.after)
    return passes


def _take_back_pass(text: str, repairs: list[Repair]) -> str:
    parts: list[str] = []
    place = 0
    for repair in repairs:
        parts += (text[place : repair.offset], repair.before)
        place = repair.offset + len(repair.after)
    parts.append(text[place:])
    return "".join(parts)
