"""Words and phrases of the lines around an article, by what such a line means.

Fragments of regular expressions over folded text (Simplified, narrow, lower case), one tuple a
meaning; white space inside a fragment stands for any white space. Gathered from pages of
government, company and news sites.
"""

import re
from collections.abc import Iterable


def any_of(*groups: Iterable[str]) -> str:
    r"""One alternation of all fragments, the longest first.

    >>> any_of(("分享",), ("分享到", "read more"))
    'read\\s+more|分享到|分享'
    """
    fragments = {fragment for group in groups for fragment in group}
    ordered = sorted(fragments, key=lambda fragment: (-len(fragment), fragment))
    return "|".join(re.sub(r"(?<!\\) +", r"\\s+", fragment) for fragment in ordered)


# fmt: off
MORE_ALONE = ("相关", "推荐", "更多", "热门", "猜[你您]喜欢", "为[你您]推荐")
MORE_OF = (
    "延伸", "热点", "精彩", "最新", "往期", "扩展", "拓展", "为[你您]", "今日", "一周", "编辑",
    "频道", "图片", "站内", "本[网站]", "其[他它]", "同类", "上期", "近期", "即时", "人气",
)
"""What begins the heading of a list of other articles: 相关阅读, 热门推荐, 更多精彩; the first
group is one by itself."""

OTHERS = (
    "阅读", "新闻", "链接", "连结", "文章", "稿件", "文档", "报道", "报导", "解读", "资讯", "内容",
    "推荐", "信息", "资料", "专题", "话题", "图集", "视频", "影音", "排行", "排行榜", "信息推荐",
    "推荐阅读", "精彩内容", "精彩", "关注", "热点", "新闻推荐", "导读", "文献", "公告", "下载",
    "要闻", "图文", "评论", "附件", "产品", "栏目", "动态", "讯息", "回顾",
)
"""What such a heading offers."""

COMMENTS = (
    r"(?:网友|用户|最新|全部|热门|精彩|读者)?(?:评论|留言|跟[贴帖]|回应)(?:区|列表|框|须知|\s*\(\d+条?\)|\d*条?)?",
    "(?:发表|我要|我来|查看|参与)(?:评论|留言|跟[贴帖]|回复)", "文明上网.*",
    r"共有?\d+(?:条|位网友)?(?:评论|参与|留言).{0,8}", "发表(?:我的)?(?:看法|意见)",
    r"(?:\d+ )?(?:comments?|responses?|replies|thoughts)(?:\s*\(?\d+\)?)?(?: on .{3,80})?",
    r"(?:leave|post|write|add|submit) (?:a|your|the first) (?:reply|comment|response)s?.{0,20}",
    "join the (?:conversation|discussion)",
    "(?:view|show|read|see) (?:all )?(?:the )?comments.{0,12}", "comments are closed",
    "what do you think", "deixe (?:uma resposta|um comentário).{0,20}",
    r"(?:\d+ )?coment[áa]rios?(?:\s*\(?\d+\)?)?", "deja (?:una respuesta|un comentario).{0,20}",
    r"(?:\d+ )?kommentare?(?:\s*\(?\d+\)?)?", "schreibe? einen kommentar.{0,20}",
    r"(?:\d+ )?commentaires?(?:\s*\(?\d+\)?)?", "laisser un commentaire.{0,20}",
    "tinggalkan (?:balasan|komentar).{0,20}", r"(?:\d+ )?comment[io](?:\s*\(?\d+\)?)?",
)
"""Headings over readers' words; whatever stands below is none of the article's."""

