"""Info and credit lines read into fields: outlet, author, editor, time of publication."""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterator

from newsarchive.text import date_shapes, fold, labels, names
from newsarchive.text.dates import ParsedDate, parse_date

_LONGEST_LINE = 240
_LONGEST_VALUE = 60
_LONGEST_HEAD = 16
_LONGEST_BYLINE = 60
_EDGES = " \t\u00a0\u3000（）()[]【】〔〕［］{}■●◆▲*·•|｜丨/／,，;；、:：-—_~"
_OPENERS = frozenset(_EDGES + "\n0123456789。")
_SENTENCE = re.compile(r"[。！？；!?]")
_HITS = re.compile(r"[\s\d,.万+]*次?(?:浏览|阅读|点击)?[\s次]*")
_SIZES = re.compile(
    r"(?:[\s\[\]【】()（）大中小特默认超a+|/-]|打印|关闭|窗口|收藏|纠错|内容|本页|分享|到|微信|微博|朋友圈|qq|空间|我要|t)*"
)
_SHARED = re.compile(r"^以下文章来源于\s{0,3}(.{1,30}?)\s{0,3}[,，]\s{0,3}作者\s{0,3}(.{1,30})$")
_BYLINE = re.compile(
    r"^[（(【\s]{0,3}(?:[\u4e00-\u9fff《》A-Za-z]{0,12}?)(?:记者|通讯员|评论员|作者)[\s:：/]{0,3}(.{2,30}?)"
    r"(?:[\s]{0,2}(?:报道|整理|整合|综合|综合报道|文/图|图/文|摄影报道))?[）)】\s]{0,3}$"
)
_SUPPLIED = re.compile(
    r"^[（(【\s]{0,3}[\u4e00-\u9fff、 ]{2,20}(?:供稿|供图|[\u4e00-\u9fff ]摄)[）)】\s]{0,3}$"
)
_PEOPLE = r"[\u4e00-\u9fff]{2,3}(?:[ 、,][\u4e00-\u9fff]{2,3}){0,3}"
_MADE = re.compile(
    rf"^[(【 ]{{0,3}}(?:[\u4e00-\u9fff]{{2,12}} )?(?P<writer>{_PEOPLE})/文"
    rf"(?:[ 、,;]{{0,3}}{_PEOPLE}/(?:图|摄影|摄))?[)】 ]{{0,3}}$"
    rf"|^[(【 ]{{0,3}}图[ :/]{{0,2}}{_PEOPLE}[ /]{{1,2}}文[ :/]{{0,2}}(?P<other>{_PEOPLE})[)】 ]{{0,3}}$"
    rf"|^[■□◆●▲] ?(?P<signed>{_PEOPLE})$"
)
_SIGNED = re.compile(
    r"[（(](?:[^（）()]{0,14}?)(?:记者|通讯员|评论员)[\s:：]{0,2}([^（）()]{2,40}?)[\s、]{0,2}"
    r"(?:摄|整合|整理|综合|报道|文/图|图/文)?[）)]"
)
_CREDITED = frozenset({"author", "editor", "supplier", "reviewer"})
_DATELINE_REACH = 80


@dataclasses.dataclass(frozen=True, slots=True)
class Credits:
    """What one line credits; fields are None where it names nobody.

    `whole` tells whether the line is nothing but labels and their values, so that it may leave
    the text. `kinds` are the kinds of label it has (see `labels.KINDS`); `editor_rank` is 0 for
    责任编辑, 1 for 责编, 2 for any other editor; `is_open` marks a label whose value must stand in
    the next line.
    """

    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    published_at: ParsedDate | None = None
    editor_rank: int = 2
    kinds: frozenset[str] = frozenset()
    whole: bool = False
    is_open: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    label: str
    kind: str
    value: str


NONE = Credits()


