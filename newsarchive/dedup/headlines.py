"""Headlines of series: whether two differ only in the number or the day of the issue.

A daily bulletin may say the same words as yesterday's, and a list of names may come in parts whose
texts hardly differ; only the headline tells them apart. A repost with another headline has other
words there, or the same figures.
"""

import re

from newsarchive.text.dates import chinese_number
from newsarchive.text.fold import fold

_FIGURE = re.compile(
    r"[0-9]+|[零〇○一二两三四五六七八九十百千万亿廿]+"
    r"|(?<=[周期])[日天]"  # 星期日, beside 星期一
    r"|首(?=[批次届期轮])"
    r"|[上中下](?=旬|篇|集|半年|半月)|(?<=\()[上中下续完](?=\))"
)
_READABLE = frozenset("零〇○一二三四五六七八九十百廿")
_BESIDE = re.compile(r"[\W_]+")
_PLACE = "#"


def issue(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a headline without its figures, a `#` in the place of each, and the figures.

    Script, width, punctuation and the way in which a number is written do not matter.

    >>> issue("湖湾空气日报（6月3日）第十二期") == issue("湖灣空氣日報 ６月０３日 第12期")
    True
    >>> issue("拟录用人员名单（第二批）")
    ('拟录用人员名单第#批', ('2',))
    """
    folded = fold(title)
    pieces = [_BESIDE.sub("", piece) for piece in _FIGURE.split(folded)]
    return _PLACE.join(pieces), tuple(map(_value, _FIGURE.findall(folded)))


def is_another_issue(one: str, other: str) -> bool:
    """Return whether two headlines are alike but for their figures.

    >>> is_another_issue("青溪天气预报（6月3日）", "青溪天气预报（6月4日）")
    True
    >>> is_another_issue("青溪天气预报（6月3日）", "青溪明天有雨"), is_another_issue("通知", "通知")
    (False, False)
    """
    words, figures = issue(one)
    other_words, other_figures = issue(other)
    return words == other_words and figures != other_figures


def _value(figure: str) -> str:
    if figure.isdecimal():
        return figure.lstrip("0")
    plain = figure.replace("两", "二").replace("首", "一")
    return str(chinese_number(plain) or "") if _READABLE.issuperset(plain) else plain
