"""The cleaning rules: what each takes out of a text or marks in it, why, and an example.

A line rule's pattern is compared with a whole line in folded form, without white space and without
the brackets and punctuation around it; never with a part of a line. Where a rule needs more than a
pattern, the pattern is the mark without which it has nothing to do.
"""

import dataclasses
import re
from typing import Literal

from newsarchive.text.han import BREAK, HAN, INVISIBLE, SPACE

Place = Literal["text", "anywhere", "edge", "head", "tail", "credit", "flag"]
"""Where a rule applies: inside lines of the whole text; to lines anywhere, among the first or last
three lines that stay, the first, the last; to credit lines at both ends; `flag` changes nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a text is cleaned; cleaning `before` gives `after`.

    `images` tells that a line which the rule takes out stood for a picture. A text without any of
    the `marks` has nothing for the pattern; without marks every text is searched.
    """

    name: str
    place: Place
    pattern: re.Pattern[str]
    reason: str
    before: str
    after: str
    images: bool = False
    marks: frozenset[str] = frozenset()


def _rule(
    name: str,
    place: Place,
    pattern: str,
    reason: str,
    before: str,
    after: str,
    *,
    images: bool = False,
    marks: str = "",
) -> Rule:
    return Rule(name, place, re.compile(pattern), reason, before, after, images, frozenset(marks))


_READING = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]"
_TONED = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]"
EXAMPLE_TITLE, EXAMPLE_URL = "冬修水利开工", "http://www.huwan.gov.cn/zwyw/12.html"
"""The title and the address with which the examples are cleaned."""

_BODY = "区里召开会议，部署冬修水利。"

# fmt: off
TEXT_RULES = (
    _rule("spaced_out", "text", rf"[{HAN}](?:[{SPACE}]{{1,4}}[{HAN}]){{3}}", "text taken from a PDF has a space between all characters", "关 于 召 开 全 区 经 济 工 作 会 议 的 通 知", "关于召开全区经济工作会议的通知"),
    _rule("odd_space", "text", rf"[{SPACE[1:]}]|  ", "one kind of space is enough between words", "区里召开\u00a0\u3000会议。", "区里召开 会议。"),
    _rule("line_break", "text", rf"[{BREAK[1:]}]|\n\n", "a paragraph is a line", "区里召开会议。\r\n\r\n会后调研。", "区里召开会议。\n会后调研。"),
    _rule("invisible", "text", rf"[{INVISIBLE}\u200d]", "controls and zero-width characters come from editors and page code", "区里\u200b召开会议。\ufeff", "区里召开会议。"),
    _rule("pinyin_residue", "text", rf"[{HAN}][(（]{_READING}{{1,8}}[)）]", "machine-made mirrors leave the reading of a converted character behind it", "吳中區(qū)委書記(jì)調(diào)研，李垚(yáo)參加(jiā)。", "吳中區委書記調研，李垚(yáo)參加。"),
    _rule("pause_space", "text", rf"[，、；。] |[{HAN}] [，、；。]|[{HAN}], ", "Chinese punctuation has its space built in", "一要修渠， 二要清淤 ，三要护林。", "一要修渠，二要清淤，三要护林。"),
    _rule("word_space", "text", rf"[{HAN}] [{HAN}]", "a space that cuts a word is left from a line break or a tag", "會上，區委書 記強調要明確發展定 位。", "會上，區委書記強調要明確發展定位。"),
)