@functools.lru_cache(maxsize=512)
def read_credits(
    line: str, *, reference: dt.datetime | None = None, zone: str = "Asia/Shanghai"
) -> Credits:
    """Return what an info or credit line says; `NONE` for a line that is something else.

    Never looks into sentences: the line must begin with a label, or with a date before one.

    >>> found = read_credits("2016/11/11 9:37 来源：湖湾日报 作者：吴桐 点击：119 【字体：大】")
    >>> found.publisher, found.author, found.published_at.value.isoformat(), found.whole
    ('湖湾日报', '吴桐', '2016-11-11T09:37:00+08:00', True)
    >>> read_credits("（責任編輯：柳絮_NB12）").editor, read_credits("责任编辑：admin").editor
    ('柳絮', None)
    >>> read_credits("收入来源：务农").whole, read_credits("记者从区政府获悉").whole
    (False, False)
    """
    line = line.strip()
    if not 1 < len(line) <= _LONGEST_LINE:
        return NONE
    folded = fold.fold(line)
    shared = _SHARED.match(folded)
    if shared:
        return Credits(
            publisher=names.read_outlet(line[shared.start(1) : shared.end(1)]),
            author=names.read_people(line[shared.start(2) : shared.end(2)]),
            kinds=frozenset({"publisher", "author"}),
            whole=True,
        )
    found = list(_labels(folded))
    if not found:
        return _unlabelled(line, folded, reference, zone)
    head = line[: found[0][0]].strip(_EDGES)
    fields = list(_fields(line, found))
    if not _proves(fields) or not all(_is_plausible(field) for field in fields):
        return NONE
    return _gather(head, fields, reference, zone)


