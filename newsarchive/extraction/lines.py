"""Shapes of single lines around an article: where it ends, its info line, footer and tool lines.

Shapes are matched on the whole line, or on its beginning with the line short; the words (see
`phrases`) occur inside sentences too.
"""

import functools
import re

from newsarchive.extraction import phrases
from newsarchive.extraction.phrases import any_of
from newsarchive.text import fold

_OTHERS = rf"\s*[·・]?\s*(?:{any_of(phrases.OTHERS)})(?:列表|推荐|更多)?"
_LIST_HEADING = (
    rf"(?:{any_of(phrases.MORE_OF, phrases.MORE_ALONE)}){_OTHERS}|(?:{any_of(phrases.MORE_ALONE)})"
)
_ENDING = any_of(phrases.ENDINGS, phrases.ENGLISH_ENDINGS, phrases.OTHER_ENDINGS, phrases.COMMENTS)
_BEFORE, _BEHIND = r"^[\s【\[(■▲▼●◆★>《—-]*", r"[\s:>》…—\-·.|】)\]!?]*$"
_END = re.compile(rf"{_BEFORE}(?:{_LIST_HEADING}|{_ENDING}){_BEHIND}")
_COMMENTS = re.compile(rf"{_BEFORE}(?:{any_of(phrases.COMMENTS)}){_BEHIND}")
_CLOSE = re.compile(
    rf"^[\s【\[(〔]*(?:{any_of(phrases.CLOSING)})(?:[\s:/丨|]|[】\])〕]|$)"
    r"|^(?:本文来源|文章来源|来源|稿源):.{0,30}责任?编辑?:|^【纠错】"
)
_FOOTER = re.compile(any_of(phrases.FOOTER_ANYWHERE))
_FOOTER_START = re.compile(rf"[\s*※·(【\[]*(?:{any_of(phrases.FOOTER_AT_START)})")
_INFO = re.compile(rf"(?:{any_of(phrases.INFO)})\s*:")
_TOOLS = re.compile(rf"(?:(?:{any_of(phrases.TOOLS)})(?![a-z])|[ \t【】\[\]()|/:·,+-])*+")
_CONTACT = re.compile(
    rf"^\W*(?:{any_of(phrases.CONTACT_OWNER)})*(?:{any_of(phrases.CONTACT)})\s*:"
    rf".*(?:{any_of(phrases.CONTACT)})\s*:"
)
_PAGER = re.compile(any_of(phrases.PAGER))
_ADVERT = re.compile(rf"^\W*(?:{any_of(phrases.ADVERT)})\W*$")
_MONTH = rf"(?:{any_of(phrases.MONTHS)})\.?"
_DATE = re.compile(
    r"(?:19|20|1)\d{1,3}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}:\d{2}"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\b\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b"
)
_BYLINE = re.compile(
    rf"^(?:{any_of(phrases.BYLINE)}):?\s+[^\W\d_]+(?:[\s,.&'’-]+[^\W\d_]+){{0,12}}$"
)
_SENTENCE = re.compile(r"[。！？；…]|，.*，|[.!?]['\"”’)\]]*$|[a-z]{2}, [a-z]|[.!?] [A-Z“\"]")
# How long lines of each shape are at most; longer ones are text whatever they hold.
_LONGEST_END, _LONGEST_CLOSE, _LONGEST_FOOTER, _LONGEST_INFO = 120, 100, 240, 160
_LONGEST_CONTACT, _LONGEST_PAGER, _LONGEST_TOOLS, _LONGEST_ADVERT = 160, 80, 80, 40
_LONGEST_BYLINE = 90
_SHORT_REST = 30
_DATE_LENGTH = 5


@functools.lru_cache(maxsize=8192)
def _fold(line: str) -> str:
    """The line in the form in which the phrases are written."""
    return fold.fold(line)


