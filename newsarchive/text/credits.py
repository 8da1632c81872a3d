"""Info and credit lines read into fields: outlet, author, editor, time of publication."""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterator

from newsarchive.text import credit_values, fold, labels, names
from newsarchive.text.dates import ParsedDate, parse_date

_LONGEST_LINE = 240
_LONGEST_BYLINE = 60
_OPENERS = frozenset(credit_values.EDGES + "\n0123456789。")
_SHARED = re.compile(r"^以下文章来源于\s{0,3}(.{1,30}?)\s{0,3}[,，]\s{0,3}作者\s{0,3}(.{1,30})$")
_TAKEN = re.compile(
    r"^[(【 ]{0,3}本文(?:转载自|转自|来自|摘自|首发于|来源于?|由(?=.{2,20}授权发布))[: ]{0,2}"
    r"(微信公众号[: ]{0,2})?[“\"《]?([^,，。]{2,20}?)[”\"》]?(?:微信公众号)?"
    r"(?:授权发布)?(?:[,，] {0,2}作者[: ]{0,2}[^,，。]{2,12})?[)】 。]{0,3}$"
)
_BYLINE = re.compile(
    r"^[（(【\s]{0,3}(?:[\u4e00-\u9fff《》A-Za-z]{0,12}?)(?:记者|通讯员|评论员|作者)[\s:：/]{0,3}(.{2,30}?)"
    r"(?:[\s]{0,2}(?:报道|整理|整合|综合|综合报道|文/图|图/文|摄影报道))?[）)】\s]{0,3}$"
)
_SUPPLIED = re.compile(
    r"^[（(【\s]{0,3}[\u4e00-\u9fff、 ]{2,20}(?:供稿|供图|[\u4e00-\u9fff /]摄)[）)】\s]{0,3}$"
)
_PEOPLE = r"[\u4e00-\u9fff]{2,3}(?:[ 、,][\u4e00-\u9fff]{2,3}){0,3}"
_MADE = re.compile(
    rf"^[(【 ]{{0,3}}(?:[\u4e00-\u9fff]{{2,12}} )?(?P<writer>{_PEOPLE})/文"
    rf"(?:[ 、,;]{{0,3}}{_PEOPLE}/(?:图|摄影|摄))?[)】 ]{{0,3}}$"
    rf"|^[(【 ]{{0,3}}图[ :/]{{0,2}}{_PEOPLE}[ /]{{1,2}}文[ :/]{{0,2}}(?P<other>{_PEOPLE})[)】 ]{{0,3}}$"
    rf"|^[(【 ]{{0,3}}(?P<both>{_PEOPLE}) ?(?:文/图|图/文|文图|图文)[)】 ]{{0,3}}$"
    rf"|^[■□◆●▲] ?(?P<signed>{_PEOPLE})$"
)
_SENT_IN = re.compile(
    r"^\([\u4e00-\u9fff]{1,12}[局委办院校室站心镇乡会部] ?(?P<sender>[\u4e00-\u9fff]{2,3})\)$"
)
_SIGNED = re.compile(
    r"[（(](?:[^（）()]{0,14}?)(?:记者|通讯员|评论员)[\s:：]{0,2}([^（）()]{2,40}?)[\s、]{0,2}"
    r"(?:摄|整合|整理|综合|报道|文/图|图/文)?[）)]"
)
_BEHIND_NAMES = re.compile(
    r" (?:[\u4e00-\u9fff]{2,5} ?)?(?:摄影|攝影|综合|綜合)?(?:报道|報道|報導)$|返回[\u4e00-\u9fff]{1,8}[，,]查看更多$"
)
_SOURCES = frozenset({"来源", "稿源"})
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
    taken = _TAKEN.match(folded)
    if taken:
        outlet = names.read_outlet(line[taken.start(2) : taken.end(2)])
        if outlet and (taken[1] or names.is_surely_outlet(outlet)):
            return Credits(publisher=outlet, kinds=frozenset({"publisher"}), whole=True)
    found = list(_labels(folded))
    if not found:
        return _unlabelled(line, folded, reference, zone)
    head = line[: found[0][0]].strip(credit_values.EDGES)
    fields = list(_fields(line, found))
    if credit_values.prove(fields) and all(credit_values.is_plausible(field) for field in fields):
        credited = _gather(head, fields, reference, zone)
        if credited.whole:
            return credited
    return _unlabelled(line, folded, reference, zone)


