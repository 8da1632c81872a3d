"""Names of people and outlets as credits give them, or nothing where no one is named."""

import re

_NOBODY = frozenset(
    "admin administrator root webmaster editor user guest test default none null unknown anonymous author"
    " 佚名 未知 匿名 不详 无 暂无 本站 本网 本报 本刊 网络 互联网 网络整理 网络转载 来源网络 转载 原创 整理 综合 管理员 系统管理员 超级管理员"
    " 编辑 小编 编辑部 记者 作者 本站原创 本网站 网站管理员 信息员 发布者 未署名 官方 佚 站长 編輯 記者 綜合報導 综合报道".split()
)
_NO_OUTLET = frozenset(
    "本站 本网 本网站 本站原创 本刊 网络 互联网 未知 不详 无 暂无 转载 原创 整理 综合 网络整理 网络转载 来源网络 其他 其它 作者 admin"
    " 報導 报道 昨天 今天 前天 讯 訊 消息 unknown none null default 内部 外部 本部门 手工录入 自撰 发布 记者 编辑 原创稿".split()
)
_CODE = re.compile(r"[_ ]?(?<![A-Za-z])[A-Za-z]{1,5}\d{2,}\b|\S+@\S+|[（(][^（）()]{0,30}[）)]|\d{3,}")
_SPLIT = re.compile(r"[\s、，,;；/／|｜丨&＆·‧]+| and ")
_ROLE = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?(?:记者|記者|通讯员|通訊員|实习生|實習生|撰稿人|撰稿|评论员|評論員|文字|作者|编辑|編輯)(?:[:：]|(?=[\u4e00-\u9fff])|$)|^(?:整合|整理|综合|报道|報導)$"
)
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{1,4}(?:[·•‧][\u3400-\u9fff]{1,8})?|[\u3400-\u9fff]{5,6}")
_LATIN_NAME = re.compile(r"[A-Za-z][\w.'’-]{1,30}")
_LONGEST_OUTLET = 40
_MOST = 8


def people(text: str | None) -> str | None:
    """The people named in a credit's value, joined by 、, None where it names nobody.

    Staff codes, mail addresses and role words are dropped.

    >>> people("杨某某_NF4425"), people("记者 吴桐 通讯员 柳絮"), people("admin"), people("")
    ('杨某某', '吴桐、柳絮', None, None)
    """
    if not text or re.search(r"https?:|www\.", text):
        return None
    found: dict[str, None] = {}
    for part in _SPLIT.split(_CODE.sub(" ", text)):
        name = _ROLE.sub("", part.strip(" :：　-—_.。【】[]《》“”\"'"))
        if name and name.lower() not in _NOBODY and _is_name(name):
            found[name] = None
    joined = "、".join(found) if len(found) <= _MOST else ""
    return _pair_up(list(found)) or joined or None


def _is_name(text: str) -> bool:
    return _HAN_NAME.fullmatch(text) is not None or _LATIN_NAME.fullmatch(text) is not None


def _pair_up(names: list[str]) -> str | None:
    """Names of two characters that were set with a space inside: 李 迪 stays one name."""
    if len(names) < 2 or len(names) % 2 or any(len(name) > 1 for name in names):
        return None
    return "、".join(f"{first} {second}" for first, second in zip(names[::2], names[1::2], strict=True))


def outlet(text: str | None) -> str | None:
    """The outlet or unit that a source label names, None where it names none.

    >>> outlet(" 湖湾日报 "), outlet("本站"), outlet("《湖湾日报》"), outlet("点击：12")
    ('湖湾日报', None, '湖湾日报', None)
    """
    if not text:
        return None
    name = text.strip(" 　:：|｜-—_,，。;；【】[]")
    if name.startswith("《") and name.endswith("》") and name.count("《") == 1:
        name = name[1:-1]
    short = 1 < len(name) <= _LONGEST_OUTLET
    if not short or name.lower() in _NO_OUTLET or re.search(r"[:：]|https?|^\d[\d\s/.-]*$", name):
        return None
    return name
