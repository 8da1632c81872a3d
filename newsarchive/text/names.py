"""Names of people and outlets as credits give them, or nothing where no one is named."""

import re

from newsarchive.text import fold, words
from newsarchive.text.han import HAN, SURNAMES

_NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "root",
        "webmaster",
        "editor",
        "user",
        "guest",
        "test",
        "default",
        "none",
        "null",
        "unknown",
        "anonymous",
        "author",
        "佚名",
        "佚",
        "未知",
        "匿名",
        "不详",
        "无",
        "暂无",
        "本站",
        "本网",
        "本报",
        "本刊",
        "网络",
        "互联网",
        "网络整理",
        "网络转载",
        "来源网络",
        "转载",
        "原创",
        "综合",
        "整理",
        "管理员",
        "系统管理员",
        "超级管理员",
        "网站管理员",
        "编辑",
        "小编",
        "编辑部",
        "记者",
        "通讯员",
        "作者",
        "责任编辑",
        "本站原创",
        "本网站",
        "信息员",
        "发布者",
        "未署名",
        "官方",
        "站长",
        "综合报道",
        "本站编辑",
        "网站编辑",
        "网络编辑",
        "摄",
        "图",
        "文",
        "文图",
        "图文",
        "网站",
    ]
)
_NO_OUTLET = _NOBODY | frozenset(
    [
        "其他",
        "其它",
        "内部",
        "外部",
        "本部门",
        "自撰",
        "原创稿",
        "手工录入",
        "昨天",
        "今天",
        "前天",
        "讯",
        "消息",
        "点击",
        "浏览",
        "字号",
    ]
)
_CODE = re.compile(
    r"[_ ]?(?<![A-Za-z])[A-Za-z]{1,5}\d{2,}\b|\S{1,60}@\S{1,60}|[（(][^（）()]{0,30}[）)]|\d{3,}"
)
_ROLE = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,8}?(?:记者|記者|通讯员|通訊員|实习生|實習生|评论员|評論員|撰稿人)|责任编辑|責任編輯|编辑|編輯|作者)(?:[:：]|(?=[\u4e00-\u9fff])|$)"
)
_SPLIT = re.compile(r"[\s、，,;；/／|｜丨&＆]+")
_HAN_NAME = re.compile(rf"[{HAN}]{{1,5}}(?:[·•‧][{HAN}]{{1,8}}){{0,3}}")
_LATIN_NAME = re.compile(r"[A-Za-z][\w.'’-]{1,30}")
_UNIT = re.compile(
    r"(?:公司|集团|学院|大学|中学|小学|办公室|编辑部|宣传部|委员会|工作站|中心|协会|[局厅处科室所院社报台网站委部办政府镇乡街道村会])$"
)
_SURE_UNIT = re.compile(
    r".{0,4}(?:办公室|编辑部|编辑组|宣传部|组织部|党政办|综合科|信息科|团委|工会)"
)
_TITLE = re.compile(r"(?:先生|女士|小姐|老师|同志|师傅|主任|书记|经理|医生|教授|局长|院长|校长)$")
_LONGEST = 80
_LONGEST_OUTLET = 40
_MOST = 12
_LONGEST_SURE_NAME = 3


def read_people(value: str) -> str | None:
    """Return the people that a credit names, joined by 、; None where it names no person.

    Staff codes, mail addresses and role words are dropped; units, 本站, 佚名 and admin are nobody.
    A name of two characters that is set wide keeps its space.

    >>> read_people("杨柳青_NF4425"), read_people("记者 吴桐 通讯员 柳絮")
    ('杨柳青', '吴桐、柳絮')
    >>> read_people("李 迪 陈 科")
    '李 迪、陈 科'
    >>> read_people("系统管理员"), read_people("区政府办公室"), read_people("")
    (None, None, None)
    """
    if len(value) > _LONGEST:
        return None
    names: dict[str, None] = {}
    for part in _SPLIT.split(_CODE.sub(" ", value)):
        name = _ROLE.sub("", part.strip(" :：-—_.。*·【】[]《》“”\"'()（）〔〕"))
        if name and not is_nobody(name):
            if not _is_name(name):
                return None
            names[name] = None
    if len(names) > _MOST:
        return None
    return "、".join(_set_wide(list(names))) or None


def is_nobody(name: str) -> bool:
    """Whether a name stands for no one: admin, 佚名, 本站."""
    return fold.fold(name) in _NOBODY


def has_surname(people: str) -> bool:
    """Whether every name begins with a common family name and has the length of one.

    >>> has_surname("吴桐、柳絮"), has_surname("您好")
    (True, False)
    """
    parts = people.replace(" ", "").split("、")
    return all(
        fold.fold(part[0]) in SURNAMES and 1 < len(part) <= _LONGEST_SURE_NAME + 1 for part in parts
    )


def is_surely_people(people: str) -> bool:
    """Whether every name has a family name, three characters, no title, and is no known word.

    >>> is_surely_people("杨柳青"), is_surely_people("安徽省"), is_surely_people("王先生")
    (True, False, False)
    """
    parts = people.replace(" ", "").split("、")
    return has_surname(people) and all(
        len(part) == _LONGEST_SURE_NAME
        and fold.fold(part) not in words.frequencies()
        and not _TITLE.search(fold.fold(part))
        for part in parts
    )


def _is_name(text: str) -> bool:
    folded = fold.fold(text)
    if _SURE_UNIT.fullmatch(folded) or (len(text) > _LONGEST_SURE_NAME and _UNIT.search(folded)):
        return False
    return _HAN_NAME.fullmatch(text) is not None or _LATIN_NAME.fullmatch(text) is not None


def _set_wide(names: list[str]) -> list[str]:
    """Return the names with lone characters joined in pairs: 李 迪 is one name."""
    if len(names) < 2 or len(names) % 2 or any(len(name) > 1 for name in names):  # noqa: PLR2004  pairs
        return [name for name in names if len(name) > 1]
    return [f"{first} {second}" for first, second in zip(names[::2], names[1::2], strict=True)]


def read_outlet(value: str) -> str | None:
    """Return the outlet or unit that a source label names, None where it names none.

    >>> read_outlet(" 《湖湾日报》 "), read_outlet("本站"), read_outlet("湖湾网 https://hw.example")
    ('湖湾日报', None, '湖湾网')
    """
    name = re.sub(r"(?:https?://|www\.)\S*", "", value).strip(
        " \t\u00a0\u3000:：,，、;；|｜丨/-—_·.。*"
    )
    name = re.sub(r"\s+", " ", name)
    bracketed = re.fullmatch(r"[《【\[“\"]([^《》【】\[\]“”\"]+)[》】\]”\"]", name)
    name = bracketed[1] if bracketed else name
    is_outlet = 1 < len(name) <= _LONGEST_OUTLET and fold.fold(name) not in _NO_OUTLET
    return name if is_outlet and re.search(r"[^\W\d_]", name) else None
