"""Crawls of articles that are more than one page: stubs that lead on, and parts."""

from typing import Any

import pytest

STUB = "<html><head><title>新禾区</title></head><body><script>{}</script></body></html>"


def put_article_of_parts(site: Any, parts: int) -> None:
    for part in range(parts):
        path = f"/a/1_{part}.html" if part else "/a/1.html"
        call = f'<script>createPageHTML({parts}, {part}, "1", "html")</script>'
        site.put(path, f"<h1>新禾区第1次防汛会议</h1><p>第{part + 1}部分。</p>{call}")


@pytest.mark.parametrize(
    "script",
    [
        "location.href='/b/9.html'",
        "window.location = '/b/9.html';",
        'top.location.replace("/b/9.html")',
        "setTimeout(function () { self.location.href = '/b/9.html' }, 100)",
    ],
)
def test_stub_is_followed_to_the_article_that_it_stands_for(
    site: Any, crawl: Any, script: str
) -> None:
    site.put_list("/gzdt/", [1])
    site.put("/a/1.html", STUB.format(script))
    site.put("/b/9.html", "<h1>新禾区第1次防汛会议</h1>")

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert [(page["url"], page["article"]) for page in done.articles] == [
        (f"{site.url}/b/9.html", f"{site.url}/a/1.html")
    ]
    assert done.articles[0]["stubs"] == [f"{site.url}/a/1.html"]


def test_refresh_and_form_are_stubs_too(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [2, 1])
    site.put("/a/2.html", '<meta http-equiv="refresh" content="0; url=/b/2.html">')
    site.put(
        "/a/1.html", "<form action='/b/1.html'></form><script>document.forms[0].submit()</script>"
    )
    site.put("/b/2.html", "<h1>新禾区第2次防汛会议</h1>")
    site.put("/b/1.html", "<h1>新禾区第1次防汛会议</h1>")

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert {page["url"] for page in done.articles} == {f"{site.url}/b/{n}.html" for n in (1, 2)}


@pytest.mark.parametrize(
    "script",
    [
        "location.href = location.pathname + location.search",
        "document.cookie = 'a=1'; location.href = '/b/9.html'",
        "location.href = '/'",
        "location.href = '/404.html'",
        "location.href = '/a/1.html'",
    ],
)
def test_challenges_and_missing_pages_are_no_stubs(site: Any, crawl: Any, script: str) -> None:
    site.put_list("/gzdt/", [1])
    site.put("/a/1.html", STUB.format(script))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(1)
    assert len(done.sent) == 2


def test_stubs_in_a_circle_are_left(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [1])
    for name in "1234567":
        path = f"/a/{name}.html"
        site.put(path, STUB.format(f"location.href = '/a/{int(name) % 7 + 1}.html'"))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.articles) == 1
    assert len(done.articles[0]["stubs"]) == 3


def test_parts_of_an_article_are_fetched_and_told_together(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [2, 1])
    put_article_of_parts(site, 3)
    site.put_articles(2)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert [page["url"] for page in done.articles if page["parts"]] == site.articles(1)
    whole = next(page for page in done.articles if page["parts"])
    assert whole["parts"] == [f"{site.url}/a/1_1.html", f"{site.url}/a/1_2.html"]
    assert len(done.articles) == 2


def test_part_that_fails_for_now_fails_its_article(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [1])
    put_article_of_parts(site, 3)
    site.put("/a/1_2.html", "busy", status=502)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert not done.articles
    assert [failed["item"] for failed in done.failed] == site.articles(1)
    assert "502" in done.failed[0]["reason"]


def test_part_that_is_gone_ends_its_article(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [1])
    put_article_of_parts(site, 3)
    del site.pages["/a/1_2.html"]

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.articles[0]["parts"]) == 2


def test_parts_without_end_are_bounded(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [1])
    put_article_of_parts(site, 70)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.articles[0]["parts"]) == 40
