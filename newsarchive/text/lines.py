"""Which lines leave a text: placeholders, credits, buttons, neighbours, disclaimers.

A line is judged as a whole and by its place. The ends of a text are peeled: what is junk goes,
until three lines have stayed.
"""

import dataclasses
import datetime as dt
import functools
import re

from newsarchive.text import fold, names, rules, urls
from newsarchive.text.credits import Credits, read_credits
from newsarchive.text.edits import Edit
from newsarchive.text.han import SPACE

_REACH = 3
"""How many lines that stay may stand between a credit line and the end of the text."""
_MOST_PEELED = 200
_LONGEST_JUNK = 240
_LONGEST_ANYWHERE = 80
_LONGEST_VALUE = 20
_MOST_RELATED = 12
_LONGEST_HEADLINE = 45
_EDGES = "（）()[]【】〔〕［］「」『』《》<>“”\"'‘’：:，,。.、；;!！?？…-—–_~·•*|｜/\\►▶+\u200d«»‹›←→↑↓▲▼△▽◆◇■□●○★☆☞👆👇👉"
_NO_LETTERS = re.compile(r"[\W_]+")
_SPACES = re.compile(rf"[{SPACE}]+")
_HEADING = re.compile(
    r"\A[^\w]{0,2}([上下]一[篇条页]|(?:(?:免责|版权|特别|郑重)?声明)(?=[】\]]))[ 】\])」》»>|]{1,4}(?=[\w《“])"
)
"""A heading that a space or a bracket parts from what it heads; read as if a colon did."""
_IMAGE_RULES = frozenset(rule.name for rule in rules.LINE_RULES if rule.images)
_NO_SENTENCES = frozenset({"neighbour", "breadcrumb", "attachment", "original_title"})
_ADDRESS = re.compile(
    r"(?:本文|原文|本页|文章|页面)?(?:链接|地址|网址)?[:：]?\s{0,3}(https?://\S{4,200})"
)
_NOTE = re.compile(
    r"(?<=[。！？!?”…）)]) {0,3}"
    r"(?:[（(【\[〔][^（）()【】\[\]〔〕]{2,80}[）)】\]〕]|[责責]任[编編][辑輯][:：][^。，]{0,30})"
    r"(?P<filed> ?1\d{6})?\Z"
)
"""The credit behind the last sentence; Taiwan's agencies put the day of the Republic behind it."""
_NOTE_REACH = 120
_STOP = re.compile(r"[。！？!?；;]")
_NOTE_KINDS = frozenset({"editor", "reviewer", "supplier"})
_INFO_KINDS = frozenset({"time", "other_time", "hits", "tools", "record", "date"})


@dataclasses.dataclass(frozen=True, slots=True)
class Peeled:
    """What is to leave a text: edits in the order of the text, the credits found, pictures met."""

    edits: tuple[Edit, ...]
    credits: tuple[Credits, ...]
    images: int


class _Page:
    """A text in lines, with what is known of each."""

    def __init__(
        self, text: str, title: str | None, url: str | None, reference: dt.datetime | None
    ) -> None:
        self.lines = text.split("\n")
        self.folded = fold.fold(text).split("\n")
        self.title = _essence(fold.fold(title or ""))
        self.url = url
        self.reference = reference
        self.gone: dict[int, str] = {}
        self.credits: dict[int, Credits] = {}


def junk_lines(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    reference: dt.datetime | None = None,
) -> Peeled:
    r"""Return the edits that take out the lines which are no part of the article.

    `text` has single line breaks and no white space around them. A line that equals `title` goes
    where it heads the text, one that only gives `url` where it ends it.

    >>> peeled = junk_lines("圖片\n區裡召開會議，部署冬修水利。\n責任編輯：楊柳青")
    >>> [edit.rule for edit in peeled.edits], peeled.images, peeled.credits[0].editor
    (['picture', 'editor_line'], 1, '楊柳青')
    """
    page = _Page(text, title, url, reference)
    for number, folded in enumerate(page.folded):
        rule = _by_rules(folded, "anywhere") if len(folded) <= _LONGEST_ANYWHERE else None
        if rule:
            page.gone[number] = rule
    _drop_related(page)
    _peel(page, "head")
    _peel(page, "tail")
    edits = [*_line_edits(page), *_note_edits(page)]
    images = sum(rule in _IMAGE_RULES for rule in page.gone.values())
    found = tuple(page.credits[number] for number in sorted(page.credits))
    return Peeled(tuple(sorted(edits, key=lambda edit: edit.start)), found, images)


def _peel(page: _Page, end: rules.Place) -> None:
    """Mark the junk at one end, until `_REACH` lines have stayed."""
    count = len(page.lines)
    stayed = peeled = 0
    for number in range(count) if end == "head" else range(count - 1, -1, -1):
        if number in page.gone:
            continue
        rule = _judge(page, number, end)
        if rule:
            page.gone[number] = rule
            peeled += 1
        else:
            stayed += 1
        if stayed == _REACH or peeled == _MOST_PEELED:
            return


