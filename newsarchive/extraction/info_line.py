"""Credits in the lines around headline and body: labelled ones, and shapes without labels.

Labelled lines are read by `newsarchive.text.credits`. The shapes here occur only where a page
shows them apart from its text: a date with bare names behind it, an agency's bracketed line.
"""

import dataclasses
import re

from newsarchive.extraction import phrases
from newsarchive.extraction.lines import is_byline
from newsarchive.extraction.phrases import any_of
from newsarchive.text import fold, labels
from newsarchive.text.credits import read_credits
from newsarchive.text.names import read_outlet, read_people

_HAN = re.compile("[\u3400-\u9fff]+")
_WIRE = re.compile(
    r"【(?P<source>[^【】╱/／‧・·]{2,14})[╱/／‧・·](?:本報|特派)?(?:記者|记者)(?P<author>[^【】╱/／‧]{2,20})[╱/／‧]"
)
_WRITTEN = re.compile(
    r"^【撰文[/／‧・·](?:本報|特派)?(?:記者|记者)?(?P<author>[^【】╱/／‧・·]{2,20})(?:[╱/／].*)?】"
)
_REPORT = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<author>[\u4e00-\u9fff]{2,4})[/／╱][\u4e00-\u9fff]{2,5}報導"
)
_UNLABELLED = re.compile(
    r"^\W*(?:(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?:[\s·|｜/-]+|(?<=:\d\d)(?=[\u4e00-\u9fff]))(?P<rest>\D.*)$"
)
_LABELLED = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
_ASIDE = re.compile(r"\[[^\]]*\]|[（(][^）)]*[)）]")
_HITS = re.compile(r"(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論)[量数數]?\s*\d+.*$")
_UNIT = re.compile(r"[报報网網社台臺办辦局院校站部厅廳会會所司中心传媒頻道频道号號刊]$")
_SOURCE = re.compile(
    rf"(?:{'|'.join(labels.KINDS['publisher'])})\s*[:：丨｜|]\s*((?:[（(][^\s（）()]*[)）]|[^\s|｜】\])）])+)"
)
_BUTTONS = re.compile(
    r"(?<=..)(?:举报|舉報|参与互动|我要评论|评论|分享|收藏|关注|打印|纠错|订阅|投稿)+$"
)
"""What stands behind an outlet's name without a space where each is an element of its own."""
_BY = re.compile(rf"^(?:{any_of(phrases.BYLINE)}):?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|&|\b(?:and|und|e|et|y)\b)\s*")
_FOREIGN_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){0,2} [A-ZÀ-Þ][\w.'’-]+")
_BULLETS = " \t\u00a0\u3000.·•-—"
_NAME_LENGTH = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Info:
    """What one line credits; None for each thing it does not name."""

    publisher: str | None = None
    author: str | None = None
    editor: str | None = None


def read_info(line: str) -> Info:
    """The credits in an info or editor line.

    >>> read_info("2023-06-02 09:15 来源： 湖湾日报 作者：吴桐 柳絮 点击：119")
    Info(publisher='湖湾日报', author='吴桐、柳絮', editor=None)
    >>> read_info("（责任编辑：白桦_NB12）").editor
    '白桦'
    >>> read_info("【湖灣晚報╱記者林木森╱即時報導】")
    Info(publisher='湖灣晚報', author='林木森', editor=None)
    >>> read_info("By Lin Wutong and Bai Hua").author
    'Lin Wutong、Bai Hua'
    >>> read_info("2023-06-02 09:15 湖湾县融媒体中心").publisher
    '湖湾县融媒体中心'
    >>> read_info("2023-06-02 09:15:30湖湾融媒阅读 1286").publisher
    '湖湾融媒'
    """
    wire = _WIRE.search(line)
    if wire and fold.fold(wire["source"]) not in labels.ALL:
        return Info(read_outlet(wire["source"]), read_people(wire["author"]))
    found = read_credits(line.lstrip(_BULLETS))
    if found.publisher or found.author or found.editor:
        return Info(_source(line) or found.publisher, found.author, found.editor)
    if is_byline(line):
        return Info(author=_foreign_names(line))
    report = _WRITTEN.search(line) or _REPORT.search(line)
    if report:
        return Info(author=read_people(report["author"]))
    return _read_unlabelled(line)


def _foreign_names(byline: str) -> str | None:
    """The people of a byline in another language, each of two to four words."""
    parts = _AND.split(_BY.sub("", byline))
    names = [part.strip() for part in parts if part.strip()]
    people = all(_FOREIGN_NAME.fullmatch(name) for name in names)
    return "、".join(names) if names and people else None


def _source(line: str) -> str | None:
    """The outlet behind a source label, up to white space or the next label."""
    labelled = _SOURCE.search(fold.fold(line))
    if labelled is None:
        return None
    value = line[labelled.start(1) : labelled.end(1)]
    following = labels.LABEL.finditer(fold.fold(value))
    end = next((f.start() for f in following if f["mark"] and len(f["label"]) > 1), len(value))
    return read_outlet(_BUTTONS.sub("", value[:end]))


def _read_unlabelled(line: str) -> Info:
    """Credits of a line that is a date and then bare names, as VSB and many news sites have it.

    One longer name is an outlet, several short ones are authors.
    """
    match = _UNLABELLED.match(_ASIDE.sub(" ", line))
    if match is None or _LABELLED.search(match["rest"]):
        return Info()
    tokens = [t for t in _HITS.sub("", match["rest"]).split() if not t.isdigit()]
    if not tokens or not _HAN.search(tokens[0]):
        return Info()
    is_unit = _UNIT.search(tokens[0]) is not None
    short = all(len(token) <= _NAME_LENGTH and _HAN.fullmatch(token) for token in tokens)
    if len(tokens) > 1 and short and not is_unit:
        return Info(author=read_people(" ".join(tokens)))
    if is_unit or len(tokens[0]) >= _NAME_LENGTH:
        return Info(publisher=read_outlet(tokens[0]))
    return Info()