LINE_RULES = (
    _rule("picture", "anywhere", r"(?:图片?|图源|组图|多图|图为|资料图|资料图片|插图|配图|显示图片|图片加载中|图片说明|视觉中国|图片来源|图像)[.…]*\d{0,2}", "the picture itself is kept apart", f"{_BODY}\n【圖片】\n会后调研。", f"{_BODY}\n会后调研。", images=True),
    _rule("picture_file", "anywhere", r"[\w.-]{1,60}\.(?:jpe?g|png|gif|bmp|webp)", "a file name is no caption", f"{_BODY}\n3.jpg\n会后调研。", f"{_BODY}\n会后调研。", images=True),
    _rule("picture_hint", "anywhere", r"点击(?:此处|图片)?(?:可)?(?:查看|看|放大|浏览)(?:清晰)?(?:大图|原图|相关图片|图片)?|点击图片(?:查看|放大).{0,4}|查看(?:大图|原图|高清大图)|看大图|点击(?:查看)?(?:更多图片|高清大图|进入下一页|加载图片)|(?:请|可)?(?:左右|上下|向[左右上下])滑动(?:图片)?(?:可)?查看(?:更多|全文|图片|详情|大图)?|滑动查看(?:更多|全文|图片)|图片加载失败|(?:图文|图片与(?:本文|文章|内容|新闻))无关", "tells how to enlarge a picture", f"{_BODY}\n点击查看大图\n会后调研。", f"{_BODY}\n会后调研。"),
    _rule("picture_source", "anywhere", r"(?:图片来源|图源|图片由|图)[:：].{1,24}(?:网|社|客户端|app|提供|供图)|(?:(?:封面|题图|头图|首图)?图片来源|(?:封面|题图|头图|首图)来源|图源)[:：].{1,30}|图片由[^,，。]{2,16}(?:提供|供图)|图片?[/|丨](?:视觉中国|.{2,10}(?:网|社|报|客户端|融媒|发布))|图源.{0,10}(?:网络?|社|报|台|客户端|app|融媒|融媒体中心|发布)|图片(?:均)?(?:来源于?|来自于?|源自)(?:网络|互联网)", "a picture's credit", f"{_BODY}\n图片来源：湖湾发布\n会后调研。", f"{_BODY}\n会后调研。"),
    _rule("arrows", "anywhere", r"[▲▼△▽↓↑■●□○◆★☆]{1,12}", "points at a picture or the next section", f"{_BODY}\n▲\n会后调研。", f"{_BODY}\n会后调研。"),
    _rule("player", "anywhere", r"视频加载中|(?:[您你]的|当前)浏览器(?:暂时)?(?:不支持|不支援|无法播放).{0,16}|播放视频|点击(?:播放|收听|观看)(?:视频|音频)?|\d{1,2}:\d{2}/\d{1,2}:\d{2}|请使用微信扫码观看|视频|(?:视频|音频)(?:加载|播放)失败|点击(?:图片观看)?视频|0?0:00", "a media player's own words", f"{_BODY}\n视频加载中...\n会后调研。", f"{_BODY}\n会后调研。"),
    _rule("player_button", "edge", r"播放|暂停|音频|附视频|直播回放|重播|全屏|静音", "a media player's buttons", f"播放\n{_BODY}", _BODY),
    _rule("template_code", "anywhere", r"\$\(['\"][#.][\w-]{1,40}['\"]\)\.\w{1,20}\(.{0,40}\);?|\{?\{\{[^{}]{0,60}\}\}\}?|<!--.{0,200}-->|(?:x0[da]){1,20}|/?(?:p|br|div|span)/?>", "page code that was taken for text", f"{_BODY}\n$('#share-1').share();\n会后调研。", f"{_BODY}\n会后调研。"),
    _rule("style_code", "edge", r"(?:[.#]?[a-z][\w.#,:>-]{0,80})\{(?:[\w-]{1,30}:[^{};]{1,60};?){1,20}\}|var[a-z_$][\w$]{0,30}=.{0,120}", "style and script that were taken for text", f".TRS_Editor P{{margin:0;}}\n{_BODY}", _BODY),
    _rule("scan_code", "anywhere", r"(?:请)?(?:用|使用|打开)?(?:手机|微信|微博|支付宝)?(?:扫一扫|扫码|扫描二维码|扫描)(?:.{0,3}二维码)?[,，]?(?:在手机(?:上)?(?:打开|浏览|查看|阅读)(?:当前|本)?页面?|用手机看(?:新闻)?|关注(?:我们)?|观看|手机浏览|分享.{0,10}|下载.{0,6}|阅读)?|(?:请)?长按(?:识别|扫描|扫码|图片识别)?(?:关注)?(?:上方|下方|图中)?(?:的)?(?:二维码)?(?:识别|扫码)?(?:关注[^,，。]{0,12})?|识别(?:上方|下方|图中)?二维码(?:关注)?(?:我们)?|扫码关注|(?:关注)?(?:微信)?二维码|用手机看|手机看新闻|打开微信[,，]点击底部的[“\"]发现[”\"](?:[,，]使用[“\"]?扫一扫.{0,50})?", "a code to scan with a phone", f"{_BODY}\n扫一扫在手机打开当前页面", _BODY),
    _rule("share_line", "anywhere", r"分享(?:(?:到|至|给)[:：]?)?(?:微信|新浪微博|微博|朋友圈|好友|qq|空间|好友和朋友圈|微信朋友圈|微信好友|按钮)+|分享[到至]|一键分享|分享让更多人看到|点个[“\"]?(?:在看|赞)[”\"]?(?:再走)?[吧哦呗]?|喜欢此内容的人还喜欢|预览时标签不可点|继续滑动看下一个|轻触阅读原文|点击阅读原文|正文已结束[,，]?您可以按alt\+4进行评论|在小说阅读器中沉浸阅读|长按识别前往小程序|已同步到看一看|看一看入口已关闭|关注该公众号|微信扫一扫(?:赞赏作者|关注该公众号|使用小程序)|点击(?:上方|下方)?[“\"]?蓝字[”\"]?(?:[,，]?(?:关注我们|关注.{1,12}))?|返回.{1,8}[,，]查看更多", "share buttons and follow-us lines", f"{_BODY}\n分享到：", _BODY),
    _rule("share_button", "edge", r"分享|收藏|举报|打赏|点赞|在看|赞|转载|转发|转发朋友圈|评论|关注我们|关注|阅读原文|回到顶[部端]|返回顶[部端]|去阅读|end|完整版|繁体|简体|无障碍|长者助手|我要评论|网友评论|加载更多|添加收藏夹|我要推荐|展开全文|复制链接|收藏(?:本页|此页|本站)|(?:欢迎)?(?:扫码)?关注[^,，。]{0,14}(?:微信)?(?:公众号|视频号|抖音号|微博)", "buttons above and below the article", f"{_BODY}\n点赞\n在看", _BODY),
    _rule("engagement", "edge", r"(?:求|点个?)?(?:分享|收藏|点赞|赞|在看|转发|评论|打赏|关注)(?:[,，、/|·]?(?:求|点个?)?(?:分享|收藏|点赞|赞|在看|转发|评论|打赏|关注)){1,5}|(?:点?赞|收藏|评论|在看|转发)\(?\d{1,7}\)?|\d{0,6}条?评论|(?:参与|发表|暂无|登录后)评论|我来说两句|[顶踩]一下|赞赏|(?:打赏|喜欢)作者|举报/?反馈|我要举报|转发到朋友圈|收藏到我的收藏|点[点亮]?[“\"]?(?:分享|收藏|在看|赞|小花)[”\"]?|(?:觉得不错[,，]?)?就?点个[“\"]?(?:在看|赞)[”\"]?|戳?[“\"]?阅读原文[”\"]?(?:阅读)?|(?:阅读|查看)(?:全文|更多|原文)|theend", "counts and wishes of a reader's page", f"{_BODY}\n点赞（12）\n分享、收藏、在看", _BODY),
    _rule("follow_line", "edge", r"(?:欢迎|点击|戳这里[,，]?)关注(?!度)(?:我们|[^,，。]{0,12})|更多(?:资讯|内容|新闻|精彩|信息|详情)(?:内容)?[,，]?(?:敬?请|欢迎)?(?:扫码)?关注[^,，。]{2,20}|扫(?:码|描|二维码)(?:阅读全文|加入群聊|进群|用手机看|到手机)|扫一扫[,，]手机阅读更方便|手机扫一扫打开当前页面?|(?:点击)?(?:打开|下载)[^,，。]{0,8}(?:app|客户端)(?:[,，]?(?:查看|阅读)(?:更多|全文).{0,4})?", "asks to follow an account or to open an app", f"{_BODY}\n更多资讯请关注湖湾发布", _BODY),
    _rule("neighbour", "tail", r"(?:阅读)?[上下前后]一[篇条页则](?:文章|新闻)?(?:[:：][^。！？]{0,80}|没有了|无)?|没有了|返回(?:列表|上一?[页级]|首页|目录|栏目)?|首页|尾页|更多(?:>|》|»)*|更多精彩.{0,8}|查看更多", "links to other articles", f"{_BODY}\n上一篇：关于冬修水利的通知\n下一篇：没有了", _BODY),
    _rule("related", "tail", r"(?:更多)?相关(?:链接|新闻|稿件|文档|解读|阅读|文章|报道|推荐|信息|专题|文件|资讯)|延伸(?:阅读|[·•]推荐)|推荐阅读|(?:热门|热点|编辑|精彩|为您|为你|今日|往期)推荐|(?:热门|热点|最新|推荐)(?:文章|视频|影音|新闻|资讯)|往期(?:精彩|回顾)|(?:近期热文|今日热点|24小时热闻)|(?:点击|热点|新闻|阅读|浏览)排行榜?|[您你]?可能(?:还)?(?:喜欢|感兴趣)(?:的(?:文章|内容|新闻))?|大家(?:都在|还)看了?|友情链接|猜你喜欢|原文链接|标签", "heads a list of other articles", f"{_BODY}\n相关阅读：", _BODY),
    _rule("attachment", "tail", r"附件\d{0,2}|附件\(\d{1,2}个?\)|附件(?:下载|列表|信息|[:：]下载)|下载|相关附件|(?:点击|点此)下载|下载(?:附件|地址)|(?:pdf|文件)下载|(?:点击下载[:：]?)?[^:：。]{1,60}\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd)(?:\(?(?:点击)?下载\)?)?|附件【.{1,60}】?(?:已下载\d{0,6}次)?|附件[:：]?.{1,60}\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd)(?:已下载\d{0,6}次)?", "documents are kept as attachments", f"{_BODY}\n附件：", _BODY),
    _rule("disclaimer", "tail", r"(?:免责声明|版权声明|特别声明|郑重声明|版权说明)(?:[:：].{0,200})?|凡(?:本[网站])?注明[“\"]?来源[:：].{4,200}|以上图文[,，].{2,60}版权归.{2,30}|声明[:：](?:(?:本文|本网|本站|以上|转载|文章|凡本).{4,200}|(?:图片|图文|内容|素材|部分).{0,6}来(?:源|自).{2,200})|(?:以上|本|该)?(?:文章|文|内容|观点|言论){1,2}(?:均)?(?:仅|只)(?:代表|为|是)作者(?:个人|本人)?.{0,120}|本文[为系]?转载[,，].{0,20}版权.{2,40}|.{0,12}(?:图片|文章|图文|素材|内容|资料|本文)(?:均)?(?:来自|来源于|来源)(?:于)?(?:网络|互联网).{0,60}(?:侵权|侵删|删除|版权).{0,40}|仅代表作者(?:个人|本人)?观点(?:[,，].{0,60})?|(?:图文|著作)?(?:版权|权)归属?原?作者(?:所有)?(?!所有|的).{0,60}|(?:版权|著作权)归(?!谁|国家|集体|个人)[^,，。]{2,12}所有|(?!.{0,30}(?:权利人|应当|有权|可以要求))[如若]果?(?:有|涉及?|存在|发现)(?:侵权|侵犯|版权).{0,20}(?:(?:联系|告知|通知|来信|请).{0,20}(?:删除|处理|撤稿)|(?:联系|告知)(?:我们|本[站网]|后台|小编)|即删|立删|删除?).{0,20}|侵权?[必即立联]?删除?|[如若]果?侵权.{0,4}(?:联系|告知).{0,10}|未经[^,，。的]{0,12}(?:授权|许可|允许|同意)[,，]?(?:不得|禁止|严禁|请勿)转载(?:(?:[,，;；。(（]|本|及|或|和|与|、|违者).{0,30})?|(?:如需|如要|欢迎)?转载[,，]?(?:请|须|需)(?:务必)?注明(?:出处|来源)?(?:[:：,，;；(（a-z].{0,40})?|(?:侵权|违者|翻[版印]|盗版|转载)必究|(?:严禁|禁止|谢绝)转载|(?:如需|如要)?转载[,，]?请?(?:先)?(?:联系|在?后台)(?:.{0,8}(?:授权|留言|我们|后台|本[网站刊报]))?|来源于?(?:网络|互联网)|(?:以上|本文)(?:内容)?仅供参考(?:[,，].{0,40})?|(?:(?:以上|本文)(?:内容)?)?不构成(?:任何)?投资(?:建议|意见)(?:[,，].{0,40})?|(?:风险提示[:：])?(?:市场|投资)有风险[,，](?:入市|投资)需谨慎|本[网站]站?(?:概)?不(?:对.{0,30})?承担.{0,16}责任|(?:本网|本站|我们)(?:只是)?转载(?:的.{0,60}|[,，:：].{0,60})?|网友评论仅供其表达个人看法.{0,40}|违法和不良信息举报(?:电话|邮箱|中心)?(?:[:：\d].{0,40})?|.{0,40}网站标识码(?:[:：]?(?:bm)?\d.{0,40})?|icp备(?:案号)?|公网安备|.{0,20}icp备(?:案号)?[:：]?\d.{0,40}|.{0,20}公网安备\d.{0,40}|(?:信息|图片|文章|内容)(?:均)?(?:来源于|来自|来自于)(?:网络|互联网)|(?:copyright|©).{0,80}|.{0,30}版权所有(?:[:：©,，].{0,60}|未经.{0,40}|copyright.{0,60})?|技术支持(?:[:：][^,，。]{0,30})?|文明上网.{0,20}登录评论|allrightsreserved|不良信息举报|中国互联网举报中心|网站地图|加入收藏|设为首页", "the site speaks for itself", f"{_BODY}\n版权归原作者所有，如有侵权请联系删除", _BODY),
    _rule("original_title", "edge", r"原(?:标题|题)[:：].{2,120}", "the headline elsewhere", f"（原标题：区里部署冬修水利）\n{_BODY}", _BODY),
    _rule("breadcrumb", "head", r"(?:您(?:现在|当前|所在)?的?(?:当前|所在)?位置|(?:当前|所在|现在的?)位置)(?:是|在)?(?:[:：].{0,100}|.{0,20}[>»›].{0,100})?|首页(?:[>»›/|][^>»›/|。]{1,30}){1,6}", "the page's place in its site", f"您所在的位置：首页>新闻>要闻\n{_BODY}", _BODY),
    _rule("page_tools", "edge", r"(?:我要|内容|网页|本页)?纠错|打印(?:本页|内容|此页|本稿|文章|本文)?|(?:[【\[|]?(?:打印|关闭|收藏|分享|纠错|推荐)(?:本页|此页|窗口|文章)?[】\]|]?){2,5}|小\W{0,3}中\W{0,3}大|t大t小|放大[/|]?缩小|朗读|听新闻|语音(?:阅读|播报)|(?:繁体|简体)(?:版|中文)|简\|?繁|english|无障碍(?:浏览|阅读)|(?:关怀|适老)版|关闭(?:窗口|本页)?|打印(?:本页)?[】|\]]?[【|\[]?关闭(?:窗口)?|保护视力色|视力保护色|大\W{0,3}中\W{0,3}小|字(?:号|体|级大小)(?:[:：]?[\[\]【】大中小特a+-]{0,24})", "the page's tools", f"{_BODY}\n【打印】【关闭】", _BODY),
)

