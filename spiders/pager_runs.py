"""Runs: the stretches of a page that are a pager - numbers, 首页, 下一页, 共 12 页 in a row."""

import dataclasses
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from spiders.outline import Outline, Text

_WRAP = r"[\s\[\]()（）【】<>《》«»‹›〈〉→←·|：:]*"
_NEXT = re.compile(
    rf"^{_WRAP}(?:下\s*[一1]?\s*[页頁版]|[后後]一?[页頁]|次[页頁]|(?:更早|[较較]早|以前)的?(?:文章|[内內]容|新[闻聞])?"
    rf"|next(?: page)?|older(?: (?:posts|entries|articles|news))?){_WRAP}$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"^(?:>|›|»|＞|〉|→)$")
_CALLED_NEXT = re.compile(r"(?<![\w-])next(?![\w-])", re.IGNORECASE)
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
    for position, text in _texts(seen):
        if _take(text, run):
            continue
        if run.is_pager:
            yield run
        run = Run(position + 1)
    if run.is_pager:
        yield run


def _texts(seen: Outline) -> Iterator[tuple[int, Text]]:
    """The texts of a page with their places, and what links that show only a picture are called."""
    pictures = iter(_picture_links(seen))
    picture = next(pictures, None)
    for position, text in enumerate(seen.texts):
        while picture and picture[0] <= position:
            yield picture
            picture = next(pictures, None)
        yield position, text
    if picture:
        yield picture
    yield from pictures


def _picture_links(seen: Outline) -> Iterator[tuple[int, Text]]:
    for index, link in enumerate(seen.links):
        span = seen.spans[link.element]
        label = _label(link.element) if span.first_text == span.last_text else ""
        if label:
            yield span.first_text, Text(label, True, link.element, index)


def _label(element: HtmlElement) -> str:
    told = [element.get("title"), element.get("aria-label")]
    told += [image.get(name) for image in element.iter("img") for name in ("alt", "title")]
    return next((" ".join(text.split()) for text in told if text and text.strip()), "")


def _is_called_next(text: Text) -> bool:
    owners = [text.owner, text.owner.getparent()]
    marked = (
        f"{owner.get('class') or ''} {owner.get('rel') or ''}"
        for owner in owners
        if owner is not None
    )
    return text.link is not None and any(map(_CALLED_NEXT.search, marked))


def _take(text: Text, run: Run) -> bool:
    if len(text.text) > MAX_TOKEN_CHARS:
        return False
    number = _NUMBER.match(text.text)
    if number:
        run.numbers.append((int(number.group(1)), text))
    elif _NEXT.match(text.text):
        run.following.append(text)
    elif _ARROW.match(text.text):
        (run.following if _is_called_next(text) else run.arrows).append(text)
    elif _OTHER.match(text.text):
        run.words += 1
    else:
        return bool(_ONLY_WRAP.match(text.text))
    return True
