"""Words and phrases of the lines around an article, by what such a line means.

Fragments of regular expressions, one tuple a meaning; white space inside a fragment stands for
any white space. Gathered from pages of government, company and news sites.
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
MORE_OF = (
    "相关", "相關", "延伸", "推荐", "推薦", "更多", "热门", "熱門", "热点", "熱點", "精彩", "最新",
    "往期", "扩展", "拓展", "猜[你您]喜欢", "为[你您]", "今日", "一周", "编辑", "频道", "图片",
    "站内",
)
"""What begins the heading of a list of other articles: 相关阅读, 热门推荐, 更多精彩."""

OTHERS = (
    "阅读", "閱讀", "新闻", "新聞", "链接", "鏈接", "連結", "文章", "稿件", "文档", "报道", "報導",
    "报导", "解读", "资讯", "資訊", "内容", "推荐", "推薦", "信息", "资料", "专题", "專題", "话题",
    "图集", "视频", "影音", "排行", "信息推荐", "推荐阅读", "精彩内容", "精彩", "关注", "热点",
    "新闻推荐", "导读", "文献", "公告", "下载",
)
"""What such a heading offers."""

ENDINGS = (
    "猜[你您]喜欢", "为[你您]推荐", "您可能(?:还|也)?(?:感兴趣|喜欢)的?(?:文章|内容|新闻)?",
    "大家[都还]在看", "看过本文的人还看过", "上一(?:篇|条|則|则|页)", "下一(?:篇|条|則|则)",
    "前一篇", "后一篇", "上篇", "下篇", "没有了", "返回列表", "返回首页", "返回顶部", "回到顶部",
    "返回上一页",
    r"(?:网友|用户|最新|全部|热门|发表|我要|查看|参与)?(?:评论|評論|留言|跟[贴帖])(?:区|列表|[(（]\d+[)）])?",
    "文明上网.*", "正文已结束.*", "已显示全部内容", "友情链接", "相关附件下载", "分享让更多人看到",
    "分享到", "分享至", "扫一扫.{0,16}", "扫描二维码.{0,10}", "长按.{0,6}二维码.{0,8}", "郑重声明",
    "版权声明", "版權聲明", "免责声明", "免責聲明", "特别声明", "特別聲明", "热门文章",
    "点击排行榜?", "阅读排行", "主题标签", "主題標籤", "标签", "標籤", "关键[词字]", "文章标签",
    "本文标签",
)
"""Lines below which nothing of the article follows."""

ENGLISH_ENDINGS = (
    "you m(?:ay|ight) (?:also )?like",
    "related (?:articles?|posts?|stories|content|news|topics?|links?|coverage|reading)",
    "read (?:more|next|also)", "more (?:from|on|in|stories|news|like this|about).{0,40}",
    "recommended(?: for you| stories| reading)?", "most (?:read|popular|viewed|commented|recent)",
    "popular (?:posts?|stories|now)", "trending(?: now)?", "latest (?:news|stories|posts?)",
    "top stories", "don['’]t miss", "up next", "what to read next", "recent posts?",
    r"comments?(?:\s*\(?\d+\)?)?", r"\d+ comments?", "leave a (?:reply|comment)", "post a comment",
    "join the (?:conversation|discussion)", "view comments",
    "share this(?: (?:article|story|post))?.{0,20}", "share", "tags?", "topics?",
    "filed under.{0,60}", "about the author", "sign up (?:for|to).{0,80}",
    "subscribe(?: to)?.{0,60}",
)

CLOSING = (
    "责任编辑", "責任編輯", "责编", "責編", "网站编辑", "本文编辑", "值班编辑", "本文责编",
    "上一篇", "下一篇", "上一条", "下一条", "上一則", "下一則", "前一篇", "后一篇", "返回列表",
)
"""Labels of the very last lines: the editor's credit, the neighbours."""