ENDINGS = (
    "猜[你您]喜欢", "为[你您]推荐",
    "[您你]可能(?:还|也)?(?:感兴趣|喜欢|想看)的?(?:文章|内容|新闻)?", "大家[都还]在看",
    "看过本文的人还看过", "上一(?:篇|条|则|页)", "下一(?:篇|条|则)", "前一篇", "后一篇", "上篇",
    "下篇", "没有了", "返回列表", "返回首页", "返回顶部", "回到顶部", "回顶部", "返回上一?[页层级]",
    "正文已结束.*", "已显示全部内容", "友情链接", "友站连结", "相关附件下载", "分享让更多人看到",
    "分享到", "分享至", "分享本文", "扫一扫.{0,16}", "扫描二维码.{0,10}", "长按.{0,6}二维码.{0,8}",
    "郑重声明", "版权声明", "免责声明", "特别声明", "热门文章",
    "(?:点击|阅读|浏览|热度|人气|新闻)排行榜?", "主题标签", "标签", "关键[词字]", "文章标签",
    "本文标签", r"更多.{0,16}(?:请|敬请)(?:上|看|点击|关注|浏览|至|下载|扫).{0,30}",
    "更多.{2,12}(?:报道|报导|新闻|文章|资讯)",
    "相关.{1,4}请(?:关注|点击|看).{0,30}", "喜欢(?:此|本)(?:内容|文)的人还(?:喜欢|看).{0,6}",
)
"""Lines below which nothing of the article follows."""

ENGLISH_ENDINGS = (
    "you m(?:ay|ight) (?:also )?(?:like|enjoy|be interested in).{0,20}", "you['’]ll also like",
    "related(?: (?:articles?|posts?|stor(?:y|ies)|content|news|topics?|links?|coverage|reading))?",
    "related (?:to this.{0,12}|videos?|items?|products?|searches|information)", "see also",
    "further reading", "(?:keep|continue) reading", "read (?:more|next|also|this next)",
    "recommended(?: .{0,30})?",
    "more (?:from|on|in|by|stories|news|articles|posts|like this|about|coverage|videos).{0,40}",
    "most (?:read|popular|viewed|commented|recent|shared).{0,12}",
    "editor['’]?s?['’]? (?:picks?|choice)", "popular (?:posts?|stories|now|articles|news).{0,16}",
    "trending(?: .{0,20})?", "next up",
    "(?:the )?latest (?:news|stories|posts?|articles|headlines|from .{2,30})",
    "top (?:stories|news|posts)", "don['’]t miss", "up next", "what to read next", "what['’]s next",
    "recent (?:posts?|articles|news)",
    "(?:next|previous|older|newer) (?:post|article|story|entry)s?", "from around the web",
    "around the web", "share (?:this|on|via)(?: (?:article|story|post|page|news|entry))?.{0,20}",
    "share", "tags?", "topics?", "follow us(?: on .{2,30})?", "filed under.{0,60}",
    "posted in.{0,60}", "about (?:the )?authors?", "sign up (?:for|to).{0,80}",
    "subscribe(?: to)?.{0,60}", "get (?:the|our) .{0,30}newsletter.{0,20}",
    "sponsored (?:stories|links|content)", "promoted (?:stories|links|content)",
)

OTHER_ENDINGS = (
    "artigos relacionados", "not[íi]cias relacionadas",
    "(?:leia|veja|lea|lee) (?:tamb[ée]m|mais|m[áa]s|tambi[ée]n).{0,20}",
    "voc[êe] pode gostar.{0,12}", "relacionad[oa]s", "art[íi]culos relacionados",
    "te puede interesar",
    "(?:weitere|[äa]hnliche|verwandte) (?:beitr[äa]ge|artikel|themen|meldungen).{0,20}",
    "mehr zum thema", "das k[öo]nnte (?:sie|dich) (?:auch )?interessieren", "[àa] lire aussi",
    "articles (?:similaires|li[ée]s|associ[ée]s)", "sur le m[êe]me sujet", "articoli correlati",
    "leggi anche", "potrebbe interessarti.{0,10}", "terkait", "baca juga.{0,20}", "artikel terkait",
)
"""The same in other languages, since a Chinese site's foreign edition is read too."""

CLOSING = (
    "责任编辑", "责编", "网站编辑", "本文编辑", "值班编辑", "本文责编", "上一[篇条则]",
    "下一[篇条则]", "前一篇", "后一篇", "返回列表",
)
"""Labels of the very last lines: the editor's credit, the neighbours."""

