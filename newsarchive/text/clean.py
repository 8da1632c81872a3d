"""Cleaning: apply the rules to a text, record every change, and take them back."""

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from newsarchive.core.article import Flag, Repair
from newsarchive.text import cuts, edits, lines, lost, residue, rules, spacing
from newsarchive.text.credits import Credits, read_byline
from newsarchive.text.edits import Edit
from newsarchive.text.han import HAN

_MOST_PASSES = 5
"""One change can lay another open; in a real text the second pass finds nothing."""
_MOST_FLAGS = 50
_AROUND = 3
_HAN = re.compile(rf"[{HAN}]")

_BEFORE_RESIDUE = (spacing.spaced_out_lines, spacing.odd_white_space)
_AFTER_RESIDUE = (spacing.pause_spaces, cuts.word_spaces)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A cleaned text, what it credits, and all that was changed.

    `text` is paragraphs joined by one newline, without one at the end. `title` is None where none
    was given. A credit is None where the text names nobody. `images` counts the lines that stood
    for pictures. `repairs` and `title_repairs` are undone by `undo`; `flags` are doubts.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    published_at: dt.datetime | None = None
    images: int = 0
    repairs: tuple[Repair, ...] = ()
    title_repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()


def clean(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    reference: dt.datetime | None = None,
) -> Cleaned:
    r"""Return the text without placeholders, credit lines, pinyin residue and broken spacing.

    Characters are taken out, never put in. Cleaning a cleaned text changes nothing; a text to which
    no rule applies comes back as the same object. `title` and `url` of the page let a line go that
    only repeats them; dates without a year are read from `reference`.

    >>> damaged = "6月2日,吳中區(qū)委書 記調(diào)研園區。\n\n圖片\n\n責任編輯:whybine"
    >>> cleaned = clean(damaged)
    >>> cleaned.text, cleaned.editor, cleaned.images
    ('6月2日,吳中區委書記調研園區。', 'whybine', 1)
    >>> undo(cleaned.text, cleaned.repairs) == damaged
    True
    """
    damage = _damage(f"{title or ''}\n{text}")
    repairs: list[Repair] = []
    found: list[Credits] = []
    images = 0
    body = text
    for _ in range(_MOST_PASSES):
        repaired, made = _repair(body, damage)
        peeled = lines.junk_lines(repaired, title=title, url=url, reference=reference)
        peeled_text, peeled_repairs = edits.make(repaired, peeled.edits)
        repairs += (*made, *peeled_repairs)
        found += peeled.credits
        images += peeled.images
        if peeled_text is body:
            break
        body = peeled_text
    new_title, title_repairs = _repair(title, damage) if title else (title, ())
    return Cleaned(
        text=body,
        title=new_title,
        publisher=next((one.publisher for one in found if one.publisher), None),
        author=next((one.author for one in found if one.author), None) or _byline(body),
        editor=_editor(found),
        published_at=next((one.published_at.value for one in found if one.published_at), None),
        images=images,
        repairs=tuple(repairs),
        title_repairs=title_repairs,
        flags=tuple(_flags(body, damage, repairs)),
    )


def undo(text: str, repairs: Iterable[Repair]) -> str:
    """Return the text as it stood before the repairs.

    >>> undo("吳中區委", [Repair("pinyin_residue", "(qū)", "", 3)])
    '吳中區(qū)委'
    """
    return edits.take_back(text, repairs)


def _damage(text: str) -> frozenset[str]:
    """Return the kinds of pinyin residue that title and text together prove."""
    glosses = list(residue.find_glosses(text))
    return residue.kinds_of_damage(glosses, len(_HAN.findall(text))) if glosses else frozenset()


def _repair(text: str, damage: frozenset[str]) -> tuple[str, tuple[Repair, ...]]:
    """Return the text repaired inside its lines."""

    def pinyin_residue(stage: str) -> Sequence[Edit]:
        return residue.pinyin_residue(residue.find_glosses(stage), damage) if damage else []

    steps: tuple[Callable[[str], Sequence[Edit]], ...] = (
        *_BEFORE_RESIDUE,
        pinyin_residue,
        *_AFTER_RESIDUE,
    )
    repairs: list[Repair] = []
    for step in steps:
        text, made = edits.make(text, step(text))
        repairs += made
    return text, tuple(repairs)


def _editor(found: list[Credits]) -> str | None:
    """Return the most responsible editor, the first of equals."""
    named = [one for one in found if one.editor]
    return min(named, key=lambda one: one.editor_rank).editor if named else None


def _byline(text: str) -> str | None:
    first, last = text.partition("\n")[0], text.rpartition("\n")[2]
    return read_byline(first) or read_byline(last)


def _flags(text: str, damage: frozenset[str], repairs: list[Repair]) -> Iterable[Flag]:
    """Return the doubts about the cleaned text, by kind."""
    present = set(text)
    wanted = [one for one in rules.FLAG_RULES if not (one.marks and one.marks.isdisjoint(present))]
    flags = [flag for rule in wanted for flag in _flags_of(rule, text)]
    kept = (one for one in residue.find_glosses(text) if not residue.is_residue(one, damage))
    for gloss in itertools.islice((one for one in kept if one.points), _MOST_FLAGS):
        passage = text[gloss.start - 1 : gloss.end]
        flags.append(
            Flag("pinyin_gloss", "may be residue of a conversion", passage, gloss.start - 1)
        )
    lost_space = any(repair.rule == "word_space" for repair in repairs)
    is_damaged = bool(damage or lost_space or flags)
    return flags + lost.missing_character(text, is_damaged=is_damaged)


def _flags_of(rule: rules.Rule, text: str) -> Iterable[Flag]:
    for found in itertools.islice(rule.pattern.finditer(text), _MOST_FLAGS):
        passage = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        yield Flag(rule.name, rule.reason, passage, found.start())
