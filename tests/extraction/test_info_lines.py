"""Info lines above and credit lines below an article, in the shapes that sites give them."""

import datetime as dt

import pytest

from newsarchive.core.article import Article
from newsarchive.extraction.extract import extract

FETCHED_AT = dt.datetime.fromisoformat("2024-06-30T12:00:00+08:00")
PARAGRAPHS = (
    "湖湾渡口检修完成，今日起恢复通航，市民出行更加方便。",
    "渡船每日六时开行，间隔三十分钟，逢大风停航。",
)
SITE = "湖湾县人民政府"
# fmt: off
# line, time, publisher, author, editor
INFO_LINES = (
    ("发布：县府办　　时间：2021-04-13　　我要纠错", "2021-04-13", "县府办", None, None),
    ("2010/1/6 16:43:13 次浏览 分类:政府动态 来源:", "2010-01-06 16:43", SITE, None, None),
    ("2017-05-18 14：30　来源：湖湾日报", "2017-05-18 14:30", "湖湾日报", None, None),
    ("发布日期: 2012-06-24 字号: [大] [中] [小] [打印]", "2012-06-24", SITE, None, None),
    ("索引号：000-12 文章来源：湖湾日报 发布时间：2016/11/11 9:37:15 作者：吴桐 柳絮 点击：119 【字体： 】大中小【打印内容】【内容纠错】", "2016-11-11 09:37", "湖湾日报", "吴桐、柳絮", None),
    ("2019-08-13 14:07来源：湖湾号·政务", "2019-08-13 14:07", "湖湾号·政务", None, None),
    ("2019年06月15日08:18&nbsp;&nbsp;来源：湖湾网-文化频道", "2019-06-15 08:18", "湖湾网-文化频道", None, None),
    ("信息提供单位：县水利局　上载日期：2018-03-04", "2018-03-04", "县水利局", None, None),
    ("稿件来源：湖湾融媒　采编时间：2020-03-04 09:00　发布时间：2020-03-05 08:00", "2020-03-05 08:00", "湖湾融媒", None, None),
    ("投稿部门：党群部　公开日期：2020年3月4日", "2020-03-04", "党群部", None, None),
    ("成文日期：2020-01-02 发布日期：2020-01-08 来源：县财政局", "2020-01-08", "县财政局", None, None),
    ("<span>时间：</span><span>2022-01-02</span><span>来源：</span><span>县教育局</span><span>作者：</span><span>白桦</span>", "2022-01-02", "县教育局", "白桦", None),
    ("来源丨湖湾发布　作者丨白桦　2022-02-02", "2022-02-02", "湖湾发布", "白桦", None),
    ("作者:佚名　来源:网络整理　2022-02-02", "2022-02-02", SITE, None, None),
    ("發布機關：湖灣縣環保局　發布日期：109-05-06　更新時間：110-01-02", "2020-05-06", "湖灣縣環保局", None, None),
    ("2022-02-02 10:20:30 湖湾县融媒体中心 阅读 1200", "2022-02-02 10:20", "湖湾县融媒体中心", None, None),
    ("昨天 10:20　来源：湖湾日报", "2024-06-29 10:20", "湖湾日报", None, None),
    ("06-28 09:00　来源：湖湾日报", "2024-06-28 09:00", "湖湾日报", None, None),
    ("日期：2022-02-02 作者：县农业农村局办公室 来源：县农业农村局", "2022-02-02", "县农业农村局", None, None),
    ("字号：<a>大</a> <a>中</a> <a>小</a> 发布时间：<b>2022-02-03</b> 信息来源：<i>湖湾县统计局</i> 访问量：<script>1</script>", "2022-02-03", "湖湾县统计局", None, None),
    ("来源：湖湾日报 2022-02-03 07:08 编辑：白桦", "2022-02-03 07:08", "湖湾日报", None, "白桦"),
    ("2022-02-03 07:08 | 来源：湖湾日报 | 责编：白桦", "2022-02-03 07:08", "湖湾日报", None, "白桦"),
    ('文章来源：<a href="http://x">湖湾日报</a>\u3000责任编辑：<a>白桦</a>\u3000发布时间：2022-02-03', "2022-02-03", "湖湾日报", None, "白桦"),
)
# line, author, editor
CREDIT_LINES = (
    ("（责任编辑：白桦）", None, "白桦"),
    ("(责编：白桦、林木森)", None, "白桦、林木森"),
    ("[责任编辑:白桦]", None, "白桦"),
    ("【责任编辑:白桦 】", None, "白桦"),
    ("【编辑：白桦】", None, "白桦"),
    ("责任编辑 白桦", None, "白桦"),
    ("责任编辑：白桦_NF4425", None, "白桦"),
    ("责任编辑：", None, None),
    ("责任编辑：白桦 SF183", None, "白桦"),
    ("（责任编辑：白桦 user@mail.example）", None, "白桦"),
    ("編輯：林木森｜責任編輯：白樺／編輯組", None, "白樺"),
    ("作者/吴桐  编辑/白桦  摄影/林木森", "吴桐", "白桦"),
    ("监制丨林木森　策划丨柳絮　编辑丨白桦", None, "白桦"),
    ("一审：林木森　二审：柳絮　三审：白桦", None, None),
    ("责任编辑：系统管理员", None, None),
    ("采写：湖湾日报记者 吴桐 柳絮", "吴桐、柳絮", None),
    ("图文：吴桐", "吴桐", None),
    ("供稿：办公室", None, None),
    ("（湖湾集团 吴桐/文 林木森/图）", "吴桐", None),
    ("（图 林木森/文 吴桐）", "吴桐", None),
    ("本报记者 林木森 摄", None, None),
    ("（湖湾网记者吴桐 通讯员柳絮 整合）", "吴桐、柳絮", None),
    ("责任编辑：白桦　审核：林木森", None, "白桦"),
    ("编辑：白桦　责任编辑：林木森", None, "林木森"),
    ("值班编辑：白桦", None, "白桦"),
    ("网站编辑：白桦", None, "白桦"),
    ("来源：湖湾日报　责任编辑：白桦", None, "白桦"),
    ("本文编辑：白桦", None, "白桦"),
    ("校对：林木森", None, None),
    ("■吴桐", "吴桐", None),
    ("视觉:林木森", None, None),
    ("信息录入：林木森", None, None),
    ("供稿人：吴桐 审稿人：柳絮 编辑：白桦", None, "白桦"),
    ("撰稿：吴桐　摄影：林木森　编辑：白桦　审核：柳絮　终审：林木森", "吴桐", "白桦"),
    ("初审：林木森 复审：柳絮 终审：白桦", None, None),
    ("责任校对：林木森　责任编辑：白桦", None, "白桦"),
)
# fmt: on


