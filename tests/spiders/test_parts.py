"""Articles cut into pages: which address is the next part of one, and which only looks like it."""

import pytest

from spiders.document import parse_document
from spiders.parts import may_have_parts, next_part, part_number

FOLDER = "http://www.xinhe.example/zwgk/202306/"


def part_after(html: str, url: str, first: str | None = None) -> str | None:
    found = next_part(parse_document(html, url), first or url)
    assert found is None or may_have_parts(html.encode(), first or url)
    return found


@pytest.mark.parametrize(
    ("html", "name", "expected"),
    [
        (
            '<script>createPageHTML(3, 0, "t20230602_81", "html");</script>',
            "t20230602_81.html",
            "t20230602_81_1.html",
        ),
        (
            "<script>createPageHTML('div_currpage',3,1,'c00_3177','shtml',3)</script>",
            "c00_3177.shtml",
            "c00_3177_2.shtml",
        ),
        (
            "<p>1 <a href='123_2.html'>2</a> <a href='123_3.html'>3</a></p>",
            "123.html",
            "123_2.html",
        ),
        ("<a href='c_1127_2.htm'>下一页</a>", "c_1127.htm", "c_1127_2.htm"),
        ("<a href='?page=2'>[2]</a><a href='?page=2'>下一页 &gt;</a>", "9.html", "9.html?page=2"),
        (
            "<a href='show.php?id=9&amp;page=2'>余下全文</a>",
            "show.php?id=9",
            "show.php?id=9&page=2",
        ),
        ("<a href='article-9-2.html'>2</a>", "article-9-1.html", "article-9-2.html"),
    ],
)
def test_first_page_of_an_article_leads_to_its_second(html: str, name: str, expected: str) -> None:
    assert part_after(html, FOLDER + name) == FOLDER + expected


@pytest.mark.parametrize(
    ("html", "name", "first", "expected"),
    [
        (
            '<script>createPageHTML(3, 1, "t20230602_81", "html");</script>',
            "t20230602_81_1.html",
            "t20230602_81.html",
            "t20230602_81_2.html",
        ),
        (
            '<script>createPageHTML(3, 2, "t20230602_81", "html");</script>',
            "t20230602_81_2.html",
            "t20230602_81.html",
            None,
        ),
        (
            "<script>createPageHTML('d',3,3,'c00_3177','shtml',3)</script>",
            "c00_3177_3.shtml",
            "c00_3177.shtml",
            None,
        ),
        (
            "<a href='123.html'>1</a> 2 <a href='123_3.html'>3</a>",
            "123_2.html",
            "123.html",
            "123_3.html",
        ),
        ("<a href='123.html'>1</a><a href='123_2.html'>2</a> 3", "123_3.html", "123.html", None),
    ],
)
def test_further_page_leads_on_until_the_last(
    html: str, name: str, first: str, expected: str | None
) -> None:
    found = part_after(html, FOLDER + name, FOLDER + first)
    assert found == (FOLDER + expected if expected else None)


@pytest.mark.parametrize(
    "html",
    [
        "<a href='124.html'>下一页</a>",
        "<a href='124.html'>下一篇：新禾区召开防汛会议</a>",
        "<a href='123_2.html'>新禾区召开防汛会议</a>",
        "<a href='http://other.example/zwgk/202306/123_2.html'>2</a>",
        "<a href='123_500.html'>下一页</a>",
        "<a href='1234_2.html'>2</a>",
        '<script>createPageHTML(9, 0, "index", "html");</script>',
        "<a href='?comment=2'>2</a>",
    ],
)
def test_other_links_of_an_article_are_no_parts(html: str) -> None:
    assert part_after(html, FOLDER + "123.html") is None


def test_address_of_another_article_is_no_part() -> None:
    first = FOLDER + "show.php?id=9"
    assert part_number(FOLDER + "show.php?id=9&page=3", first) == 3
    assert part_number(FOLDER + "show.php?id=10&page=3", first) is None


def test_part_is_found_through_the_function_that_its_link_calls() -> None:
    url = "http://www.xinhe.example/c2/202306/c00_4510.shtml"
    page = (
        "<div id='div_currpage'><a onclick='manuscriptPage_1()'>1</a>"
        "<a href='javascript:;' onclick='manuscriptPage_2()'>2</a></div><script>"
        "function manuscriptPage_1(){location.href='c00_4510.shtml';}"
        "function manuscriptPage_2(){location.href='c00_4510_2.shtml';}</script>"
    )
    assert next_part(parse_document(page, url), url) == url.replace(".shtml", "_2.shtml")