def _judge(page: _Page, number: int, end: rules.Place) -> str | None:
    """Return the rule by which a line at an end of the text goes."""
    line = page.lines[number]
    if len(line) > _LONGEST_JUNK:
        return None
    folded = page.folded[number]
    if end == "head" and 0 < len(page.title) <= len(line) and _essence(folded) == page.title:
        return "title_line"
    address = _ADDRESS.fullmatch(line) if end == "tail" else None
    if address and page.url and urls.canonical_url(address[1]) == urls.canonical_url(page.url):
        return "own_address"
    return _by_rules(folded, end) or _by_credits(page, number, end)


def _by_credits(page: _Page, number: int, end: rules.Place) -> str | None:
    found = read_credits(page.lines[number], reference=page.reference)
    pair = _value_below(page, number, found) or _label_above(page, number)
    if pair:
        found = pair
    if not found.whole:
        return None
    if found.kinds == {"date"} and not (end == "head" and _has_time(found)):
        return None  # a notice is dated by its last line
    page.credits[number] = found
    if "editor" in found.kinds:
        return "editor_line"
    return "info_line" if found.kinds & _INFO_KINDS else "credit_line"


def _has_time(found: Credits) -> bool:
    return found.published_at is not None and found.published_at.has_time


def _value_below(page: _Page, number: int, found: Credits) -> Credits | None:
    """Return the credits of an empty label together with the name in the next line."""
    if not found.is_open or number + 1 >= len(page.lines):
        return None
    value = page.lines[number + 1]
    people = names.read_people(value) if len(value) <= _LONGEST_VALUE else None
    if not people or not names.has_surname(people):
        return None
    both = read_credits(f"{page.lines[number]}{value}", reference=page.reference)
    return both if both.whole and (both.editor or both.author) else None


def _label_above(page: _Page, number: int) -> Credits | None:
    """Return the credits of a line that is the name to the empty label before it."""
    if not number or len(page.lines[number]) > _LONGEST_VALUE:
        return None
    label = page.lines[number - 1]
    if len(label) > _LONGEST_VALUE:
        return None
    return _value_below(page, number - 1, read_credits(label, reference=page.reference))


@functools.lru_cache(maxsize=1024)
def _by_rules(folded: str, end: str) -> str | None:
    """Return the name of the line rule that fits the whole line, which is folded."""
    squeezed = _SPACES.sub("", _HEADING.sub(r"\1:", folded))
    pattern = _patterns()[end]
    core = squeezed.strip(_EDGES)
    found = pattern.fullmatch(core) or (pattern.fullmatch(squeezed) if core != squeezed else None)
    if not found or (found.lastgroup in _NO_SENTENCES and squeezed.endswith("。")):
        return None
    return found.lastgroup


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the line rules for each place as one pattern, a named group a rule."""
    places = {"anywhere": {"anywhere"}, "head": {"edge", "head"}, "tail": {"edge", "tail"}}
    return {
        end: re.compile(
            "|".join(
                f"(?P<{rule.name}>{rule.pattern.pattern})"
                for rule in rules.LINE_RULES
                if rule.place in accepted
            )
        )
        for end, accepted in places.items()
    }


def _drop_related(page: _Page) -> None:
    """Mark a list of other articles that ends the text, under its heading."""
    last = len(page.lines) - 1
    for number in range(last, max(0, last - _MOST_RELATED), -1):
        line = page.lines[number]
        if len(line) > _LONGEST_HEADLINE or _STOP.search(line.strip()[-1:]):
            return
        if _by_rules(page.folded[number], "tail") == "related":
            page.gone.update(dict.fromkeys(range(number, last + 1), "related"))
            return


def _line_edits(page: _Page) -> list[Edit]:
    """Return one edit a run of lines that go by one rule, with the line break beside each line."""
    first_of_end = len(page.lines)
    while first_of_end - 1 in page.gone:
        first_of_end -= 1
    spans: list[tuple[int, int, str]] = []
    start = 0
    for number, line in enumerate(page.lines):
        end = start + len(line)
        rule = page.gone.get(number)
        if rule:
            is_after_text = number >= first_of_end
            span = (start - (is_after_text and number > 0), end + (not is_after_text), rule)
            if spans and spans[-1][1:] == (span[0], rule):
                span = (spans.pop()[0], *span[1:])
            spans.append(span)
        start = end + 1
    return [Edit(start, end, "", rule) for start, end, rule in spans]


def _note_edits(page: _Page) -> list[Edit]:
    """Return the edit that takes an editor in brackets from behind the last sentence."""
    last = max(
        (number for number in range(len(page.lines)) if number not in page.gone), default=None
    )
    if last is None:
        return []
    line = page.lines[last]
    start_of_line = sum(len(one) + 1 for one in page.lines[:last])
    reach = max(0, len(line) - _NOTE_REACH)
    note = _NOTE.search(line, reach)
    if not note:
        return []
    found = read_credits(note[0].removesuffix(note["filed"] or ""), reference=page.reference)
    if not found.whole or "editor" not in found.kinds or not found.kinds <= _NOTE_KINDS:
        return []
    page.credits[last] = found
    return [Edit(start_of_line + note.start(), start_of_line + note.end(), "", "editor_note")]


def _essence(folded: str) -> str:
    return _NO_LETTERS.sub("", folded)