def _labels(folded: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start and end of each label with its mark, the label and the mark.

    Nothing before a sentence; the mark is empty where a space or a bracket stands for it.
    """
    is_first = True
    for found in labels.LABEL.finditer(folded):
        label = re.sub(r"\s", "", found["label"])
        begins = not found.start() or folded[found.start() - 1] in _OPENERS
        mark = found["mark"]
        if mark is None:
            kind = labels.KIND_OF[label]
            is_rest = "/" in label and not folded[found.end() :].strip(credit_values.EDGES)
            is_accepted_kind = label in labels.ALONE or kind in {"tools", "hits"}
            in_brackets = folded[found.end() : found.end() + 1] in {"】", "]"} and (
                kind in credit_values.CREDITED or label in _SOURCES
            )
            accepted = begins and (is_accepted_kind or in_brackets) and not is_rest
        elif mark[0] in "-–—":
            accepted = begins and label in labels.EDITOR_RANK
        elif mark in "/／·‧・":
            accepted = begins and (
                labels.KIND_OF[label] in credit_values.CREDITED or label in _SOURCES
            )
        else:
            accepted = begins or (not is_first and len(label) > 1)
        if accepted:
            yield found.start(), found.end(), label, mark or ""
            is_first = False


def _fields(line: str, found: list[tuple[int, int, str, str]]) -> Iterator[credit_values.Field]:
    ends = [start for start, *_ in found[1:]] + [len(line)]
    for (_, start, label, mark), end in zip(found, ends, strict=True):
        kind, value = labels.KIND_OF[label], line[start:end].strip(credit_values.EDGES)
        yield credit_values.Field(label, mark, kind, _BEHIND_NAMES.sub("", value))


def _unlabelled(line: str, folded: str, reference: dt.datetime | None, zone: str) -> Credits:
    """Return the credits of a line without label: a date, a reporter's or a supplier's name."""
    if len(line) > _LONGEST_BYLINE:
        return NONE
    if _is_supply(line):
        return Credits(kinds=frozenset({"supplier"}), whole=True)
    byline = _BYLINE.match(folded)
    if byline:
        people = names.read_people(line[byline.start(1) : byline.end(1)])
        if people and names.has_surname(people) and not names.is_word(people):
            is_photographer = folded.rstrip(credit_values.EDGES).endswith("摄")
            kind = "supplier" if is_photographer else "author"
            author = None if is_photographer else people
            return Credits(author=author, kinds=frozenset({kind}), whole=True)
    maker = _maker(line, folded)
    if maker:
        return Credits(author=maker, kinds=frozenset({"author"}), whole=True)
    rest = credit_values.without_date(line)
    if rest is not None and (not rest or names.is_surely_outlet(rest)):
        date = parse_date(line, reference=reference, zone=zone)
        outlet = names.read_outlet(rest) if rest else None
        return Credits(
            publisher=outlet,
            published_at=date,
            kinds=frozenset({"date"}),
            whole=date is not None,
        )
    return NONE


def _maker(line: str, folded: str) -> str | None:
    """Return who made an article by a line such as 杨柳青/文 柳絮/图 or （县人社局杨柳青）."""
    made = _MADE.match(folded)
    if made:
        group = next(name for name, value in made.groupdict().items() if value)
        people = names.read_people(line[slice(*made.span(group))])
        return people if people and names.has_surname(people) else None
    sent_in = _SENT_IN.match(folded)
    sender = line[slice(*sent_in.span("sender"))] if sent_in else ""
    return sender if sender and names.is_sender(sender) else None


def _writers(value: str) -> str | None:
    """Return the people behind an author's label; who only photographed is none, a date neither."""
    if value.endswith((" 摄", " 攝", "\u3000摄")):
        return None
    rest = credit_values.without_date(value)
    return names.read_people(value if rest is None else rest)


def _is_supply(line: str) -> bool:
    """Whether a line only says which unit supplied it, or who took its pictures."""
    return _SUPPLIED.match(fold.fold(line)) is not None and _is_supplier(line)


def _is_supplier(line: str) -> bool:
    """Whether 供稿 or 摄 stands behind a unit or people, and not behind a clause."""
    supplier = line.strip(credit_values.EDGES)
    if not supplier.endswith(("摄", "攝")):
        return True
    people = names.read_people(supplier[:-1])
    return people is not None and names.has_surname(people)


def _gather(
    head: str, fields: list[credit_values.Field], reference: dt.datetime | None, zone: str
) -> Credits:
    """Return the fields' values; what stands before the first label may be a date and an outlet."""
    rest = credit_values.without_date(head)
    if head and (rest is None or not credit_values.is_short_head(rest)) and not _is_supply(head):
        return NONE
    date = parse_date(head, reference=reference, zone=zone) if head else None
    outlet = author = editor = None
    rank = 2
    if rest and not credit_values.HITS.fullmatch(rest) and not {":", "："} & set(rest):
        outlet = names.read_outlet(rest)
    for field in fields:
        if field.kind == "publisher":
            rest = credit_values.without_date(field.value)
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
