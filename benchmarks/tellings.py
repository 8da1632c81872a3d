"""A corpus of made-up articles of which it is known who tells the same.

The words are made by a chain over pairs of characters of real pages, so that characters and their
sequences are as frequent as in real news; one sentence in twenty is a real one, as set phrases are.
"""

import dataclasses
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import opencc
from pypinyin import Style, pinyin

LENGTHS = (250, 500, 800, 800, 1200, 2500)
FORMULAS = 300
DAYS = 3650


@dataclasses.dataclass(frozen=True, slots=True)
class Telling:
    """A text, the story that it tells, the day on which it does, and how it was made."""

    text: str
    story: str
    day: int
    case: str


class Author:
    """Writes new sentences in the manner of those that it has read."""

    def __init__(self, said: Sequence[str], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - reproducible
        self._next: dict[str, list[str]] = defaultdict(list)
        for sentence in said:
            for start in range(len(sentence) - 2):
                self._next[sentence[start : start + 2]].append(sentence[start + 2])
        self._beginnings = [sentence[:2] for sentence in said]
        short = [sentence for sentence in said if len(sentence) <= 40]  # noqa: PLR2004 - set phrases
        self._formulas = self.chance.sample(short, min(FORMULAS, len(short)))

    def sentence(self) -> str:
        """Return a sentence that ends with a full stop."""
        if self.chance.random() < 0.05:  # noqa: PLR2004 - one in twenty
            return self.chance.choice(self._formulas)
        made = self.chance.choice(self._beginnings)
        while len(made) < 120 and made[-2:] in self._next:  # noqa: PLR2004 - a long sentence
            made += self.chance.choice(self._next[made[-2:]])
            if made[-1] in "。！？":
                return made
        return made + "。"

    def words(self, length: int) -> str:
        """Return a few characters without punctuation."""
        found = ""
        while len(found) < length:
            found += "".join(char for char in self.sentence() if char.isalnum())
        return found[:length]

    def paragraphs(self, length: int) -> list[str]:
        """Return paragraphs of about `length` characters together."""
        made = [""]
        while sum(map(len, made)) < length:
            made[-1] += self.sentence()
            if len(made[-1]) > self.chance.randint(80, 300):
                made.append("")
        return [paragraph for paragraph in made if paragraph]

    def perhaps(self, rate: float) -> "Sequence[Retelling]":
        """Return a way to retell a whole text, or none."""
        return self.chance.choices(WHOLE, k=1) if self.chance.random() < rate else ()

    def number(self, low: int, high: int) -> str:
        """Return a number."""
        return str(self.chance.randint(low, high))


def mirror(text: str, author: Author) -> str:
    """Return the text as a mirror in the other script has it: with pinyin and lost characters."""
    chance = author.chance
    rate, lost = chance.choice((0.0, 0.1, 0.5)), chance.choice((0.005, 0.01, 0.03))
    made = []
    for char in _traditional.convert(text):
        is_han = "一" <= char <= "鿿"
        if is_han and chance.random() < lost:
            continue
        made.append(char)
        if is_han and chance.random() < rate:
            made.append(f"({pinyin(char, style=Style.TONE)[0][0]})")
    return "".join(made)


def cut(text: str, author: Author) -> str:
    """Return the first half of a text, more or less."""
    return text[: round(len(text) * author.chance.uniform(0.45, 0.7))]


def wrapped(text: str, author: Author) -> str:
    """Return a text with an outlet's lines before and after it."""
    intro = author.sentence()[: author.chance.randint(10, 50)]
    date = f"2023-{author.number(1, 12)}-{author.number(1, 28)}"
    return f"{intro}\n{text}\n来源：{author.words(4)}日报 {date}　责任编辑：{author.words(3)}"


def edited(text: str, author: Author) -> str:
    """Return a text of which an editor left out one paragraph and reworded some places."""
    paragraphs = text.split("\n")
    if len(paragraphs) > 3:  # noqa: PLR2004 - enough is left
        del paragraphs[author.chance.randrange(1, len(paragraphs))]
    made = list("\n".join(paragraphs))
    for _ in range(len(made) // 200):
        at = author.chance.randrange(len(made) - 3)
        if not any(char.isdecimal() or char == "\n" for char in made[at : at + 2]):
            made[at : at + 2] = author.words(2)
    return "".join(made)


def cut_mirror(text: str, author: Author) -> str:
    """Return the first half of a mirror's text."""
    return cut(mirror(text, author), author)


def wrapped_mirror(text: str, author: Author) -> str:
    """Return a mirror's text with lines before and after it."""
    return wrapped(mirror(text, author), author)


def wrapped_cut(text: str, author: Author) -> str:
    """Return the first half of a text with lines before and after it."""
    return wrapped(cut(text, author), author)


Retelling = Callable[[str, Author], str]
RETELLINGS: tuple[Retelling, ...] = (
    mirror,
    cut,
    wrapped,
    edited,
    cut_mirror,
    wrapped_mirror,
    wrapped_cut,
)
WHOLE: tuple[Retelling, ...] = (mirror, wrapped, wrapped_mirror)
_traditional = opencc.OpenCC("s2t")


def corpus(author: Author, *, size: int) -> list[Telling]:
    """Return at least `size` articles in an order by chance."""
    made: list[Telling] = []
    while len(made) < size:
        for case in (*[reposts] * 120, *[bulletins] * 3, *[series] * 3, *[yearly] * 3):
            made += case(author, f"{case.__name__}{len(made)}")
        for case in (*[notices] * 4, *[digest] * 4, *[coverage] * 8):
            made += case(author, f"{case.__name__}{len(made)}")
    author.chance.shuffle(made)
    return made


def reposts(author: Author, story: str) -> Iterator[Telling]:
    """Yield an article and up to three retellings of it."""
    text = "\n".join(author.paragraphs(author.chance.choice(LENGTHS)))
    yield from _told(
        author,
        story,
        text,
        author.chance.choices(RETELLINGS, k=author.chance.choice((0, 1, 1, 2, 3))),
    )


def _told(
    author: Author, story: str, text: str, ways: Sequence[Retelling], day: int | None = None
) -> Iterator[Telling]:
    at = author.chance.randrange(DAYS) if day is None else day
    yield Telling(text, story, at, "original")
    for retell in ways:
        yield Telling(
            retell(text, author), story, at + author.chance.randint(0, 3), retell.__name__
        )


def bulletins(author: Author, story: str) -> Iterator[Telling]:
    """Yield a daily bulletin of some weeks; some of its days are told by others too."""
    template = author.chance.choice(BULLETINS)
    place, first = author.words(3), author.chance.randrange(DAYS)
    closing = "".join(author.sentence() for _ in range(author.chance.randrange(3)))
    for day in range(first, first + 40):
        text = filled(template, author, place, day) + closing
        ways = author.perhaps(0.2)
        yield from _told(author, f"{story}/{day}", text, ways, day)


def filled(template: str, author: Author, place: str, day: int) -> str:
    """Return a bulletin after a pattern."""
    number = author.number
    return template.format(
        place=place,
        month=day // 30 % 12 + 1,
        date=day % 30 + 1,
        sky=author.chance.choice(("晴", "多云", "阴", "小雨", "晴转多云", "多云转阴")),
        wind=author.chance.choice(("东北", "东南", "西北", "偏南")),
        low=number(-5, 15),
        high=number(16, 38),
        aqi=number(20, 180),
        pm=number(8, 120),
        ozone=number(30, 200),
        new=number(0, 40),
        all=number(100, 9000),
    )


BULLETINS = tuple(
    "".join(lines)
    for lines in (
        (
            "{place}气象台{month}月{date}日16时发布天气预报：今天夜间到明天白天{sky}，",
            "{wind}风2到3级，最低气温{low}度，最高气温{high}度，相对湿度百分之{pm}，",
            "请市民注意增减衣物。",
        ),
        (
            "{month}月{date}日，{place}空气质量指数为{aqi}，首要污染物为细颗粒物，",
            "浓度为每立方米{pm}微克，臭氧浓度为每立方米{ozone}微克。",
            "预计未来三天扩散条件一般，以良为主，敏感人群请减少户外活动。",
        ),
        (
            "{month}月{date}日0时至24时，{place}无新增本土病例，新增输入病例{new}例，",
            "均已转入定点医院治疗。截至{month}月{date}日24时，累计报告病例{all}例，",
            "现有密切接触者均在医学观察。",
        ),
        (
            "昨日（{date}日），{place}水库水位{aqi}.{pm}米，入库流量每秒{high}立方米，",
            "出库流量每秒{new}立方米，蓄水量{all}万立方米，水质保持稳定，供水正常。",
        ),
        (
            "{place}农贸市场{month}月{date}日菜价：白菜每斤{low}角，土豆每斤{high}角，",
            "猪肉每斤{pm}元，鸡蛋每斤{new}元，草鱼每斤{high}元，货源充足，价格平稳。",
        ),
    )
)


def series(author: Author, story: str) -> Iterator[Telling]:
    """Yield the lists of names of a series, with the same words before them."""
    opening = "".join(author.paragraphs(author.chance.choice((80, 200, 400))))
    closing = author.sentence()
    for number, batch in enumerate("一二三四五"):
        names = "、".join(
            author.words(author.chance.choice((2, 3, 3)))
            for _ in range(author.chance.randint(5, 60))
        )
        text = f"{opening}现将第{batch}批名单公布如下：\n{names}\n{closing}"
        ways = author.perhaps(0.3)
        yield from _told(author, f"{story}/{number}", text, ways)


def yearly(author: Author, story: str) -> Iterator[Telling]:
    """Yield the notices of three years, alike but for dates and numbers."""
    paragraphs = author.paragraphs(author.chance.choice((300, 800)))
    for year in (2021, 2022, 2023):
        dated = [
            f"{paragraph}{year}年{author.number(1, 12)}月{author.number(1, 28)}日前报送。"
            for paragraph in paragraphs
        ]
        ways = author.perhaps(0.3)
        yield from _told(author, f"{story}/{year}", "\n".join(dated), ways)


def notices(author: Author, story: str) -> Iterator[Telling]:
    """Yield short notices after one pattern for several places, some of them told by others too."""
    for number in range(6):
        road, other = author.words(2), author.words(2)
        date, hours = (f"{author.number(1, 12)}月{author.number(1, 28)}日", "{}时至{}时")
        when = date + hours.format(author.number(6, 10), author.number(15, 22))
        text = (
            f"因供水管道检修，{when}，{road}路、{other}街一带停水，"
            "请用户提前储水，不便之处敬请谅解。"
        )
        ways = author.perhaps(0.5)
        yield from _told(author, f"{story}/{number}", text, ways)


def digest(author: Author, story: str) -> Iterator[Telling]:
    """Yield several short articles and the week's digest that holds all of them."""
    items = [
        "\n".join(author.paragraphs(author.chance.choice((100, 200))))
        for _ in range(author.chance.randint(4, 6))
    ]
    at = author.chance.randrange(DAYS)
    for number, item in enumerate(items):
        yield Telling(item, f"{story}/{number}", at, "original")
    yield Telling("\n".join(items), f"{story}/all", at + 2, "digest")


def coverage(author: Author, story: str) -> Iterator[Telling]:
    """Yield two reports of one event that share quotations but tell it in their own words."""
    shared = author.paragraphs(150)
    for number in range(2):
        own = author.paragraphs(400)
        own[1:1] = shared
        yield Telling(
            "\n".join(own), f"{story}/{number}", author.chance.randrange(DAYS), "coverage"
        )
