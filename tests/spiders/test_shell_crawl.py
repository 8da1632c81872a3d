"""Crawls of columns whose rows a script fetches: shell, interface, and what happens without one."""

import json
from typing import Any

FETCH = "<script>fetch('/api/list?cid=9&size=3&page=' + page).then(show)</script>"
HOT = "".join(
    f"<li><a href='/hot/{n}.html'>新禾区十大新闻之第{n}条</a><span>2022-12-3{n % 2}</span></li>"
    for n in range(1, 6)
)


def put_api(site: Any, numbers: list[int], size: int = 3, first: int = 1) -> None:
    for start in range(0, len(numbers), size):
        page = start // size + first
        rows = [
            {"title": f"新禾区第{n}次防汛会议", "url": f"/a/{n}.html", "date": f"2023-06-{n:02}"}
            for n in numbers[start : start + size]
        ]
        value = {"code": 0, "data": {"list": rows, "total": len(numbers)}}
        site.put(f"/api/list?cid=9&size=3&page={page}", json.dumps(value))


def test_rows_of_a_shell_are_fetched_page_by_page(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<div id='app'></div>{FETCH}")
    put_api(site, [8, 7, 6, 5, 4, 3, 2, 1])
    site.put_articles(*range(1, 9))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(8, 7, 6, 5, 4, 3, 2, 1)
    assert len(done.lists) == 3
    assert (done.walked, done.because) == (True, "the last page was read")


def test_crawl_of_an_unchanged_shell_costs_two_requests(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<div id='app'></div>{FETCH}", ETag='"v1"')
    put_api(site, [8, 7, 6, 5, 4, 3, 2, 1])

    done = crawl("list_page", f"{site.url}/gzdt/", known=site.articles(*range(1, 9)))

    assert len(done.sent) == 2
    assert done.because == "nothing on the page is new"
    assert [page["list"] for page in done.lists] == ["list_page"]
    assert "/api/list" in done.lists[0]["url"], "a shell that answers 304 must not end a crawl"


def test_hot_list_of_a_shell_is_not_taken_for_its_column(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<ul>{HOT}</ul>{FETCH}")
    put_api(site, [3, 2, 1])
    site.put_articles(1, 2, 3)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(3, 2, 1)


def test_rows_of_the_page_count_where_the_interface_is_missing(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [3, 2, 1], FETCH)
    site.put_articles(1, 2, 3)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(3, 2, 1)
    assert (done.walked, done.because) == (True, "the last page was read")


def test_interface_that_fails_for_now_leaves_the_walk_unfinished(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [3, 2, 1], FETCH)
    site.put_articles(1, 2, 3)
    site.put("/api/list?cid=9&size=3&page=1", "busy", status=502)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(3, 2, 1)
    assert not done.walked
    assert "status 502" in done.because
    assert not done.lists


def test_shell_without_rows_anywhere_is_told(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<div id='app'></div>{FETCH}")
    site.put("/api/list?cid=9&size=3&page=1", '{"code": 403, "msg": "请先登录"}')

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert not done.walked
    assert "no article links found on" in done.because


def test_interface_that_counts_from_zero_is_read_from_its_first_page(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<div id='app'></div><script>var page = 0;</script>{FETCH}")
    put_api(site, [6, 5, 4, 3, 2, 1], first=0)
    site.put_articles(*range(1, 7))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(6, 5, 4, 3, 2, 1)


def test_interface_that_only_seems_to_count_from_zero_is_read_whole(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", f"<div id='app'></div><script>var page = 0;</script>{FETCH}")
    put_api(site, [6, 5, 4, 3, 2, 1])
    site.pages["/api/list?cid=9&size=3&page=0"] = site.pages["/api/list?cid=9&size=3&page=1"]
    site.put_articles(*range(1, 7))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(6, 5, 4, 3, 2, 1)


def test_gkmlpt_column_is_named_by_the_fragment_of_its_address(site: Any, crawl: Any) -> None:
    site.put("/gkmlpt/index", "<div id='app'></div><script>_CONFIG = {SID: '755001'}</script>")
    articles = [
        {"title": f"新禾区第{n}次防汛会议", "url": f"/a/{n}.html", "create_time": 1685667600}
        for n in (2, 1)
    ]
    site.put(
        "/gkmlpt/api/all/2811?page=1&sid=755001", json.dumps({"total": 2, "articles": articles})
    )
    site.put_articles(1, 2)

    done = crawl("list_page", f"{site.url}/gkmlpt/index#2811")

    assert done.fetched == site.articles(2, 1)