def ends_article(line: str) -> bool:
    """Whether a line says that what follows it is no longer the article.

    >>> [ends_article(line) for line in ("相關新聞：", "【延伸阅读】", "图片", "相关部门赶到现场")]
    [True, True, False, False]
    """
    return len(line) < _LONGEST_END and _END.match(_fold(line)) is not None


def closes_article(line: str) -> bool:
    """Whether a line stands at the very end of articles: the editor's credit, the neighbours.

    >>> [closes_article(line) for line in ("（责任编辑：某某）", "上一篇：春耕", "编辑部的故事")]
    [True, True, False]
    """
    return len(line) < _LONGEST_CLOSE and _CLOSE.search(_fold(line)) is not None


def heads_comments(line: str) -> bool:
    """Whether a line stands over readers' comments.

    >>> [heads_comments(line) for line in ("网友评论(12)", "3 Comments", "评论员文章")]
    [True, True, False]
    """
    return len(line) < _LONGEST_END and _COMMENTS.match(_fold(line)) is not None


def is_byline(line: str) -> bool:
    """Whether a line names the author as foreign editions do.

    >>> is_byline("By Lin Wutong and Bai Hua"), is_byline("By noon the ferry ran again.")
    (True, False)
    """
    return len(line) < _LONGEST_BYLINE and _BYLINE.match(_fold(line)) is not None


def is_footer(line: str) -> bool:
    """Whether a short line reads like a site's footer, notice or breadcrumb.

    >>> is_footer("主办单位：湖湾县人民政府办公室 ICP备00000000号"), is_footer("大会于昨日开幕。")
    (True, False)
    """
    if len(line) >= _LONGEST_FOOTER:
        return False
    folded = _fold(line)
    return _FOOTER.search(folded) is not None or _FOOTER_START.match(folded) is not None


def is_info(line: str) -> bool:
    """Whether a short line carries date, source or counters of an article.

    >>> is_info("时间：2023-06-02 来源：湖湾报"), is_info("2023-06-02"), is_info("他说：来吧。")
    (True, True, False)
    """
    if len(line) > _LONGEST_INFO:
        return False
    folded = _fold(line)
    rest = _DATE.sub("", folded)
    if is_sentence(_DATE.sub("", line)):
        return False
    dated = len(rest) < min(_SHORT_REST, len(line) - _DATE_LENGTH)
    return dated or (":" in folded and _INFO.search(folded) is not None)


def is_tools(line: str) -> bool:
    """Whether a line holds nothing but buttons such as type size, print and close.

    >>> is_tools("字号：[大] [中] [小]"), is_tools("打印本页 | 关闭窗口"), is_tools("小打小闹")
    (True, True, False)
    """
    return len(line) < _LONGEST_TOOLS and _TOOLS.fullmatch(_fold(line)) is not None


def is_contact(line: str) -> bool:
    """Whether a line gives an office's address, telephone and so on, as footers and notices do.

    >>> is_contact("地址：湖湾县人民路1号 电话：0000-1234567"), is_contact("联系电话：0000-1234567")
    (True, False)
    """
    return len(line) < _LONGEST_CONTACT and _CONTACT.match(_fold(line)) is not None


def is_pager(line: str) -> bool:
    """Whether a line is the pager of a list.

    >>> is_pager("共784条 1/40 首页 上页 下页 尾页"), is_pager("全文共四章")
    (True, False)
    """
    return len(line) < _LONGEST_PAGER and _PAGER.search(_fold(line)) is not None


def is_advert(line: str) -> bool:
    """Whether a line is only the label that stands over an advertisement.

    >>> is_advert("广告"), is_advert("Advertisement"), is_advert("广告法实施细则")
    (True, True, False)
    """
    return len(line) < _LONGEST_ADVERT and _ADVERT.match(_fold(line)) is not None


def is_sentence(line: str) -> bool:
    """Whether a line is punctuated as prose is.

    >>> is_sentence("会议指出，要抓好落实。"), is_sentence("湖湾要闻 部门动态 公告公示")
    (True, False)
    """
    return _SENTENCE.search(line) is not None