FOOTER_ANYWHERE = (
    "icp备", "icp证", r"技术支持\s*:", "公网安备", "网站标识码", r"copyright\s*[©(@\d]",
    r"©\s*\d{4}", r"®\s*\d{4}", "all rights? reserved", "版权所有(?!者|权)", "仅代表.{0,8}个人观点",
    "只代表.{0,8}个人观点", "与本[网站]立场无关", "侵权.{0,10}(?:删除|联系)", "不支持.{0,6}播放",
    "无法播放此视频",
    *(
        rf"{word}.{{0,40}}\b(?:privacy policy|terms of (?:use|service))"
        for word in ("our", "by", "agree")
    ),
)
FOOTER_AT_START = (
    "技术支持", "主办单位?:.{0,60}(?:版权|技术支持|备案|网站|地址|电话)", r"网站管理\s*:",
    "建议您?使用.{0,30}(?:浏览器|分辨率)", "您的浏览器",
    "未经.{0,10}(?:授权|许可|允许|同意).{0,12}(?:转载|使用|复制|镜像|摘编)", "转载请注明",
    "[免特版][责别权]声明", "[着著]作权(?:声明|归)", "违法和不良信息", "网友评论", "客户端下载",
    "下载.{0,6}(?:客户端|app)$", "[您你]?(?:当前|现在|所在)?(?:所在)?的?位置:",
    "关注.{0,12}(?:公众号|微信|微博)",
    r"(?:点击|点此|立即|按此|欢迎|请|快)?(?:订阅|追踪|关注|加入).{0,24}(?:频道|专页|电子报|粉丝团|群组|账号|帐号)\W*$",
    "(?:使用|用|请用)?微信扫", "扫一扫", "扫描.{0,6}二维码",
    "扫码(?:关注|下载|阅读|查看|分享|进)", "本文仅代表",
    "以上(?:内容|文章|图片).{0,12}(?:仅代表|来自|来源)", "本文.{0,12}不代表", "感谢您的反馈",
    "您所浏览的", "本[网站]站?(?:所|内容|上的|转载|不|仅|只|对)",
    r".{0,60}\b(?:uses?|accept|our) cookies\b", ".{0,40}your browser",
    r"(?:please )?(?:subscribe|sign up|log in|sign in)\b", r".{0,40}\bnewsletters?\b",
)
"""Footers, notices and breadcrumbs: anywhere in a short line, and where it begins.

Each of the first begins with a plain character, which makes looking for them several times as
fast; so do the labels of the info line.
"""

INFO = (
    "来源", "稿源", "出处", "发布(?:时间|日期|人|者|单位|机构|部门)?", "发表(?:时间|于|日期)?",
    "日期", "时间", "作者", "记者", "撰稿", "编辑", "录入", "审核", "浏览(?:次数|量)?",
    "点击(?:数|量|率|次数)?", "点阅", "阅读(?:数|量|次数)?", "人气", "访问量", "字号", "字体",
    "字级大小", "分类", "栏目", "索引号", "文号", "责编", "供稿", "更新", "updated?(?: on)?",
    "published(?: on)?", "posted(?: on| by)?", "last modified", "by",
    "publicado(?: (?:em|por|el))?",
)
"""Labels of the info line, each with a colon behind it."""

MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)
"""English months, by which dates of foreign editions are told."""

BYLINE = (
    "by", "written by", "posted by", "reported by", "reporting by", "story by", "von", "por", "par",
    "oleh",
)
"""What stands before the author's name in other languages."""

