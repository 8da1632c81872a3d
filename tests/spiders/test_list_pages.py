"""Every folder under lists/ is a list page: page.html and what it holds, expected.json."""

import json
import pathlib
from typing import Any

import pytest

from spiders.charset import decode_html
from spiders.document import parse_document
from spiders.listing import read_list
from spiders.pagination.find import find_pager

LISTS = pathlib.Path(__file__).parent / "lists"
CASES = sorted(str(page.parent.relative_to(LISTS)) for page in LISTS.rglob("page.html"))


def read_case(case: str) -> tuple[str, dict[str, Any]]:
    folder = LISTS / case
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    return decode_html((folder / "page.html").read_bytes()), expected


@pytest.mark.parametrize("case", CASES)
def test_list_page_gives_its_entries_and_nothing_else(case: str) -> None:
    html, expected = read_case(case)

    items = read_list(html, expected["url"]).items

    assert [
        {
            "url": item.url,
            "title": item.title,
            "date_text": item.date_text,
            "published_at": item.published_at.isoformat() if item.published_at else None,
        }
        for item in items
    ] == expected["items"]


@pytest.mark.parametrize("case", CASES)
def test_list_page_tells_its_next_page(case: str) -> None:
    html, expected = read_case(case)

    pager = find_pager(parse_document(html, expected["url"]))

    following = pager.next if pager else None
    assert (pager.family if pager else None) == expected["family"]
    assert (pager.pages if pager else None) == expected["pages"]
    assert (following.url if following else None) == expected["next"]
    assert [list(pair) for pair in (following.form if following else ())] == expected.get(
        "form", []
    )


ROW = "<li><a href='/{folder}/{n}.html'>新禾区召开第{n}次防汛工作会议</a><span>2023-06-{n}</span></li>"


def rows(folder: str, numbers: range) -> str:
    return f"<ul>{''.join(ROW.format(folder=folder, n=n) for n in numbers)}</ul>"


def test_list_called_hot_is_not_the_list_of_the_column() -> None:
    page = f"{rows('gzdt', range(10, 14))}<h3>热门文章</h3>{rows('other', range(10, 30))}"
    found = read_list(page, "http://www.xinhe.example/gzdt/")
    assert [item.url.rpartition("/")[2] for item in found.items] == [
        f"{n}.html" for n in range(10, 14)
    ]


def test_pinned_rows_in_a_list_of_their_own_belong_to_the_column() -> None:
    pinned = rows("gzdt", range(28, 30)).replace("<li>", "<li><b>置顶</b>")
    page = f"<div>{pinned}</div><div>{rows('gzdt', range(10, 20))}</div>"
    found = read_list(page, "http://www.xinhe.example/gzdt/")
    assert len(found.items) == 12
    assert found.items[0].url.endswith("/28.html")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("<b>02</b>/<b>06</b>/<b>2023</b>", "2023-06-02T00:00:00+08:00"),
        ("<time datetime='2023-06-02T10:00:00+08:00'>3天前</time>", "2023-06-02T10:00:00+08:00"),
        ("<b>02</b><i>6月</i>", "6月02日"),
    ],
)
def test_date_is_read_from_boxes_and_from_what_machines_are_told(date, told) -> None:
    row = "<li>{date}<a href='{n}.html'>新禾区召开第{n}次防汛工作会议</a></li>"
    page = "".join(row.format(date=date, n=n) for n in range(11, 15))
    item = read_list(f"<ul>{page}</ul>", "http://www.xinhe.example/gzdt/").items[0]
    assert told == (item.published_at.isoformat() if item.published_at else item.date_text)


def test_row_that_leads_on_by_a_click_is_an_entry() -> None:
    row = "<li onclick=\"window.open('{n}.html')\"><p>新禾区召开第{n}次防汛工作会议</p><i>2023-06-{n}</i></li>"
    page = "".join(row.format(n=n) for n in range(11, 15))
    found = read_list(f"<ul>{page}</ul>", "http://www.xinhe.example/gzdt/")
    assert found.items[0].title == "新禾区召开第11次防汛工作会议"
    assert len(found.items) == 4


def test_calendar_beside_a_list_is_neither_a_list_nor_a_pager() -> None:
    days = "".join(f"<td><a href='/gzdt/2023/06/{day:02}/'>{day}</a></td>" for day in range(1, 31))
    months = "<a href='/gzdt/2023/05/'>«上月</a> 2023年6月 <a href='/gzdt/2023/07/'>下月 »</a>"
    calendar = f"<table><caption>{months}</caption><tr>{days}</tr></table>"
    page = parse_document(rows("gzdt", range(10, 18)) + calendar, "http://www.xinhe.example/gzdt/")
    found = read_list(page.html, page.url)
    assert len(found.items) == 8
    pager = find_pager(page)
    assert pager is None or pager.next is None
