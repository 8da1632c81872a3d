"""The shapes of dates and times of day, as patterns over text with plain digits."""

import re
from collections.abc import Iterable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAYS_AGO = {
    "今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "大前天": 3, "today": 0, "yesterday": 1,
}  # fmt: skip
DAY = 86_400
SECONDS = {
    "秒": 1, "秒钟": 1, "秒鐘": 1, "分": 60, "分钟": 60, "分鐘": 60,
    "小时": 3600, "小時": 3600, "个小时": 3600, "個小時": 3600, "天": DAY, "日": DAY,
    "周": 7 * DAY, "週": 7 * DAY, "星期": 7 * DAY, "个星期": 7 * DAY, "個星期": 7 * DAY,
    "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": DAY, "week": 7 * DAY,
}  # fmt: skip

_EVENING, _NIGHT = frozenset(range(17, 25)), frozenset([*range(6), *range(18, 25)])
HOURS = {
    "凌晨": frozenset(range(7)), "清晨": frozenset(range(4, 10)), "早上": frozenset(range(4, 12)),
    "上午": frozenset(range(12)), "中午": frozenset(range(10, 15)), "下午": frozenset(range(12, 20)),
    "傍晚": frozenset(range(16, 21)), "晚上": _EVENING, "晚间": _EVENING, "晚間": _EVENING,
    "夜间": _NIGHT, "夜間": _NIGHT, "夜里": _NIGHT, "深夜": _NIGHT,
    "am": frozenset(range(12)), "pm": frozenset(range(12, 24)),
}  # fmt: skip
"""The hours of the day, to the 24th, that a word said with a time leaves possible."""

ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "hkt": 8, "jst": 9, "kst": 9,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours east of Greenwich; CST is missing, since Java's dates mean China's by it and others
America's."""

_GAP = r"[ \t\u00a0\u3000]{0,3}"
_DIGIT_OF_YEAR = "[〇○ＯO零一二三四五六七八九]"
_HAN_NUMBER = "[〇○零一二三四五六七八九十百]"
_MONTH_AND_DAY = (
    rf"{_GAP}年{_GAP}(?P<NAME_month>[元一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}"
    rf"(?P<NAME_day>[一二三四五六七八九十廿]{{1,3}}){_GAP}日"
)
_END_OF_DAY = r"(?:(?!\d)|(?=\d\d:\d\d))"
"""The day ends, or a time of two digits follows at once, as where elements were joined."""
_ALONE = r"(?=\s{0,9}(?:\d{1,2}:\d\d(?::\d\d)?)?\s{0,9}[\])）】〕]?\s{0,9}$)"
_LABEL = r"(?:日期|時間|时间|[發发][布佈表文]|更新|上版|刊登|張貼|公告)[於于日期]{0,2}"


def _choices(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


DATE = re.compile(
    rf"""
      (?P<republic>民[國国]{_GAP}(?P<roc_year>\d{{1,3}}|元){_GAP}[年./-]{_GAP}
          (?P<roc_month>\d{{1,2}}){_GAP}[月./-]{_GAP}(?P<roc_day>\d{{1,2}}){_END_OF_DAY}{_GAP}[日號号]?)
    | (?P<han_republic>民[國国]{_GAP}(?P<roc_han_year>元|{_HAN_NUMBER}{{1,6}}){_MONTH_AND_DAY.replace("NAME", "roc_han")})
    | (?P<western>(?<!\d)(?P<year>\d{{4}}){_GAP}[-/.年_]{_GAP}(?P<month>\d{{1,2}}){_GAP}[-/.月_]{_GAP}
          (?P<day>\d{{1,2}}){_END_OF_DAY}{_GAP}[日號号]?)
    | (?P<compacted>(?<!\d)(?P<compact>(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])){_END_OF_DAY})
    | (?P<chinese>(?P<han_year>{_DIGIT_OF_YEAR}{{4}}){_MONTH_AND_DAY.replace("NAME", "han")})
    | (?P<bare_republic>(?:(?:^|(?<=[\[(（【〔]))\s{{0,9}}(?P<unlabelled>)|{_LABEL}{_GAP}[:：]?{_GAP})
          (?P<bare_year>9\d|1[0-4]\d){_GAP}[-/.年]{_GAP}(?P<bare_month>\d{{1,2}}){_GAP}[-/.月]{_GAP}
          (?P<bare_day>\d{{1,2}})(?![-/.\d%]){_GAP}日?(?(unlabelled){_ALONE}|(?=$|[^\w]|(?<=日))))
    | (?P<english>\b(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<en_month>{_MONTH}),?[ -](?P<en_year>\d{{4}})(?!\d)
        | \b(?P<en_month2>{_MONTH})[ ]{{1,2}}(?P<en_day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<en_year2>\d{{4}})(?!\d))
    | (?P<unix>\b(?P<unix_month>{_MONTH})[ ]{{1,2}}(?P<unix_day>\d{{1,2}})
          (?=[ ]\d\d:\d\d:\d\d[ ](?:[A-Z]{{2,4}}[ ])?(?P<unix_year>\d{{4}})(?!\d)))
    | (?P<yearless>(?<![\d年])(?P<short_month>\d{{1,2}}){_GAP}月{_GAP}(?P<short_day>\d{{1,2}}){_GAP}[日号號]
        | (?<![\d.:/-])(?P<short_month2>[01]\d)[-/](?P<short_day2>[0-3]\d)(?![-/.:\d%年名次人个個])(?!{_GAP}[月日分岁歲]))
    | (?P<day_word>(?P<word>{_choices(DAYS_AGO)}))
    | (?P<ago>(?<![\d.])(?P<count>\d{{1,3}}|半){_GAP}(?P<unit>{_choices(SECONDS)})(?:(?:以|之)?前|s?[ ]ago\b))
    | (?P<just_now>刚刚|剛剛)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The shapes of a date, each a group by its name."""

TIME = re.compile(
    rf"""
    (?:[ \t\u00a0\u3000,，|]{{0,6}}|[ ]?(?P<iso>T))
    (?:[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?[ \t\u00a0\u3000,，]{{0,3}})?
    (?:at[ ])?
    (?P<before>{_choices(HOURS)})?[ \u00a0]{{0,2}}
    (?P<hour>\d{{1,2}})[ ]?(?:
        [:：][ ]?(?P<minute>\d{{2}})(?:[:：][ ]?(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?
        |[时時點点](?![击擊阅閱])(?:(?P<minute2>\d{{1,2}})分?(?:(?P<second2>\d{{1,2}})秒)?)?
    )(?!\d)
    [ ]?(?P<after>am|pm|a\.m\.|p\.m\.)?
    (?:[ ]?(?P<offset>
        (?:UTC|GMT)[+-]\d{{1,2}}(?::?\d\d)?(?!\d)
        |(?P<named>Z|{_choices(ZONES)})(?![A-Za-z])
        |[+]\d\d(?::?\d\d)?(?!\d)
        |(?(iso)|(?(second)|(?!)))-\d\d:?\d\d(?![\d:])
    ))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A time of day behind a date. A minus begins an offset only behind seconds or in ISO's form: 09:00-11:30 is
the span of a meeting."""