CREDIT_RULES = (
    _rule("editor_line", "credit", r"编|編", "the editor has a field of their own", f"{_BODY}\n责任编辑：杨柳青", _BODY),
    _rule("info_line", "credit", r"[:：\d]", "time, outlet and hits have fields of their own", f"发布时间：2023-06-02 来源：湖湾日报 浏览次数：12\n{_BODY}", _BODY),
    _rule("credit_line", "credit", r"\S", "who wrote, drew, filmed or checked it is no part of the text", f"{_BODY}\n审核：柳絮", _BODY),
    _rule("editor_note", "credit", r"[)）\]】]\Z", "an editor named in brackets behind the last sentence", f"{_BODY}（责编：杨柳青、柳絮）", _BODY),
    _rule("title_line", "head", r"\S", "the headline is a field of its own", f"{EXAMPLE_TITLE}\n{_BODY}", _BODY),
    _rule("own_address", "tail", r"https?://", "the page's own address", f"{_BODY}\n本文链接：{EXAMPLE_URL}", _BODY),
)

FLAG_RULES = (
    _rule("swallowed_syllable", "flag", rf"[?？!！{HAN}]?(?<![a-zA-Z(（ {_TONED[1:-1]}])(?:{_READING}{{0,5}}{_TONED}{_READING}{{0,4}})[)）]", "pinyin without its opening bracket: the character before it is lost", "科學家獲?jiǎng)勵。", "科學家獲?jiǎng)勵。", marks=_TONED[1:-1]),
    _rule("mangled_punctuation", "flag", rf"\?[,，。、！!]|[?！!]\s?/p>|(?<=[{HAN}])\?{{2,6}}(?=[{HAN}])", "a question mark stands for what could not be converted", "他说?,F在开始。", "他说?,F在开始。", marks="?！!"),
    _rule("unreadable", "flag", "[\ufffd\ue000-\uf8ff]", "a character that could not be decoded, or has no public meaning", "李\ue863出席会议。", "李\ue863出席会议。"),
    _rule("code_in_text", "flag", r"x0dx0a|&(?:nbsp|quot|amp|lt|gt|#\d{2,5});|</?(?:p|br|div|span)\b[^>]{0,80}>", "page code inside a sentence", "会上x0dx0a宣布名单。", "会上x0dx0a宣布名单。"),
)
# fmt: on

RULES = (*TEXT_RULES, *LINE_RULES, *CREDIT_RULES, *FLAG_RULES)
