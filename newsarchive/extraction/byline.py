"""The author as named in the body itself: datelines, signed last lines, bracketed names.

The text is left as it is: a dateline is part of it. Lines that are nothing but credits are
removed later, by cleaning.
"""

import re

from newsarchive.text import fold
from newsarchive.text.credits import read_byline, read_credits
from newsarchive.text.names import has_surname, read_people

_NAME = r"[\u3400-\u9fff]{2,4}"
_NAMES = rf"{_NAME}(?:[\s、，,&＆和/／]+{_NAME})*"
_WIDE_NAMES = r"(?:[\u3400-\u9fff] [\u3400-\u9fff][ 、]?){1,4}"
_ROLE = r"(?:记者|記者|评论员|評論員|特约撰稿人|撰稿人|作者)"
_OPENING = re.compile(
    rf"^[^。，]{{0,24}}?(?:讯|訊|电|電|消息)\s*[（(]?[^（）()。，]{{0,10}}?{_ROLE}[\s:：]*({_NAMES})"
    r"(?=[）)\s]|$)"
)
_WIRE = re.compile(
    r"^[（(]?(?:中央社|本報|本报|[\u4e00-\u9fff]{2,4}[報报社])記者([\u4e00-\u9fff]{2,3})"
    r"(?=[\u4e00-\u9fff]{2}(?:\d{1,2}日)?(?:電|電話|報導|傳真))"
)
_ROLED = re.compile(rf"[（(][^（）()]{{0,14}}?{_ROLE}[\s:：]*({_NAMES})[）)]")
_SIGNED = re.compile(
    rf"[。！？”…]\s*[（(]\s*(?:通讯员|文/图|图/文|供稿|文)?[\s:：]*({_NAMES}|{_WIDE_NAMES})\s*[)）]$"
)
_SIGNED_FOR_UNIT = re.compile(
    r"[。！？”…]\s*[（(]\s*[\u3400-\u9fff]{0,16}"
    r"(?:[局办科股队站所部处院镇乡校会委]|中心|小学|中学|大学|街道|公司|办公室|党支部)\s?"
    r"([\u3400-\u9fff]{2,3}(?:[、 ][\u3400-\u9fff]{2,3})*)\s*[)）]$"
)
_NO_NAME = re.compile(
    r"[局办科股队站所部处院镇乡校会委厅组室]$|^(?:解读|安排|计划|应急|安全|成立|管理|党组|强调|全文)"
)
_UNIT = re.compile(r"[。，]|[\u3400-\u9fff]{3}[局办处科部站院]$")
_HEAD, _FAR_HEAD, _TAIL = 3, 6, 4
_OPENING_LENGTH, _CLOSING_LENGTH = 80, 60


def find_author(lines: list[str]) -> str | None:
    """The author that body lines name, None where they name nobody.

    Looks at the first three and the last four lines; a name in brackets at the very end counts
    only with a usual surname.

    >>> find_author(["新华社湖湾1月1日电（记者吴桐）湖湾大桥1日通车。"])
    '吴桐'
    >>> find_author(["大桥通车。", "市民纷纷点赞。（白桦）"]), find_author(["大桥通车。（完）"])
    ('白桦', None)
    >>> find_author(["大橋通車。", "市民紛紛點讚。（縣交通局趙慶）"])
    '趙慶'
    >>> find_author(["大桥通车。", "湖湾晚报记者 林木森"]), find_author(["通车。（县交通局吴桐）"])
    ('林木森', '吴桐')
    """
    for line in lines[:_HEAD]:
        opening = line[:_OPENING_LENGTH]
        found = _WIRE.match(line) or _ROLED.search(opening) or _OPENING.match(opening)
        named = read_byline(line) or _person(line, found) or _credited(line)
        if named:
            return named
    for line in (*lines[_HEAD:_FAR_HEAD], *reversed(lines[-_TAIL:])):
        if named := _credited(line):
            return named
    for line in reversed(lines[-_TAIL:]):
        closing = line[-_CLOSING_LENGTH:]
        if (
            named := read_byline(closing)
            or _person(closing, _ROLED.search(closing))
            or _signed(closing)
        ):
            return named
    return None


def _credited(line: str) -> str | None:
    """The author of a line that is nothing but a credit."""
    found = read_credits(line)
    return found.author if found.whole else None


def _signed(line: str) -> str | None:
    """The name in brackets with which a line ends."""
    folded = fold.fold(line)
    for_unit = _SIGNED_FOR_UNIT.search(folded)
    if for_unit and _NO_NAME.search(for_unit[1]):
        for_unit = None
    people = (_person(line, found) for found in (_SIGNED.search(folded), for_unit))
    return next((named for named in people if named and has_surname(named)), None)


def _person(line: str, found: re.Match[str] | None) -> str | None:
    """The people where a match's first group stands in a line, None where it is a unit."""
    if found is None or _UNIT.search(found[1]):
        return None
    return read_people(line[slice(*found.span(1))])