FOOTER_ANYWHERE = (
    "icp[备備证]", r"技术支持\s*[:：]", "公网安备", "网站标识码", r"copyright\s*[©(@\d]",
    r"©\s*\d{4}", r"®\s*\d{4}", "all rights? reserved", "版[权權]所有(?!者|权)",
    "仅代表.{0,8}个人观点", "僅代表.{0,8}(?:個人)?觀點", "与本[网站]立场无关", "侵权.{0,10}(?:删除|联系)",
    "不支持.{0,6}播放", "无法播放此视频",
    *(
        rf"{word}.{{0,40}}\b(?:privacy policy|terms of (?:use|service))"
        for word in ("our", "by", "agree")
    ),
)
FOOTER_AT_START = (
    "技[术術]支持", "主办单位?[:：].{0,60}(?:版权|技术支持|备案|网站|地址|电话)",
    r"网站管理\s*[:：]", "建议您?使用.{0,30}(?:浏览器|分辨率)", "您的浏览器",
    "未[经經].{0,10}(?:授[权權]|许可|許可|允许|允許).{0,12}(?:[转轉][载載]|使用|复制|镜像|摘[编編])",
    "转载请注明", "轉載請註明", "[免特版](?:责|責|别|別|权|權)[声聲]明", "著作权(?:声明|归)",
    "违法和不良信息", "网友评论", "網友評論", "客户端下载", "下载.{0,6}(?:客户端|app)$",
    "[您你]?(?:当前|當前|现在|現在|所在)?(?:所在)?的?位置[:：]", "关注.{0,12}(?:公众号|微信|微博)",
    "(?:使用|用|请用)?微信扫", "扫一扫", "扫描.{0,6}二维码", "扫码(?:关注|下载|阅读|查看|分享|进)",
    "本文仅代表", "以上(?:内容|文章|图片).{0,12}(?:仅代表|来自|来源)", "本文.{0,12}不代表",
    "感谢您的反馈", "您所瀏覽的", "本[网網]站(?:所|内容|上的|转载|不|仅|僅|只|對|对)",
    r".{0,60}\b(?:uses?|accept|our) cookies\b", ".{0,40}your browser",
    r"(?:please )?(?:subscribe|sign up|log in|sign in)\b", r".{0,40}\bnewsletters?\b",
)
"""Footers, notices and breadcrumbs, in lower case: anywhere in a short line, and where it begins.

Each begins with a plain character, which makes looking for them several times as fast.
"""

INFO = (
    "来源", "來源", "稿源", "出处", "发布(?:时间|日期|人|者|单位|机构|部门)?",
    "發[布佈](?:時間|日期|單位)?", "发[布佈](?:時間|日期|單位)?", "发表(?:时间|于|日期)",
    "發表(?:時間|於)?", "日期", "时间", "時間", "作者", "记者", "撰稿", "编辑", "編輯", "录入", "审核", "浏览(?:次数|量)?", "瀏覽",
    "点击(?:数|量|率|次数)?", "點擊", "點閱", "阅读(?:数|量|次数)?", "閱讀", "人气", "访问量",
    "字号", "字號", "字体", "字級大小", "分类", "栏目", "索引号", "文号", "责编", "責編", "供稿",
    "更新", "updated?", "published", "posted", "last modified", "by",
)
"""Labels of the info line, each with a colon behind it; lower case, a plain character first."""

TOOLS = (
    "字号", "字號", "字体", "字體", "字級大小", "字级大小", "调整字体", "大", "中", "小", "小字号",
    "大字号", "放大", "缩小", "正常", "默认", "超大", "标准", "打印", "打印本页", "列印",
    "友善列印", "关闭", "关闭窗口", "關閉", "关闭本页", "收藏", "加入收藏", "分享", "分享到",
    "纠错", "我要纠错", "糾錯", "复制链接", "复制", "转发", "推荐", "点赞", "赞", "评论", "微信",
    "微博", "新浪微博", "腾讯微博", "朋友圈", "空间", "QQ空间", "QQ", "Facebook", "Twitter",
    "LINE", "背景色", "保护视力色", "视力保护色", "来源", "來源", "作者", "编辑", "转寄", "T", "A",
    "a", r"\d+",
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
    "advert(?:isement|ising)?", "sponsored(?: content)?", "广告", "廣告",
    "story continues below.*", "scroll to continue",
)
"""The label over an advertisement."""

BLOCKED = (
    "您的请求带有不合法参数", "当前访问疑似黑客攻击", "(?:访问|请求)[过太]于?频繁", "访问被拦截",
    "访问被拒绝", "已被拦截", "网站防火墙", "请完成(?:安全)?验证", "安全验证", "人机验证",
    "滑动验证", "环境异常", "请输入验证码", "请先登录", "登录后(?:查看|可见|阅读)",
    "access denied", "403 forbidden", "just a moment", "checking your browser",
    "verify you are human", "enable javascript and cookies",
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
