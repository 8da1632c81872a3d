"""Whether the values of an info or credit line are such as its labels have, and no sentences."""

import dataclasses
import re

from newsarchive.text import date_shapes, fold, labels, names

_LONGEST_VALUE = 60
_LONGEST_HEAD = 16
_LONGEST_PEN_NAME = 4
EDGES = " \t\u00a0\u3000（）()[]【】〔〕［］{}■●◆▲*·•|｜丨/／,，;；、:：∶﹕︰-—_~"
"""White space, brackets and punctuation around labels and values."""
SENTENCE = re.compile(r"[。！？；!?]")
_LISTED = re.compile(r"一是|其一|首先|包括|主要")
HITS = re.compile(r"[\s\d,.万+]*次?(?:浏览|阅读|点击)?[\s次]*")
_SIZES = re.compile(
    r"(?:[\s\[\]【】()（）大中小特默认超a+|/-]|打印|关闭|窗口|收藏|纠错|内容|本页|分享|到|微信|微博|朋友圈|qq|空间|我要|t)*"
)
_BESIDE_DATE = re.compile(
    r"(?<!\S)(?:星期|周|週)[一二三四五六日天](?!\S)|(?<!\S)(?:发布|发表|發布|發佈|發表|更新)[于於]?[/／|｜丨:：]?(?=\s|$)"
)
"""The weekday and the verb that stand beside a date."""
CREDITED = frozenset({"author", "editor", "supplier", "reviewer"})
"""Kinds of label that credit people or units."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A label of `labels.ALL` with its mark, its kind, and the value behind it.

    `mark` is in narrow form, empty where a space or a bracket stands for it; `value` is as
    published, without the punctuation around it.
    """

    label: str
    mark: str
    kind: str
    value: str


def prove(fields: list[Field]) -> bool:
    """Whether the labels mark an info line: a strong one, weak ones of two kinds, or a sure value.

    A number of hits is sure, and so are names of people that are no known words.

    >>> prove([Field("标题", ":", "record", "我和我的家乡")])
    False
    """
    kinds = {field.kind for field in fields}
    return (
        len(kinds) > 1
        or any(field.label not in labels.WEAK for field in fields)
        or all(_is_sure(field) for field in fields)
    )


def _is_sure(field: Field) -> bool:
    if field.kind == "hits":
        return any(one.isdigit() for one in field.value) and bool(HITS.fullmatch(field.value))
    if field.kind in {"publisher", "supplier"} and names.is_surely_outlet(field.value):
        return True
    is_credit = field.kind in CREDITED and field.label != "联系人"
    people = names.read_people(field.value) if is_credit else None
    if people is None:
        return False
    has_stroke = field.mark not in {"", ":"} and names.has_surname(people)
    return has_stroke or names.is_surely_people(people)


def is_plausible(field: Field) -> bool:  # noqa: C901, PLR0911  one answer a kind
    """Whether the value is one that such a label has, and no sentence.

    >>> is_plausible(Field("一审", ":", "reviewer", "杨柳青"))
    True
    >>> is_plausible(Field("一审", ":", "reviewer", "驳回原告诉讼请求"))
    False
    """
    value = fold.fold(field.value)
    if len(value) > _LONGEST_VALUE or SENTENCE.search(value):
        return False
    if not value:
        return True
    if field.kind in CREDITED and not _may_be_credited(field):
        return False
    if field.kind in {"author", "supplier"}:
        people = names.read_people(field.value)
        is_weak = field.label in labels.WEAK or len(field.label) == 1 or "记者" in field.label
        if field.kind == "supplier" and names.is_surely_outlet(field.value):
            return True
        return names.has_surname(people) if is_weak and people else not is_weak
    if field.kind == "publisher":
        if field.mark in {"", "/"} and not names.is_surely_outlet(field.value):
            return False
        return ";" not in value and not _LISTED.match(value)
    if field.kind in {"time", "other_time"}:
        rest = without_date(value)
        return rest is not None and (not rest or is_short_head(rest))
    if field.kind == "hits":
        return (
            HITS.fullmatch(value) is not None or _SIZES.fullmatch(HITS.sub("", value)) is not None
        )
    if field.kind == "tools":
        return _SIZES.fullmatch(value) is not None
    return True


def _may_be_credited(field: Field) -> bool:
    """Whether people or units are credited; a date behind them is none of theirs.

    Who writes or edits may have a pen name, and behind 责任编辑 with a colon nothing else stands.
    """
    rest = without_date(field.value)
    value = field.value if rest is None else rest
    if not value or names.may_be_credited(value):
        return bool(value)
    if not field.mark or field.mark[0] in "-–—" or field.kind not in {"author", "editor"}:
        return False
    is_sure = field.label in labels.EDITOR_RANK
    is_short = field.label == "作者" or len(value) <= _LONGEST_PEN_NAME
    return is_sure or (is_short and names.read_people(value) is not None)


def without_date(value: str) -> str | None:
    """Return what is left of a value without its date and time, None where it has no date.

    >>> without_date("湖湾日报 2023-06-02 09:15"), without_date("湖湾日报")
    ('湖湾日报', None)
    >>> without_date("2023年6月2日 星期五 湖湾日报"), without_date("發布於 2023-06-02")
    ('湖湾日报', '')
    """
    folded = fold.fold(value)
    found = date_shapes.DATE.search(folded)
    if not found:
        return None
    clock = date_shapes.TIME.match(folded, found.end())
    rest = value[: found.start()] + " " + value[clock.end() if clock else found.end() :]
    return _BESIDE_DATE.sub("", rest).strip(EDGES)


def is_short_head(text: str) -> bool:
    """Whether a text beside a date is short enough for an outlet, and no sentence."""
    return len(text) <= _LONGEST_HEAD and not SENTENCE.search(text) and "，" not in text
