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
    r"(?:公司|集团|学院|大学|中学|小学|办公室|编辑部|宣传部|委员会|工作站|中心|协会|[局厅处科室所院社报台网站委部办政府镇乡街村会]|(?<!报)道)$"
)
_SURE_UNIT = re.compile(
    r".{0,4}(?:办公室|编辑部|编辑组|宣传部|组织部|党政办|综合科|信息科|团委|工会)"
)
_PARTY = re.compile(
    r"(?:编辑组|融媒|融媒体|传媒|频道|客户端|发布|视觉|工作室|文化|影像|新媒体|运营|党委|团委|工会|协会|[报刊网社台站组队班团会联馆园店厂矿县市区省旗盟州])$"
)
_HAS_VERB = re.compile(r"^[由须请各应经将被]|负责")
_LONGEST_PARTY = 24
_SURE_OUTLET = re.compile(
    r".{0,12}(?:日报|晚报|早报|都市报|时报|周报|新闻网|电视台|广播电台|新华社|新华网|人民网|央视新闻|央视网|融媒体?|融媒体?中心"
    r"|传媒|客户端|发布|视觉中国|[\u4e00-\u9fff]{2}[网报社台])"
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


def may_be_credited(value: str) -> bool:
    """Whether a value may stand behind a credit label: people, a stand-in for them, units, a code.

    A clause, a heading and a span of days may not.

    >>> may_be_credited("杨柳青、柳絮"), may_be_credited("区水务局办公室"), may_be_credited("admin")
    (True, True, True)
    >>> may_be_credited("一个让人敬重的职业"), may_be_credited("维持原判"), may_be_credited("由镇里负责")
    (False, False, False)
    """
    parts = (
        _ROLE.sub("", part.strip(" :：-—_.。*·【】[]《》“”\"'()（）〔〕"))
        for part in _SPLIT.split(_CODE.sub(" ", value))
    )
    return all(not part or _is_party(part) for part in parts)


def _is_party(name: str) -> bool:
    folded = fold.fold(name)
    if is_nobody(name) or (not _HAN_NAME.fullmatch(name) and _LATIN_NAME.fullmatch(name)):
        return True
    if _HAN_NAME.fullmatch(name):
        if "·" in name or (folded[0] in SURNAMES and len(name) <= _LONGEST_SURE_NAME):
            return True
        pieces = words.split(folded)
        if len(name) <= _LONGEST_SURE_NAME + 1 and any(len(piece) == 1 for piece in pieces):
            return True
    is_unit = _UNIT.search(folded) or _PARTY.search(folded)
    return bool(is_unit) and len(name) <= _LONGEST_PARTY and not _HAS_VERB.search(folded)


def is_word(people: str) -> bool:
    """Whether what was read as one name is a known word, such as 文章."""
    return fold.fold(people) in words.frequencies()


def is_sender(name: str) -> bool:
    """Whether a name behind a unit is a person's, and no part of the unit.

    >>> is_sender("杨柳青"), is_sender("宣传部"), is_sender("安监站"), is_sender("局长")
    (True, False, False, False)
    """
    folded = fold.fold(name)
    is_unit = _UNIT.search(folded) or _PARTY.search(folded) or _TITLE.search(folded)
    return has_surname(name) and not is_word(name) and not is_unit


def is_surely_outlet(value: str) -> bool:
    """Whether a value is the name of a newspaper, an agency, a station or a news site.

    >>> is_surely_outlet("湖湾日报"), is_surely_outlet("三等奖2名")
    (True, False)
    """
    return all(_SURE_OUTLET.fullmatch(one) for one in fold.fold(value).split("、"))


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