def _labels(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of each label with its mark, and the label; nothing before a sentence."""
    is_first = True
    for found in labels.LABEL.finditer(folded):
        label = re.sub(r"\s", "", found["label"])
        begins = not found.start() or folded[found.start() - 1] in _OPENERS
        mark = found["mark"]
        if mark is None:
            accepted = begins and (label in labels.ALONE or labels.KIND_OF[label] == "tools")
        elif mark in "/／·‧・":
            accepted = begins and labels.KIND_OF[label] in _CREDITED
        else:
            accepted = begins or (not is_first and len(label) > 1)
        if accepted:
            yield found.start(), found.end(), label
            is_first = False


def _fields(line: str, found: list[tuple[int, int, str]]) -> Iterator[_Field]:
    ends = [start for start, _, _ in found[1:]] + [len(line)]
    for (_, start, label), end in zip(found, ends, strict=True):
        yield _Field(label, labels.KIND_OF[label], line[start:end].strip(_EDGES))


def _proves(fields: list[_Field]) -> bool:
    """Whether the labels mark an info line: a strong one, weak ones of two kinds, or a sure value.

    A number of hits is sure, and so are names of people that are no known words.
    """
    kinds = {field.kind for field in fields}
    return (
        len(kinds) > 1
        or any(field.label not in labels.WEAK for field in fields)
        or all(_is_sure(field) for field in fields)
    )


def _is_sure(field: _Field) -> bool:
    if field.kind == "hits":
        return any(one.isdigit() for one in field.value) and bool(_HITS.fullmatch(field.value))
    is_credit = field.kind in _CREDITED and field.label != "联系人"
    people = names.read_people(field.value) if is_credit else None
    return people is not None and names.is_surely_people(people)


def _is_plausible(field: _Field) -> bool:  # noqa: PLR0911  one answer a kind
    """Whether the value is one that such a label has, and no sentence."""
    value = fold.fold(field.value)
    if len(value) > _LONGEST_VALUE or _SENTENCE.search(value):
        return False
    if not value:
        return True
    if field.kind in {"author", "supplier"}:
        people = names.read_people(field.value)
        is_weak = field.label in labels.WEAK or len(field.label) == 1 or "记者" in field.label
        return names.has_surname(people) if is_weak and people else not is_weak
    if field.kind in {"time", "other_time"}:
        rest = _without_date(value)
        return rest is not None and (not rest or _is_short_head(rest))
    if field.kind == "hits":
        return (
            _HITS.fullmatch(value) is not None or _SIZES.fullmatch(_HITS.sub("", value)) is not None
        )
    if field.kind == "tools":
        return _SIZES.fullmatch(value) is not None
    return True


def _without_date(value: str) -> str | None:
    """Return what is left of a value without its date and time, None where it has no date."""
    folded = fold.fold(value)
    found = date_shapes.DATE.search(folded)
    if not found:
        return None
    clock = date_shapes.TIME.match(folded, found.end())
    rest = value[: found.start()] + " " + value[clock.end() if clock else found.end() :]
    return rest.strip(_EDGES)


def _is_short_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and not _SENTENCE.search(text) and "，" not in text


def _unlabelled(line: str, folded: str, reference: dt.datetime | None, zone: str) -> Credits:
    """Return the credits of a line without label: a date, a reporter's or a supplier's name."""
    if len(line) > _LONGEST_BYLINE:
        return NONE
    if _SUPPLIED.match(folded) and _is_supplier(line):
        return Credits(kinds=frozenset({"supplier"}), whole=True)
    byline = _BYLINE.match(folded)
    if byline:
        people = names.read_people(line[byline.start(1) : byline.end(1)])
        if people and names.has_surname(people):
            is_photographer = folded.rstrip(_EDGES).endswith("摄")
            kind = "supplier" if is_photographer else "author"
            author = None if is_photographer else people
            return Credits(author=author, kinds=frozenset({kind}), whole=True)
    made = _MADE.match(folded)
    if made:
        group = next(name for name, value in made.groupdict().items() if value)
        start, end = made.span(group)
        people = names.read_people(line[start:end])
        if people and names.has_surname(people):
            return Credits(author=people, kinds=frozenset({"author"}), whole=True)
    if _without_date(line) == "":
        date = parse_date(line, reference=reference, zone=zone)
        return Credits(published_at=date, kinds=frozenset({"date"}), whole=date is not None)
    return NONE


def _writers(value: str) -> str | None:
    """Return the people behind an author's label; who only photographed is none, a date neither."""
    if value.endswith((" 摄", " 攝", "\u3000摄")):
        return None
    rest = _without_date(value)
    return names.read_people(value if rest is None else rest)


def _is_supplier(line: str) -> bool:
    """Whether 供稿 or 摄 stands behind a unit or people, and not behind a clause."""
    supplier = line.strip(_EDGES)
    if not supplier.endswith(("摄", "攝")):
        return True
    people = names.read_people(supplier[:-1])
    return people is not None and names.has_surname(people)


def _gather(head: str, fields: list[_Field], reference: dt.datetime | None, zone: str) -> Credits:
    """Return the fields' values; what stands before the first label may be a date and an outlet."""
    rest = _without_date(head)
    if head and (rest is None or not _is_short_head(rest)):
        return NONE
    date = parse_date(head, reference=reference, zone=zone) if head else None
    outlet = author = editor = None
    rank = 2
    if rest and not _HITS.fullmatch(rest) and not {":", "："} & set(rest):
        outlet = names.read_outlet(rest)
    for field in fields:
        if field.kind == "publisher":
            rest = _without_date(field.value)
            if rest is not None:  # 发布：2023-06-02, or an outlet with the date behind it
                date = date or parse_date(field.value, reference=reference, zone=zone)
            outlet = outlet or names.read_outlet(field.value if rest is None else rest)
        elif field.kind == "author":
            author = author or _writers(field.value)
        elif field.kind == "editor":
            people, this = names.read_people(field.value), labels.EDITOR_RANK.get(field.label, 2)
            if people and (editor is None or this < rank):
                editor, rank = people, this
        elif field.kind == "time":
            date = date or parse_date(field.value, reference=reference, zone=zone)
    return Credits(
        publisher=outlet,
        author=author,
        editor=editor,
        published_at=date,
        editor_rank=rank,
        kinds=frozenset(field.kind for field in fields),
        whole=True,
        is_open=not fields[-1].value and fields[-1].kind in {"editor", "author", "publisher"},
    )


def read_byline(paragraph: str) -> str | None:
    """Return the reporters that a paragraph names in brackets, at its beginning or its end.

    The dateline is part of the text and stays there.

    >>> read_byline("新华社湖湾6月2日电（记者吴桐、柳絮）湖湾大桥2日通车。")
    '吴桐、柳絮'
    >>> read_byline("大桥通车。（记者 吴桐 通讯员 柳絮）"), read_byline("大桥通车（见图）。")
    ('吴桐、柳絮', None)
    """
    for piece in dict.fromkeys((paragraph[:_DATELINE_REACH], paragraph[-_DATELINE_REACH:])):
        found = _SIGNED.search(fold.fold(piece))
        people = names.read_people(piece[found.start(1) : found.end(1)]) if found else None
        if people and names.has_surname(people):
            return people
    return None
