"""Lines that a source repeats from page to page: learned from its articles' texts."""

import re
from collections import Counter
from collections.abc import Sequence

_LEAST_PAGES = 4
_LEAST_SHARE, _SHARE_ALONE = 0.3, 0.7
_EDGE = 3
_SHORTEST = 4
_CONTENT = re.compile(
    r"^第.{1,6}[章节条]|^[（(]?[一二三四五六七八九十\d]+[、.．)）]|^附件?[:：\d]|[:：]$|^特此"
    r"|^(?:19|20)\d{2}\s*[-/.年]|^[二〇○Ｏ零一二三四五六七八九十]{4}年|^序号|^联系(?:人|电话)"
)
"""What notices repeat for their own sake: numbered headings, addressees, closing words, dates."""
_UNIT = re.compile(
    r"^[\u3400-\u9fff（）()《》“”、·\s]{3,40}(?:[局委办处科室所院校社厅部署站队网馆厂]|委员会|办公室|小组|政府"
    r"|公司|集团|中心|协会|联合会|学会|总会|工会|支部|银行|医院|大学|学院|指挥部|党组|街道|[镇乡村])$"
)
"""Who signs a notice."""
_SAYS = re.compile(
    r"关注|客户端|公众号|微信|微博|二维码|扫[一码描]|订阅|下载|App|APP|转载|版权|声明|投稿|热线|爆料"
    r"|点击|分享|https?:|www\.|责编|编辑|来源|更多|免责|本[网站报刊]|举报|邮箱|关注我们"
    r"|[Ss]ubscribe|[Ff]ollow|[Cc]opyright|[Nn]ewsletter"
)
"""Words of lines about the site itself."""


def learn_boilerplate(texts: Sequence[str]) -> tuple[str, ...]:
    r"""Lines among the first or last three of most texts, commonest first.

    A line that speaks of the site itself needs a third of the texts, any other more than two
    thirds. Fewer than four texts teach nothing. What notices repeat for their own sake is left
    alone: headings, addressees, dates, and the office that signs.

    >>> learn_boilerplate([f"第{i}次会议召开。\n欢迎关注湖湾发布客户端" for i in range(5)])
    ('欢迎关注湖湾发布客户端',)
    >>> learn_boilerplate([f"第{i}批名单公示。\n特此公告。\n湖湾县水利局" for i in range(5)])
    ()
    """
    different = set(texts)
    if len(different) < _LEAST_PAGES:
        return ()
    seen: Counter[str] = Counter()
    for text in different:
        lines = text.split("\n")
        if len(lines) > 1:
            seen.update({line.strip() for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    return tuple(
        line for line, count in seen.most_common() if _is_boilerplate(line, count, len(different))
    )


def _is_boilerplate(line: str, count: int, texts: int) -> bool:
    share = _LEAST_SHARE if _SAYS.search(line) else _SHARE_ALONE
    return (
        count >= max(_LEAST_PAGES, texts * share)
        and len(line) >= _SHORTEST
        and not _CONTENT.search(line)
        and not _UNIT.match(line)
    )
