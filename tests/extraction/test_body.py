"""The body is where the article's prose is, and doubt is told."""

from newsarchive.core.hints import Hints
from newsarchive.extraction.extract import extract

URL = "http://www.huwan.example/a/5.html"
BODY = "<p>湖湾县图书馆新馆昨日开放，首日接待读者三千人次，借出图书八千册。</p>"
OTHER = "<p>柳荫镇桃花节本周末开幕，主办方提醒游客错峰出行，提前预约停车位。</p>"


def page(*sections: str) -> str:
    return f"<title>图书馆新馆开放</title><h1>图书馆新馆开放</h1>{''.join(sections)}"


def test_paragraphs_in_two_sibling_containers_are_one_body() -> None:
    html = page(f"<div><div class='a'>{BODY}</div><div class='b'>{OTHER}</div></div>")

    article = extract(html, URL).article

    assert article is not None
    assert len(article.text.splitlines()) == 2


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    html = page(
        "<div>　　一早，馆外排起长队，市民有序入场。<br><br>　　下午，讲座开讲，座无虚席。</div>"
    )

    article = extract(html, URL).article

    assert article is not None
    assert article.text == "一早，馆外排起长队，市民有序入场。\n下午，讲座开讲，座无虚席。"


def test_preformatted_lines_stay_lines() -> None:
    html = page(f"<div>{BODY}<pre>周一闭馆，法定节假日顺延。\n周二至周日九时开馆。</pre></div>")

    article = extract(html, URL).article

    assert article is not None
    assert article.text.splitlines()[1:] == ["周一闭馆，法定节假日顺延。", "周二至周日九时开馆。"]


def test_hidden_blocks_are_no_text() -> None:
    spam = "<div style='display:none'><p>注册就送，欢迎访问官方网站，最新地址在此。</p></div>"

    article = extract(page(spam, f"<div>{BODY}</div>"), URL).article

    assert article is not None
    assert "注册" not in article.text


def test_a_page_of_many_equal_parts_is_read_with_doubt() -> None:
    parts = "".join(f"<table><tr><td><b>专栏{n}</b>{OTHER}</td></tr></table>" for n in range(9))
    menus = "".join(
        f"<ul><li><a href='{n}'>湖湾要闻栏目导航第{n}页</a></li></ul>" for n in range(9)
    )
    mixed = "".join(f"<div>{part}{menus}</div>" for part in parts.split("</table>"))

    result = extract(page(mixed), URL)

    assert result.article is None or "low_confidence" in [f.name for f in result.article.flags]


def test_boilerplate_of_the_source_leaves_the_text_with_a_record() -> None:
    line = "湖湾山水甲天下欢迎四海宾朋前来观光考察投资兴业"
    html = page(f"<div>{BODY}{OTHER}<p>{line}</p></div>")

    article = extract(html, URL, hints=Hints(boilerplate=(line,))).article

    assert article is not None
    assert line not in article.text
    assert [
        repair.before.strip() for repair in article.repairs if repair.rule == "boilerplate"
    ] == [line]
