"""Shapes of single lines around an article: where it ends, its info line, footer and tool lines.

Shapes are matched on the whole line, or on its beginning with the line short; the words occur
inside sentences too. From SITES.md, sections 7 and 8, and the English counterparts.
"""

import re

_CLOSERS = " 　:：>》…—-·.|】)）]"

_END = re.compile(
    r"""^[\s【\[（(■▲▼●◆★>《—-]*(?:
    (?:相关|相關|延伸|推荐|推薦|更多|热门|熱門|热点|熱點|精彩|最新|往期|扩展|拓展|猜你喜欢|猜您喜欢|为你|为您|今日|一周|编辑|频道|图片|站内)
        \s*[·・]?\s*(?:阅读|閱讀|新闻|新聞|链接|鏈接|連結|文章|稿件|文档|报道|報導|报导|解读|资讯|資訊|内容|推荐|推薦|信息|资料|专题|專題|话题|图集|视频|影音|排行|信息推荐|推荐阅读|精彩内容|精彩|关注|热点|新闻推荐|导读|文献|公告|下载)?(?:列表|推荐|更多)?
    |猜你喜欢|猜您喜欢|为你推荐|为您推荐|您可能(?:还|也)?(?:感兴趣|喜欢)的?(?:文章|内容|新闻)?|大家都在看|大家还在看|看过本文的人还看过
    |上一(?:篇|条|則|则|页)|下一(?:篇|条|則|则)|前一篇|后一篇|上篇|下篇|没有了|返回列表|返回首页|返回顶部|回到顶部|返回上一页
    |(?:网友|用户|最新|全部|热门|发表|我要|查看|參與|参与)?(?:评论|評論|留言|跟贴|跟帖|回應|回应)(?:区|列表|\(\d+\)|（\d+）)?|文明上网.*|正文已结束.*|已显示全部内容
    |友情链接|相关附件下载|分享让更多人看到|分享到|分享至|扫一扫.{0,16}|扫描二维码.{0,10}|长按.{0,6}二维码.{0,8}
    |版权声明|版權聲明|免责声明|免責聲明|特别声明|特別聲明|郑重声明|热门文章|热门推荐|点击排行|点击排行榜|阅读排行|热点推荐|精彩推荐|频道推荐|主题标签|主題標籤|标签|標籤|关键词|关键字|文章标签|本文标签
    |(?:you\s+may\s+(?:also\s+)?like|you\s+might\s+(?:also\s+)?like|related\s+(?:articles?|posts?|stories|content|news|topics?|links?|coverage|reading)|read\s+(?:more|next|also)|more\s+(?:from|on|in|stories|news|like\s+this|about).{0,40}|recommended(?:\s+for\s+you|\s+stories|\s+reading)?|most\s+(?:read|popular|viewed|commented|recent)|popular\s+(?:posts?|stories|now)|trending(?:\s+now)?|latest\s+(?:news|stories|posts?)|top\s+stories|don['’]t\s+miss|up\s+next|what\s+to\s+read\s+next|recent\s+posts?|comments?(?:\s*\(?\d+\)?)?|\d+\s+comments?|leave\s+a\s+(?:reply|comment)|post\s+a\s+comment|join\s+the\s+(?:conversation|discussion)|view\s+comments|share\s+this(?:\s+(?:article|story|post))?.{0,20}|share|tags?|topics?|filed\s+under.{0,60}|about\s+the\s+author|sign\s+up\s+(?:for|to).{0,80}|subscribe(?:\s+to)?.{0,60})
    )[\s:：>》…—\-·.|】)）\]!！?？]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSE = re.compile(
    r"^[\s【\[（(〔［]*(?:责任编辑|責任編輯|责编|責編|网站编辑|本文编辑|值班编辑|本文责编|上一篇|下一篇|上一条|下一条|上一則|下一則|前一篇|后一篇|返回列表)(?:[\s:：/／丨｜|]|[】\])）］〕]|$)"
    r"|^(?:本文来源|文章来源|来源|稿源)[:：].{0,30}责任?编辑?[:：]|^【纠错】|^leave a (?:reply|comment)$|^\d+ comments?$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"ICP[备備证]|公网安备|网站标识码|copyright\s*[©(@\d]|[©®]\s*\d{4}|all rights? reserved|版权所有|版權所有"
    r"|^[\s*※·（(【\[]*(?:技术支持|技術支持|主办单位|承办单位|网站管理|建议使用|建议您使用|您的浏览器|未经.{0,10}(?:授权|许可|允许)|未經.{0,10}(?:授權|許可)"
    r"|转载请注明|轉載請註明|免责声明|免責聲明|特别声明|特別聲明|版权声明|版權聲明|著作权|违法和不良|网友评论|網友評論|客户端下载|下载.{0,6}(?:客户端|APP)"
    r"|[您你]?(?:当前|當前|现在|現在|所在)?(?:所在)?的?位置[:：]|关注.{0,12}(?:公众号|微信|微博)|(?:使用|用|请用)?微信扫|扫一扫|扫描.{0,6}二维码|扫码"
    r"|本文仅代表|以上(?:内容|文章|图片).{0,12}(?:仅代表|来自|来源)|本文.{0,12}不代表|感谢您的反馈|您所瀏覽的|本網站|本网站)"
    r"|仅代表.{0,8}个人观点|僅代表.{0,8}(?:個人)?觀點|与本[网站]立场无关|侵权.{0,10}(?:删除|联系)|不支持.{0,6}播放|无法播放此视频"
    r"|^.{0,30}\bcookies?\b|your browser|^.{0,40}\b(?:subscribe|newsletters?|sign up|log in)\b|privacy policy|terms of (?:use|service)",
    re.IGNORECASE,
)
_INFO = re.compile(
    r"(?:来源|來源|稿源|出处|发布(?:时间|日期|人|者|单位|机构|部门)?|發布(?:時間|日期|單位)?|發佈(?:日期|時間)?|发表(?:时间|于|日期)|發表(?:時間|於)?|日期|时间|時間|作者|记者|撰稿|编辑|編輯|录入|审核|浏览(?:次数|量)?|瀏覽|点击(?:数|量|率|次数)?|點擊|點閱|阅读(?:数|量|次数)?|閱讀|人气|访问量|字号|字號|字体|字級大小|浏览字号|分类|栏目|索引号|文号|责编|責編|供稿|更新|updated?|published|posted|last modified|by)\s*[:：]",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"^[\s【】\[\]（）()|｜/:：·,，]*(?:(?:字号|字號|字体|字體|字級大小|字级大小|调整字体|大|中|小|小字号|大字号|放大|缩小|正常|默认|超大|标准|打印|打印本页|列印|友善列印|关闭|关闭窗口|關閉|关闭本页|收藏|加入收藏|分享|分享到|纠错|我要纠错|糾錯|复制链接|复制|转发|推荐|点赞|赞|评论|微信|微博|新浪微博|腾讯微博|朋友圈|空间|QQ空间|QQ|Facebook|Twitter|LINE|背景色|保护视力色|视力保护色|来源|來源|作者|编辑|转寄|TT|T|A|a|-|\+|\||\d+)[\s【】\[\]（）()|｜/:：·,，+\-]*)+$"
)
_ADVERT = re.compile(r"^\W*(?:advert(?:isement|ising)?|sponsored(?: content)?|广告|廣告|story continues below.*|scroll to continue)\W*$", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20|1)\d{1,3}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}:\d{2}")
_SENTENCE = re.compile(r"[。！？；…]|，.*，|[.!?]['\"”’)\]]*$|[a-z]{2}, [a-z]|[.!?] [A-Z“\"]")


def ends_article(line: str) -> bool:
    """Whether a line says that what follows it is no longer the article.

    >>> [ends_article(line) for line in ("相关新闻：", "上一篇", "【延伸阅读】", "相关部门随后赶到现场")]
    [True, True, True, False]
    """
    return len(line) < 120 and _END.match(line) is not None


def closes_article(line: str) -> bool:
    """Whether a line stands at the very end of articles: the editor's credit, the neighbours.

    >>> [closes_article(line) for line in ("（责任编辑：某某）", "上一篇：春耕", "编辑部的故事")]
    [True, True, False]
    """
    return len(line) < 100 and _CLOSE.search(line) is not None


def is_footer(line: str) -> bool:
    """Whether a short line reads like a site's footer, notice or breadcrumb.

    >>> is_footer("主办单位：湖湾县人民政府办公室 ICP备00000000号"), is_footer("大会于昨日开幕。")
    (True, False)
    """
    return len(line) < 240 and _FOOTER.search(line) is not None


def is_info(line: str) -> bool:
    """Whether a short line carries date, source or counters of an article.

    >>> is_info("发布时间：2023-06-02 来源：湖湾报"), is_info("2023-06-02 09:15"), is_info("他说：来吧。")
    (True, True, False)
    """
    if len(line) > 160:
        return False
    rest = _DATE.sub("", line)
    labelled = _INFO.search(line) is not None
    return (labelled and not is_sentence(rest)) or (len(rest) < 30 and len(rest) < len(line) - 5 and not is_sentence(rest))


def is_tools(line: str) -> bool:
    """Whether a line holds nothing but buttons such as type size, print and close.

    >>> is_tools("字号：[大] [中] [小]"), is_tools("打印本页 | 关闭窗口"), is_tools("小打小闹")
    (True, True, False)
    """
    return len(line) < 80 and _TOOLS.match(line) is not None


def is_advert(line: str) -> bool:
    """Whether a line is only the label that stands over an advertisement.

    >>> is_advert("广告"), is_advert("Advertisement"), is_advert("广告法实施细则")
    (True, True, False)
    """
    return len(line) < 24 and _ADVERT.match(line) is not None


def is_sentence(line: str) -> bool:
    """Whether a line is punctuated as prose is.

    >>> is_sentence("会议指出，要抓好落实。"), is_sentence("湖湾要闻 部门动态 公告公示")
    (True, False)
    """
    return _SENTENCE.search(line) is not None
