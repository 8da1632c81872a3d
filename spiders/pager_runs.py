"""Runs: the stretches of a page that are a pager - numbers, 首页, 下一页, 共 12 页 in a row."""

import dataclasses
import re
from collections.abc import Iterator

from spiders.outline import Outline, Text

_WRAP = r"[\s\[\]()（）【】<>《》«»‹›〈〉→←·|：:]*"
_NEXT = re.compile(
    rf"^{_WRAP}(?:下[一1]?[页頁]|[后後]一?[页頁]|次[页頁]|next(?: page)?|older(?: posts)?){_WRAP}$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"^(?:>|›|»|＞|〉|→)$")
_NUMBER = re.compile(r"^[\s\[\]()（）【】·]*第?\s*(\d{1,5})\s*[页頁]?[\s\[\]()（）【】·]*$")
_WORDS = (
    r"首\s*[页頁]|第一[页頁]|最[前首]|[末尾]\s*[页頁]|最[后後末]一?[页頁]?|[上前]一?[页頁]",
    r"prev(?:ious)?(?: page)?|first|last|end|newer(?: posts)?|go",
    r"[页頁]次|转到第?|跳转|跳至|到第?|确定|[页頁]|第|共|条|條|每[页頁]",
    r"[/／]|[.…]{1,3}|<<?|>>|‹‹?|««?|››|»»",
    r"(?:当前)?第?\s*\d+\s*[/／]\s*\d+\s*[页頁]?|[/／]\s*\d+\s*[页頁]?",
    r"[总總共]\D{0,6}\d+\s*[条條页頁篇项]?.{0,16}|每[页頁].{0,10}|[页頁]次.{0,24}",
)
_OTHER = re.compile(rf"^{_WRAP}(?:{'|'.join(_WORDS)}){_WRAP}$", re.IGNORECASE)
_ONLY_WRAP = re.compile(rf"^{_WRAP}$")
MAX_NUMBERS = 16
"""More numbers in a row are a calendar."""
MAX_TOKEN_CHARS = 60
"""A longer text belongs to no pager."""


@dataclasses.dataclass(slots=True)
class Run:
    """A pager: its numbers, its next texts and how many further pager words it has.

    `start` is the place of its first text among those of the page.
    """

    start: int
    numbers: list[tuple[int, Text]] = dataclasses.field(default_factory=list)
    following: list[Text] = dataclasses.field(default_factory=list)
    arrows: list[Text] = dataclasses.field(default_factory=list)
    words: int = 0

    @property
    def is_pager(self) -> bool:
        """Whether the texts can be a pager: a next word, or a few numbers that go up."""
        counted = [number for number, _ in self.numbers]
        rising = len(counted) > 1 and counted == sorted(set(counted))
        return bool(self.following) or (rising and len(counted) <= MAX_NUMBERS)

    @property
    def weight(self) -> tuple[bool, int]:
        """Which of several pagers is the fuller one."""
        return bool(self.following), len(self.numbers) + self.words + len(self.following)


def pager_runs(seen: Outline) -> Iterator[Run]:
    """The pagers of a page in reading order."""
    run = Run(0)
    for position, text in enumerate(seen.texts):
        if _take(text, run):
            continue
        if run.is_pager:
            yield run
        run = Run(position + 1)
    if run.is_pager:
        yield run


def _take(text: Text, run: Run) -> bool:
    if len(text.text) > MAX_TOKEN_CHARS:
        return False
    number = _NUMBER.match(text.text)
    if number:
        run.numbers.append((int(number.group(1)), text))
    elif _NEXT.match(text.text):
        run.following.append(text)
    elif _ARROW.match(text.text):
        run.arrows.append(text)
    elif _OTHER.match(text.text):
        run.words += 1
    else:
        return bool(_ONLY_WRAP.match(text.text))
    return True
