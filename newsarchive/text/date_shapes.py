"""The shapes of dates and times of day, as patterns over text with plain digits."""

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAYS_AGO = {
    "今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "today": 0, "yesterday": 1,
}  # fmt: skip
DAY = 86_400
SECONDS = {
    "秒": 1, "秒钟": 1, "秒鐘": 1, "分": 60, "分钟": 60, "分鐘": 60,
    "小时": 3600, "小時": 3600, "个小时": 3600, "個小時": 3600, "天": DAY, "日": DAY,
    "周": 7 * DAY, "週": 7 * DAY, "星期": 7 * DAY,
}  # fmt: skip
AFTERNOON = frozenset({"下午", "晚上", "晚间", "晚間", "傍晚", "中午", "pm", "p.m."})
MORNING = frozenset({"上午", "凌晨", "早上", "清晨", "am", "a.m."})

_GAP = r"[ \t\u00a0\u3000]{0,3}"
_DIGIT_OF_YEAR = "[〇○Ｏ零一二三四五六七八九]"
_LABEL = r"(?:日期|時間|时间|[發发][布佈表文]|更新|上版|刊登|張貼|公告)[於于日期]{0,2}"


def _choices(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


DATE = re.compile(
    rf"""
      (?P<republic>(?:中[華华])?民[國国]{_GAP}(?P<roc_year>\d{{1,3}}|元){_GAP}[年./-]{_GAP}
          (?P<roc_month>\d{{1,2}}){_GAP}[月./-]{_GAP}(?P<roc_day>\d{{1,2}})(?!\d){_GAP}[日號号]?)
    | (?P<western>(?<!\d)(?P<year>\d{{4}}){_GAP}[-/.年_]{_GAP}(?P<month>\d{{1,2}}){_GAP}[-/.月_]{_GAP}
          (?P<day>\d{{1,2}})(?!\d){_GAP}[日号號]?)
    | (?P<compacted>(?<!\d)(?P<compact>(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d))
    | (?P<chinese>(?P<han_year>{_DIGIT_OF_YEAR}{{4}}){_GAP}年{_GAP}(?P<han_month>[元一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}
          (?P<han_day>[一二三四五六七八九十廿]{{1,3}}){_GAP}日)
    | (?P<bare_republic>(?:(?:^|(?<=[\[(（【〔]))\s{{0,9}}|{_LABEL}{_GAP}[:：]?{_GAP})
          (?P<bare_year>9\d|1[0-4]\d){_GAP}(?P<bare_mark>[-/.年]){_GAP}(?P<bare_month>\d{{1,2}}){_GAP}[-/.月]{_GAP}
          (?P<bare_day>\d{{1,2}})(?![-/.\d%]){_GAP}日?(?=$|[^\w]|(?<=日)))
    | (?P<english>\b(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<en_month>{_MONTH}),?[ -](?P<en_year>\d{{4}})(?!\d)
        | \b(?P<en_month2>{_MONTH})[ ](?P<en_day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<en_year2>\d{{4}})(?!\d))
    | (?P<yearless>(?<![\d年])(?P<short_month>\d{{1,2}}){_GAP}月{_GAP}(?P<short_day>\d{{1,2}}){_GAP}[日号號]
        | (?<![\d.:/-])(?P<short_month2>[01]\d)[-/](?P<short_day2>[0-3]\d)(?![-/.:\d%年名次人个個])(?!{_GAP}[月日分岁歲]))
    | (?P<day_word>(?P<word>{_choices(DAYS_AGO)}))
    | (?P<ago>(?<!\d)(?P<count>\d{{1,3}}){_GAP}(?P<unit>{_choices(SECONDS)})(?:以|之)?前)
    | (?P<just_now>刚刚|剛剛)
    """,
    re.VERBOSE | re.IGNORECASE,
)

TIME = re.compile(
    r"""
    [ \t\u00a0\u3000T,，|]{0,6}
    (?:[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?[ \t\u00a0\u3000,，]{0,3})?
    (?:at[ ])?
    (?P<before>上午|下午|凌晨|早上|清晨|中午|傍晚|晚上|晚间|晚間|am|pm)?[ \u00a0]{0,2}
    (?P<hour>\d{1,2})[ ]?(?:[:：][ ]?(?P<minute>\d{2})(?:[:：][ ]?(?P<second>\d{2})(?:[.,]\d{1,9})?)?
        |[时時點点](?:(?P<minute2>\d{1,2})分?(?:(?P<second2>\d{1,2})秒)?)?)(?!\d)
    [ ]?(?P<after>am|pm|a\.m\.|p\.m\.)?
    [ ]?(?P<offset>Z\b|UTC|GMT|[+-]\d{2}:?\d{2}(?!\d))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