TOOLS = (
    "字号", "字体", "字级大小", "调整字体", "大", "中", "小", "小字号", "大字号", "放大", "缩小",
    "正常", "默认", "超大", "标准", "打印", "打印本页", "打印内容", "列印", "友善列印", "关闭",
    "关闭窗口", "关闭本页", "收藏", "加入收藏", "分享", "分享到", "分享至", "纠错", "我要纠错",
    "内容纠错", "复制链接", "复制", "转发", "推荐", "点赞", "赞", "评论", "微信", "微博",
    "新浪微博", "腾讯微博", "朋友圈", "空间", "qq空间", "qq", "facebook", "twitter", "line",
    "背景色", "保护视力色", "视力保护色", "来源", "作者", "编辑", "转寄", "语音播报", "上一页",
    "下一页", "首页", "尾页", "繁体", "简体", "t", "a", r"\d+", "share", "tweet", "email", "print",
    "save", "whatsapp", "linkedin", "pinterest", "reddit", "copy link", "comments?", "like",
    "pin(?:t|it)?", "read later",
)
"""Buttons; a line of nothing else is no text."""

CONTACT = (
    "地址", "电话", "邮编", "邮箱", "传真", "联系方式", "热线", "e-?mail", "tel", "fax", "招生",
    "学籍", "邮政编码",
)
CONTACT_OWNER = ("公司", "单位", "机构", "通信", "通讯", "联系", "办公", "学校", "信息公开")
"""How an office is reached, and whose address it is."""

PAGER = (
    r"共\s*\d+\s*[条页篇]", r"首页\s*[|｜]?\s*上一?页", r"下一?页\s*[|｜]?\s*[尾末]页",
    r"第\s*\d+\s*/?\s*\d*\s*页", r"^\d+(?:\s+\d+){2,8}\s*(?:\.\.\.|下一?页|…)",
)
"""The pager of a list."""

ADVERT = (
    "advert(?:isement|ising)?", "sponsored(?: content)?", "广告", "推广", "赞助内容?",
    "story continues below.*",
    "continue reading below", "article continues (?:below|after).*",
    "scroll (?:to|for) (?:continue|more).*", "(?:close|back to) gallery", "iklan", "publicidade",
    "werbung", "anzeige", "publicidad", "advertentie", r"image \d+ of /? ?\d+", r"\d+ (?:of|/) \d+",
    "caption", "close", "show caption", "hide caption",
)
"""The label over an advertisement, and the buttons of a gallery."""

BLOCKED = (
    "您的请求带有不合法参数", "当前访问疑似黑客攻击", "(?:访问|请求)[过太]于?频繁", "访问被拦截",
    "访问被拒绝", "已被拦截", "网站防火墙", "请完成(?:安全)?验证", "安全验证", "人机验证",
    "滑动验证", "环境异常", "请输入验证码", "请先登录", "登录后(?:查看|可见|阅读)", "access denied",
    "403 forbidden", "just a moment", "checking your browser", "verify you are human",
    "enable javascript and cookies",
)
"""What firewalls, captchas and logins say."""

GONE = (
    "(?:[网網]?[页頁]面?|文章|[内內]容|信息|资源|链接|文件|新闻)(?:可能)?已?经?(?:不存在|被?删除|移除|下线)",
    "(?:[网網]?[页頁]面?|文章|[内內]容|信息|资源|链接|文件|新闻)已?(?:过期|找不到|未找到|[无無]法找到|失效)",
    "未找到(?:该|此|相关)?(?:页面|网页|内容|信息)",
    "找不到(?:该|您|此|相关)?.{0,6}(?:页面|网页|頁面)",
    "您要?(?:访问|查看|浏览)的.{0,8}(?:不存在|已被?删除|找不到|失效)", "该内容已被发布者删除",
    "此内容因违规(?:无法查看|已删除)", "内容已被投诉", "该公众号已(?:迁移|被封禁)", "此帐号已注销",
    "参数错误", "链接已过期", "秒钟?后?.{0,4}自动(?:跳转|返回)", "网站(?:正在)?(?:升级)?维护",
    "系统(?:繁忙|维护|升级)", "暂停(?:访问|服务)", "404 not found",
    "page (?:not found|doesn.t exist|cannot be found)", r"\b404\b",
)
"""What a page says in place of an article that is not there."""
# fmt: on
