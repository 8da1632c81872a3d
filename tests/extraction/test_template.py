"""A site's template reads later pages as reading from scratch would, or steps aside."""

import pytest

from newsarchive.core.hints import Hints
from newsarchive.extraction import audit
from newsarchive.extraction.audit import Audit
from newsarchive.extraction.extract import extract
from newsarchive.extraction.template import from_json, learn

TOPICS = ["防汛", "招商", "教育", "医保", "春耕", "环保"]


def page(topic: str, column: str = "column") -> str:
    rows = "".join(f'<li><a href="{n}.html">湖湾县第{n}次专题会议召开</a></li>' for n in range(20))
    return (
        f"<html><head><title>湖湾县部署{topic}工作_湖湾新闻网</title></head><body>"
        f'<div class="menu"><ul>{rows}</ul></div><div class="wrap"><div class="{column}">'
        f"<h1>湖湾县部署{topic}工作</h1><p class='info'>2024-05-06 08:30 来源：湖湾日报</p>"
        f'<div class="txt_{column}"><p>5月5日，湖湾县召开{topic}工作会议，部署下一阶段任务。</p>'
        f"<p>会议要求，各乡镇、各部门要把{topic}工作摆上重要位置，逐项抓好落实。</p></div>"
        f'<div class="ed">责任编辑：白桦</div></div><div class="side"><ul>{rows}</ul></div></div>'
    )


def url(number: int) -> str:
    return f"http://www.huwan.example/xw/{number}.html"


@pytest.fixture(scope="module")
def templates() -> tuple[dict[str, object], ...]:
    return learn((page(topic), url(n)) for n, topic in enumerate(TOPICS[:4]))


def test_later_pages_are_read_by_the_template_with_the_same_result(
    templates: tuple[dict[str, object], ...],
) -> None:
    learned = extract(page("医保"), url(9), hints=Hints(templates=templates))
    fresh = extract(page("医保"), url(9))

    assert "template" in learned.evidence[0]
    assert "template" not in fresh.evidence[0]
    assert learned.article == fresh.article


def test_a_redesigned_page_is_read_from_scratch(templates: tuple[dict[str, object], ...]) -> None:
    result = extract(page("环保", column="new"), url(9), hints=Hints(templates=templates))

    assert "template" not in result.evidence[0]
    assert result.article is not None
    assert result.article.text.startswith("5月5日，湖湾县召开环保工作会议")


def test_sections_built_differently_get_a_template_each() -> None:
    pages = [
        (page(topic, column), url(n))
        for n, topic in enumerate(TOPICS[:4])
        for column in ("news", "notice")
    ]

    containers = {stored["container"] for stored in learn(pages)}

    assert containers == {'//div[@class="txt_news"]', '//div[@class="txt_notice"]'}


def test_notices_of_one_paragraph_teach_where_longer_ones_stand() -> None:
    second = "<p>会议要求，各乡镇、各部门要把{}工作摆上重要位置，逐项抓好落实。</p></div>"
    short = [page(topic).replace(second.format(topic), "</div>") for topic in TOPICS[:4]]
    learned = learn((html, url(n)) for n, html in enumerate(short))

    assert all("/p[" not in str(template["container"]) for template in learned)
    article = extract(page("医保"), url(9), hints=Hints(templates=learned)).article
    assert article is not None
    assert len(article.text.splitlines()) == 2


def test_two_pages_teach_nothing() -> None:
    assert learn([(page(topic), url(0)) for topic in TOPICS[:2]]) == ()


@pytest.mark.parametrize(
    "stored", [{}, {"format": 99, "scope": "//a", "container": "//a", "pages": 3}, {"format": 1}]
)
def test_unknown_formats_are_passed_over(stored: dict[str, object]) -> None:
    assert from_json(stored) is None
    assert extract(page("春耕"), url(1), hints=Hints(templates=(stored,))).kind == "article"


def test_a_broken_expression_is_passed_over() -> None:
    stored = {"format": 1, "scope": "//div[", "container": "//div[", "pages": 3}

    assert extract(page("春耕"), url(1), hints=Hints(templates=(stored,))).kind == "article"


def due_url() -> str:
    return next(url(n) for n in range(1000) if audit.is_due(url(n)))


def test_one_page_in_twenty_is_audited_and_always_the_same_ones() -> None:
    due = [n for n in range(2000) if audit.is_due(url(n))]

    assert 60 < len(due) < 140
    assert due == [n for n in range(2000) if audit.is_due(url(n))]


def test_an_audited_page_that_both_ways_read_alike_confirms_the_template(
    templates: tuple[dict[str, object], ...],
) -> None:
    result = extract(page("医保"), due_url(), hints=Hints(templates=templates))

    assert result.audit == Audit("agrees")
    assert "template" in result.evidence[0]


def test_a_template_that_lost_part_of_the_body_loses_the_audit(
    templates: tuple[dict[str, object], ...],
) -> None:
    moved = "<p>县长出席会议并讲话，他说，这项工作关系到每一个家庭，要一件一件办好。</p>"
    html = page("医保").replace('<div class="ed">', f"<div>{moved}</div><div class='ed'>")

    result = extract(html, due_url(), hints=Hints(templates=templates))

    assert result.audit is not None
    assert result.audit.outcome == "scratch"
    assert result.article is not None
    assert "县长出席会议" in result.article.text
    assert [flag.name for flag in result.article.flags] == ["low_confidence"]


def test_a_page_that_no_template_fits_says_so(templates: tuple[dict[str, object], ...]) -> None:
    result = extract(page("环保", column="new"), url(9), hints=Hints(templates=templates))

    assert result.audit is not None
    assert result.audit.outcome == "no_fit"


@pytest.mark.parametrize("known", [(), ({"format": 1, "scope": "//a", "container": "//b"},)])
def test_pages_of_a_source_without_usable_templates_are_read_as_ever(
    known: tuple[dict[str, object], ...],
) -> None:
    assert extract(page("春耕"), due_url(), hints=Hints(templates=known)).kind == "article"


def test_a_page_of_pictures_is_an_article_where_the_template_says_what_it_is(
    templates: tuple[dict[str, object], ...],
) -> None:
    start = page("医保").index("<p>5月5日")
    end = page("医保").index('</div><div class="ed">')
    pictures = "<p><img src='/a/1.jpg'></p><p><img src='/a/2.jpg'></p><p>一图读懂</p>"
    html = page("医保")[:start] + pictures + page("医保")[end:]

    result = extract(html, url(9), hints=Hints(templates=templates))

    assert result.kind == "article"
    assert result.article is not None
    assert len(result.article.images) == 2


def test_pages_that_share_one_headline_teach_nothing() -> None:
    assert learn([(page("医保"), url(n)) for n in range(8)]) == ()
