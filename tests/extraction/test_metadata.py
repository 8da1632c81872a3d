"""Fields come from the most trusted place that tells them, and say which."""

import datetime as dt

import pytest

from newsarchive.core.article import Article
from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction.extract import extract

UNKNOWN = Hints()
CAPTURED = dt.datetime(2024, 6, 30, 12, tzinfo=dt.UTC)
BODY = (
    "<p>因管网改造，湖湾县人民路沿线用户明日停水，请提前储水。</p>"
    "<p>恢复供水时间另行通知，不便之处敬请谅解。</p>"
)


def read(
    info: str = "",
    head: str = "",
    tail: str = "",
    hints: Hints = UNKNOWN,
    listed: Listed | None = None,
) -> Article:
    html = (
        f"<html><head><title>停水通知_湖湾新闻网</title>{head}</head>"
        f"<body><h1>停水通知</h1>{info}<div>{BODY}</div>{tail}</body></html>"
    )
    url = "http://news.huwan.example/a/7.html"
    article = extract(html, url, fetched_at=CAPTURED, hints=hints, listed=listed).article
    assert article is not None
    return article


def shanghai(month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    zone = dt.timezone(dt.timedelta(hours=8))
    return dt.datetime(2024, month, day, hour, minute, tzinfo=zone)


def test_the_visible_credit_wins_over_the_meta_element() -> None:
    article = read(
        "<p>2024-06-28 来源：湖湾日报</p>", '<meta name="ContentSource" content="湖湾县人民政府">'
    )

    assert (article.publisher, article.provenance["publisher"]) == ("湖湾日报", "info line")


def test_a_visible_date_takes_its_minutes_from_the_head_of_the_page() -> None:
    article = read(
        "<p>2024-06-28 来源：湖湾日报</p>", '<meta name="PubDate" content="2024-06-28 09:41">'
    )

    assert article.published_at == shanghai(6, 28, 9, 41)


def test_another_day_in_the_head_does_not_change_the_visible_date() -> None:
    article = read(
        "<p>2024-06-28 来源：湖湾日报</p>", '<meta name="PubDate" content="2024-06-29 09:41">'
    )

    assert article.published_at == shanghai(6, 28)


def test_a_time_of_day_after_the_capture_is_dropped_and_the_day_kept() -> None:
    article = read("<p>2024-06-30 23:59 来源：湖湾日报</p>")

    assert article.published_at == shanghai(6, 30)


def test_no_date_lies_after_the_capture() -> None:
    article = read(
        "<p>2031-01-01 来源：湖湾日报</p>", '<meta name="PubDate" content="2024-06-27 10:00">'
    )

    assert article.published_at == shanghai(6, 27, 10)


def test_written_and_updated_dates_are_passed_over() -> None:
    article = read(
        "<p>成文日期：2024-05-01　更新时间：2024-06-29</p><p>发布日期：2024-06-03 来源：水务局</p>"
    )

    assert article.published_at == shanghai(6, 3)


def test_the_list_page_tells_the_date_where_the_page_does_not() -> None:
    listed = Listed(title="停水通知", published_at=shanghai(6, 2))
    article = read(listed=listed)

    assert (article.published_at, article.provenance["published_at"]) == (
        shanghai(6, 2),
        "list page",
    )


@pytest.mark.parametrize("name", ["admin", "本站", "佚名", "系统管理员", ""])
def test_names_of_nobody_are_no_credits(name: str) -> None:
    article = read(f"<p>2024-06-28 作者：{name} 来源：本站</p>", tail=f"<p>责任编辑：{name}</p>")

    assert (article.author, article.editor) == (None, None)
    assert (article.publisher, article.provenance["publisher"]) == ("湖湾新闻网", "site name")


def test_the_source_is_told_the_sites_name() -> None:
    assert read("<p>2024-06-28</p>", hints=Hints(publisher="湖湾发布")).publisher == "湖湾发布"


def test_the_responsible_editor_outranks_other_editors() -> None:
    article = read("<p>2024-06-28</p>", tail="<p>编辑：柳荫 责任编辑：白桦_HW01 审核：柏舟</p>")

    assert article.editor == "白桦"


def test_json_ld_serves_where_nothing_is_shown() -> None:
    data = (
        '{"@graph":[{"@type":"NewsArticle","headline":"停水通知","author":[{"name":"柳荫"}],'
        '"datePublished":"2024-06-20T08:00:00+08:00"}]}'
    )
    article = read(head=f'<script type="application/ld+json">{data}</script>')

    assert article.published_at == shanghai(6, 20, 8)
    assert article.author == "柳荫"
    assert article.provenance["published_at"] == "JSON-LD"
