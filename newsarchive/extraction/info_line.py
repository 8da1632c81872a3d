"""The info line: date, source, author and editor as shown around the headline and below the body.

Labels and shapes are those of SITES.md, section 7. A value ends at the next label, at a
bracket, or (an outlet) at white space.
"""

import dataclasses
import re

from newsarchive.extraction.people import outlet, people

_SOURCE = "信息来源 文章来源 新闻来源 稿件来源 资料来源 本文来源 来源于 来源 稿源 出处 发布机构 发布单位 发文机关 发文单位 信息提供单位 信息来源 供稿单位 投稿部门 发布部门 信息來源 訊息來源 資料來源 稿件來源 新聞來源 文章來源 來源 發布機構 發佈機構 發布單位 發文機關".split()
_AUTHOR = "作者 本报记者 本网记者 见习记者 记者 通讯员 撰稿人 撰稿 撰文 采写 文字 执笔 記者 撰稿人 採訪 通訊員 文/图 图/文 图文 by".split()
_EDITOR = "责任编辑 责编 网站编辑 网络编辑 本文编辑 值班编辑 编辑 責任編輯 責編 網站編輯 編輯".split()
_OTHER = "发布时间 发布日期 发表时间 发表日期 发布于 发表于 时间 日期 成文日期 产生日期 生成日期 发文日期 上载日期 公开日期 更新时间 更新日期 编辑时间 采编时间 發布時間 發佈時間 發布日期 發佈日期 發表時間 時間 成文日期 更新時間 浏览次数 浏览量 浏览 访问量 阅读量 阅读次数 阅读数 阅读 点击数 点击量 点击率 点击次数 点击 已浏览 人气 瀏覽次數 瀏覽 點擊 點閱 閱讀 字号 字体 字體 字號 分类 所属分类 栏目 标签 索引号 文号 发文字号 主题分类 有效性 主题词 审核 审核人 审签 签发 校对 核稿 复核 一审 二审 三审 初审 终审 摄影 供稿 供图 图片 打印 分享 评论 地区 地區 上传 录入 信息录入 发布人 监制 策划 统筹 我要纠错 纠错 视力保护色 主编 总编".split()
_EDITOR_RANK = {"责任编辑": 3, "責任編輯": 3, "责编": 2, "責編": 2}


def _alternatives(labels: list[str]) -> str:
    ordered = sorted(set(labels), key=len, reverse=True)
    return "|".join(r"\s*".join(map(re.escape, label.replace(" ", ""))) for label in ordered)


_ALL = _alternatives([*_SOURCE, *_AUTHOR, *_EDITOR, *_OTHER])
_LABEL = re.compile(rf"(?P<label>{_ALL})\s*(?:[:：丨｜╱]|(?<=辑)\s(?=\S)|(?<=輯)\s(?=\S))\s*", re.IGNORECASE)
_UNLABELLED = re.compile(
    r"^\W*(?:(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?)(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[\s·|｜/-]+(?P<rest>\D.*)$"
)
_UNIT = re.compile(r"[报報网網社台臺办辦局院校站部厅廳会會所司中心传媒頻道频道号號刊]$")
_STOP = re.compile(r"[|｜】\]〕］]|[）)](?=\s|$)|\s(?:19|20)\d\d[-/.年]|返回|查看更多|点击|打印|关闭")
_HAN = re.compile("[\u3400-\u9fff]+")
_WIRE = re.compile(
    r"【(?P<source>[^【】╱/／‧・·]{2,14})[╱/／‧・·](?:本報|特派)?(?:記者|记者)(?P<author>[^【】╱/／‧]{2,20})[╱/／‧]"
)
_REPORT = re.compile(r"(?<![\u4e00-\u9fff])(?P<author>[\u4e00-\u9fff]{2,4})[/／╱][\u4e00-\u9fff]{2,5}報導")


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
    >>> read_info("2023-06-02 09:15 湖湾县融媒体中心").publisher
    '湖湾县融媒体中心'
    """
    wire = _WIRE.search(line)
    if wire:
        return Info(outlet(wire["source"]), people(wire["author"]))
    report = _REPORT.search(line)
    publisher = author = editor = None
    rank = 0
    for label, value in _fields(line):
        if label in _SOURCES and publisher is None:
            publisher = outlet(value.split()[0] if value.split() else "")
        elif label in _AUTHORS and author is None:
            author = people(value)
        elif label in _EDITORS and _EDITOR_RANK.get(label, 1) > rank:
            editor, rank = people(value) or editor, _EDITOR_RANK.get(label, 1)
    if author is None and report:
        author = people(report["author"])
    if publisher is author is editor is None:
        return _read_unlabelled(line)
    return Info(publisher, author, editor)


def _read_unlabelled(line: str) -> Info:
    """Credits of a line that is a date and then bare names, as VSB and many news sites have it.

    One longer name is an outlet, several short ones are authors.
    """
    match = _UNLABELLED.match(line)
    if match is None or _LABEL.search(line):
        return Info()
    rest = re.sub(r"\[[^\]]*\]|[（(][^）)]*[)）]", " ", match["rest"])
    tokens = [token for token in rest.split() if not token.isdigit()]
    if not tokens or not _HAN.search(tokens[0]):
        return Info()
    if len(tokens) > 1 and not _UNIT.search(tokens[0]) and all(len(token) <= 4 and _HAN.fullmatch(token) for token in tokens):  # noqa: PLR2004
        return Info(author=people(" ".join(tokens)))
    if len(tokens[0]) > 3 or _UNIT.search(tokens[0]):  # noqa: PLR2004 - three characters are a person's name
        return Info(publisher=outlet(tokens[0]))
    return Info()


def _bare(labels: list[str]) -> frozenset[str]:
    return frozenset(label.replace(" ", "").lower() for label in labels)


_SOURCES, _AUTHORS, _EDITORS = _bare(_SOURCE), _bare(_AUTHOR), _bare(_EDITOR)


def _fields(line: str) -> list[tuple[str, str]]:
    """Labels, without white space, and their values in order."""
    matches = list(_LABEL.finditer(line))
    fields = []
    for position, match in enumerate(matches):
        end = matches[position + 1].start() if position + 1 < len(matches) else len(line)
        value = line[match.end() : end]
        stop = _STOP.search(value)
        label = re.sub(r"\s+", "", match["label"]).lower()
        fields.append((label, (value[: stop.start()] if stop else value).strip(" （([【，,")))
    return fields