def read(info: str, inside: str = "", below: str = "") -> Article:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = (
        f"<title>渡口恢复通航_{SITE}</title><div><a href='/'>首页</a></div><div class='q'>"
        f"<h1>渡口恢复通航</h1><div>{info}</div><div class='w'>{text}{inside}</div>{below}</div>"
        f"<div>{SITE} 版权所有</div>"
    )
    article = extract(html, "http://www.huwan.example/a/b.html", fetched_at=FETCHED_AT).article
    assert article is not None
    assert article.title == "渡口恢复通航"
    assert article.text == "\n".join(PARAGRAPHS)
    return article


@pytest.mark.parametrize(("line", "time", "publisher", "author", "editor"), INFO_LINES)
def test_info_lines_fill_the_fields(
    line: str, time: str, publisher: str, author: str | None, editor: str | None
) -> None:
    article = read(line)

    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d %H:%M}".removesuffix(" 00:00") == time
    assert (article.publisher, article.author, article.editor) == (publisher, author, editor)


@pytest.mark.parametrize(("line", "author", "editor"), CREDIT_LINES)
def test_credit_lines_leave_the_text_and_name_people(
    line: str, author: str | None, editor: str | None
) -> None:
    last = read("2022-02-03　来源：湖湾日报", inside=f"<p>{line}</p>")
    outside = read("2022-02-03　来源：湖湾日报", below=f"<div>{line}</div>")

    assert (last.author, last.editor) == (author, editor)
    assert (outside.author, outside.editor) == (author, editor)
