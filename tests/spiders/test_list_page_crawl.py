"""Crawls of list pages over HTTP: what is asked for, what is yielded, where a crawl ends."""

import gzip
import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest

from spiders.errors import SpiderError
from spiders.list_page import ListPageSpider

ROOT = pathlib.Path(__file__).parents[2]
PAGER = '<script>createPageHTML({pages}, {page}, "index", "html")</script>'


def put_column(site: Any, pages: int, per_page: int = 3) -> None:
    """A TRS column of so many pages; its articles are numbered down to 1."""
    total = pages * per_page
    for page in range(pages):
        numbers = [total - page * per_page - place for place in range(per_page)]
        path = f"/gzdt/index_{page}.html" if page else "/gzdt/"
        site.put_list(path, numbers, PAGER.format(pages=pages, page=page))
    site.put_articles(*range(1, total + 1))


def test_first_crawl_walks_to_the_end_and_asks_in_list_order(site: Any, crawl: Any) -> None:
    put_column(site, pages=3)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.fetched == site.articles(9, 8, 7, 6, 5, 4, 3, 2, 1)
    assert [page["new"] for page in done.lists] == [3, 3, 3]
    assert (done.walked, done.because) == (True, "the last page was read")
    article = next(page for page in done.articles if page["article"].endswith("/9.html"))
    assert article["via"] == "list_page"
    assert article["title"] == "新禾区第9次防汛会议"
    assert article["requested_url"] == article["url"]
    assert article["captured"]
    assert article["aware"]
    assert article["type"] == "text/html"


def test_articles_are_asked_for_while_the_list_goes_on(site: Any, crawl: Any) -> None:
    put_column(site, pages=2)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.sent.index(f"GET {site.url}/a/6.html") < done.sent.index(
        f"GET {site.url}/gzdt/index_1.html"
    )


def test_crawl_of_an_unchanged_column_costs_one_request(site: Any, crawl: Any) -> None:
    put_column(site, pages=3)

    done = crawl("list_page", f"{site.url}/gzdt/", known=site.articles(*range(1, 10)))

    assert done.sent == [f"GET {site.url}/gzdt/"]
    assert (done.walked, done.because) == (True, "nothing on the page is new")


def test_crawl_goes_on_to_the_first_page_without_news(site: Any, crawl: Any) -> None:
    put_column(site, pages=4)

    done = crawl("list_page", f"{site.url}/gzdt/", known=site.articles(*range(1, 10)))

    assert done.fetched == site.articles(12, 11, 10)
    assert len(done.lists) == 2


def test_full_crawl_walks_past_known_pages_without_fetching_them(site: Any, crawl: Any) -> None:
    put_column(site, pages=3)

    done = crawl("list_page", f"{site.url}/gzdt/", full=True, known=site.articles(*range(2, 10)))

    assert done.fetched == site.articles(1)
    assert len(done.lists) == 3


def test_limit_of_pages_ends_the_walk(site: Any, crawl: Any) -> None:
    put_column(site, pages=3)

    done = crawl("list_page", f"{site.url}/gzdt/", max_pages=2)

    assert len(done.lists) == 2
    assert done.walked
    assert "max_pages" in done.because


def test_list_that_repeats_itself_without_end_is_left(site: Any, crawl: Any) -> None:
    for page in range(1, 30):
        path = f"/gzdt/list.php?page={page}"
        numbers = [3, 2, 1] if page > 1 else [6, 5, 4]
        site.put_list(path, numbers, f'<a href="/gzdt/list.php?page={page + 1}">下一页</a>')
    site.put_articles(*range(1, 7))

    done = crawl("list_page", f"{site.url}/gzdt/list.php?page=1", full=True)

    assert len(done.lists) == 3
    assert done.because == "a page repeats the items of an earlier page"
    assert len(done.articles) == 6


def test_next_page_that_leads_back_is_not_followed(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [6, 5, 4], '<a href="/gzdt/2.html">下一页</a>')
    site.put_list("/gzdt/2.html", [3, 2, 1], '<a href="/gzdt/">下一页</a>')
    site.put_articles(*range(1, 7))

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.lists) == 2
    assert (done.walked, done.because) == (True, "the next page was read before")


def test_missing_list_is_told_with_its_status(site: Any, crawl: Any) -> None:
    done = crawl("list_page", f"{site.url}/gone/")

    assert [page["status"] for page in done.lists] == [404]
    assert done.lists[0]["problem"] == f"{site.url}/gone/ answered with status 404"
    assert not done.walked


def test_further_page_that_is_missing_leaves_the_walk_unfinished(site: Any, crawl: Any) -> None:
    site.put_list("/gzdt/", [3, 2, 1], PAGER.format(pages=2, page=0))
    site.put_articles(1, 2, 3)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.articles) == 3
    assert not done.walked
    assert "404" in done.because


def test_page_without_a_list_is_told(site: Any, crawl: Any) -> None:
    site.put("/about/", "<h1>单位简介</h1><p>新禾区应急管理局成立于2019年。</p>")

    done = crawl("list_page", f"{site.url}/about/")

    assert done.lists[0]["problem"] == f"no article links found on {site.url}/about/"
    assert not done.walked


def test_unchanged_list_is_answered_without_a_body(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.pages["/gzdt/"].headers["ETag"] = '"v1"'
    url = f"{site.url}/gzdt/"

    done = crawl("list_page", url, validators={url: ['"v1"', "Fri, 02 Jun 2023 01:00:00 GMT"]})

    assert [(page["status"], page["items"], page["problem"]) for page in done.lists] == [
        (304, [], None)
    ]
    assert done.walked
    assert site.asked[-1][2]["if-modified-since"] == "Fri, 02 Jun 2023 01:00:00 GMT"


def test_full_crawl_asks_without_conditions(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.pages["/gzdt/"].headers["ETag"] = '"v1"'
    url = f"{site.url}/gzdt/"

    done = crawl("list_page", url, full=True, validators={url: ['"v1"', None]})

    assert len(done.articles) == 3


def test_further_pages_are_asked_for_conditionally_too(site: Any, crawl: Any) -> None:
    put_column(site, pages=3)
    further = f"{site.url}/gzdt/index_1.html"
    site.pages["/gzdt/index_1.html"].headers["ETag"] = '"v1"'

    done = crawl(
        "list_page",
        f"{site.url}/gzdt/",
        known=site.articles(*range(1, 7)),
        validators={further: ['"v1"', None]},
    )

    assert [page["status"] for page in done.lists] == [200, 304]
    assert done.walked


def test_list_whose_news_have_stood_deep_is_read_whatever_its_first_page_says(
    site: Any, crawl: Any
) -> None:
    put_column(site, pages=4, per_page=10)
    site.pages["/gzdt/"].headers["ETag"] = '"v1"'
    url = f"{site.url}/gzdt/"
    known = site.articles(*[number for number in range(1, 41) if number != 25])

    done = crawl("list_page", url, known=known, lookback=14, validators={url: ['"v1"', None]})

    assert done.fetched == site.articles(25)
    assert len(done.lists) == 3
    assert done.depth == 15


def test_interrupted_walk_goes_on_and_then_looks_at_what_came_on_top(site: Any, crawl: Any) -> None:
    put_column(site, pages=4)
    url = f"{site.url}/gzdt/"
    known = site.articles(10, 9, 8, 7, 6, 5, 4)
    place = crawl("list_page", url, known=known).lists[1]["place"]
    assert place["pages"] == 2
    place["page"] |= {"url": f"{url}index_2.html", "number": 3}
    place |= {"pages": 3, "thorough": True, "complete": False}

    done = crawl(
        "list_page",
        url,
        full=True,
        known=known,
        resume={url: place},
    )

    lists = [sent for sent in done.sent if "/gzdt/" in sent]
    assert lists == [
        f"GET {url}index_2.html",
        f"GET {url}index_3.html",
        f"GET {url}",
        f"GET {url}index_1.html",
    ]
    assert done.fetched == site.articles(3, 2, 1, 12, 11)
    assert done.walked


def test_place_that_leads_nowhere_is_left_for_a_walk_from_the_start(site: Any, crawl: Any) -> None:
    put_column(site, pages=2)
    url = f"{site.url}/gzdt/"
    place = crawl("list_page", url).lists[1]["place"]
    place["page"] |= {"url": f"{url}index_9.html"}
    place |= {"thorough": True, "complete": False}

    done = crawl("list_page", url, full=True, resume={url: place})

    assert len(done.articles) == 6
    assert done.walked


def test_stored_articles_are_looked_at_again_conditionally(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.pages["/a/2.html"].headers["ETag"] = '"v1"'
    first, second = site.articles(1, 2)

    done = crawl(
        "list_page",
        f"{site.url}/gzdt/",
        known=site.articles(1, 2, 3),
        revisits=[first, second],
        validators={second: ['"v1"', None]},
    )

    found = {page["article"]: (page["via"], page["status"]) for page in done.articles}
    assert found == {first: ("revisit", 200), second: ("revisit", 304)}


def test_further_page_that_is_missing_is_the_lists_own_fault(site: Any, crawl: Any) -> None:
    url = f"{site.url}/gzdt/"
    site.put_list("/gzdt/", [3, 2, 1], PAGER.format(pages=2, page=0))
    site.put_articles(1, 2, 3)
    assert crawl("list_page", url).stuck == [url]


def test_failed_addresses_are_tried_again_and_gone_articles_are_yielded(
    site: Any, crawl: Any
) -> None:
    put_column(site, pages=1)
    del site.pages["/a/2.html"]
    old = f"{site.url}/a/old.html"

    done = crawl("list_page", f"{site.url}/gzdt/", retry=[old, f"{site.url}/a/3.html"])

    found = {page["article"]: (page["via"], page["status"]) for page in done.articles}
    assert found[old] == ("retry", 404)
    assert found[f"{site.url}/a/2.html"] == ("list_page", 404)
    assert found[f"{site.url}/a/3.html"] == ("retry", 200)
    assert len(done.articles) == 4


def test_redirected_article_keeps_the_address_that_was_asked_for(site: Any, crawl: Any) -> None:
    put_column(site, pages=1, per_page=1)
    site.put("/a/1.html", "", 302, Location="/b/1.html")
    site.put("/b/1.html", "<h1>新址</h1>")

    article = crawl("list_page", f"{site.url}/gzdt/").articles[0]

    assert (article["requested_url"], article["url"]) == (
        f"{site.url}/a/1.html",
        f"{site.url}/b/1.html",
    )


def test_links_of_other_schemes_are_no_articles(site: Any, crawl: Any) -> None:
    strange = "".join(
        f'<li><a href="{href}">新禾区第四十次防汛会议</a><span>2023-06-03</span></li>'
        for href in (
            "ftp://127.0.0.1/x.html",
            "mailto:a@b.example",
            "javascript:void(0)",
            "http://[::1",
        )
    )
    site.put_list("/gzdt/", [2, 1], rows=strange)
    site.put_articles(1, 2)

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert done.lists[0]["items"] == site.articles(2, 1)
    assert done.failed == []


def test_column_stub_leads_to_its_sub_column(site: Any, crawl: Any) -> None:
    site.put("/zw/", '<script>location.href="./gzdt/"</script>')
    site.put_list("/zw/gzdt/", [2, 1])
    site.put_articles(1, 2)

    done = crawl("list_page", f"{site.url}/zw/", settings={"METAREFRESH_ENABLED": False})

    assert done.fetched == site.articles(2, 1)
    assert done.walked


def test_pages_that_come_by_post_are_walked(site: Any, crawl: Any) -> None:
    form = '<form action="/list.aspx"><input type="hidden" name="__VIEWSTATE" value="{}"></form>'
    link = "<span>{}</span><a href=\"javascript:__doPostBack('Pager','{}')\">下一页</a>"
    site.put_list("/list.aspx", [4, 3], form.format("s1") + link.format(1, 2))
    sent = "__VIEWSTATE=s1&__EVENTTARGET=Pager&__EVENTARGUMENT=2"
    site.put_list(f"/list.aspx {sent}", [2, 1], form.format("s2") + "<span>2</span><a>下一页</a>")
    site.put_articles(1, 2, 3, 4)

    done = crawl("list_page", f"{site.url}/list.aspx")

    assert done.fetched == site.articles(4, 3, 2, 1)
    assert (done.walked, done.because) == (True, "the last page was read")


def test_robots_file_keeps_articles_and_lists_out(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.put("/robots.txt", "User-agent: *\nDisallow: /a/2.html\n", Content_Type="text/plain")

    done = crawl("list_page", f"{site.url}/gzdt/")

    assert len(done.articles) == 2
    assert [(fail["kind"], fail["item"]) for fail in done.failed] == [
        ("robots", f"{site.url}/a/2.html")
    ]


def test_slow_and_large_answers_are_told_apart(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.pages["/a/3.html"].wait_seconds = 3
    site.put("/a/2.html", b"x" * 50_000)

    done = crawl(
        "list_page",
        f"{site.url}/gzdt/",
        settings={"DOWNLOAD_TIMEOUT": 1, "DOWNLOAD_MAXSIZE": 20_000},
    )

    kinds = {fail["item"]: fail["kind"] for fail in done.failed}
    assert kinds == {f"{site.url}/a/3.html": "timeout", f"{site.url}/a/2.html": "too_large"}
    assert [page["article"] for page in done.articles] == site.articles(1)


def test_bombs_and_drips_are_cut_off(site: Any, crawl: Any) -> None:
    put_column(site, pages=1)
    site.put("/a/3.html", gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    site.pages["/a/2.html"].drips = True

    done = crawl(
        "list_page",
        f"{site.url}/gzdt/",
        settings={"DOWNLOAD_TIMEOUT": 1, "DOWNLOAD_MAXSIZE": 1_000_000},
    )

    kinds = {fail["item"]: fail["kind"] for fail in done.failed}
    assert kinds == {f"{site.url}/a/3.html": "too_large", f"{site.url}/a/2.html": "timeout"}


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("http://127.0.0.1:1", "connect", "refused the connection"),
        ("http://no-such-host.invalid", "dns", "cannot be resolved"),
        ("https://127.0.0.1:{port}", "tls", "no secure connection"),
    ],
)
def test_unreachable_list_says_why(
    site: Any, crawl: Any, address: str, kind: str, words: str
) -> None:
    url = address.format(port=site.url.rpartition(":")[2])

    done = crawl("list_page", f"{url}/gzdt/", settings={"ROBOTSTXT_OBEY": False})

    assert [(fail["kind"], fail["item"]) for fail in done.failed] == [(kind, None)]
    assert words in done.failed[0]["reason"]
    assert not done.walked
    assert done.because == done.failed[0]["reason"]


def test_redirect_loop_is_told(site: Any, crawl: Any) -> None:
    site.put("/gzdt/", "", 302, Location="/gzdt/?again=1")
    site.put("/gzdt/?again=1", "", 302, Location="/gzdt/")

    done = crawl("list_page", f"{site.url}/gzdt/", settings={"REDIRECT_MAX_TIMES": 3})

    assert [fail["kind"] for fail in done.failed] == ["http"]


def test_several_lists_are_one_crawl(site: Any, crawl: Any) -> None:
    site.put_list("/one/", [3, 2])
    site.put_list("/two/", [2, 1])
    site.put_articles(1, 2, 3)

    done = crawl("list_page", f"{site.url}/one/", f"{site.url}/two/")

    assert sorted(done.fetched) == site.articles(1, 2, 3)
    assert done.walked


def test_scrapy_crawl_works_with_plain_settings(site: Any, tmp_path: Any) -> None:
    put_column(site, pages=1)
    (tmp_path / "plain.py").write_text(
        "SPIDER_MODULES = ['spiders']\nTELNETCONSOLE_ENABLED = False\n"
    )
    code = (
        "import sys; from scrapy.cmdline import execute; "
        f"execute(['scrapy', 'crawl', 'list_page', '-a', 'url={site.url}/gzdt/'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": f"{sys.path[0]}:{tmp_path}:{ROOT}", "SCRAPY_SETTINGS_MODULE": "plain"},
        timeout=30,
        check=False,
    )
    assert "'item_scraped_count': 4" in done.stderr, json.dumps(done.stderr[-2000:])


@pytest.mark.parametrize("url", [None, "ftp://x.example/", "gzdt"])
def test_spider_without_a_web_address_says_how_to_start_it(url: str | None) -> None:
    with pytest.raises(SpiderError, match="scrapy crawl list_page -a url="):
        ListPageSpider(url=url)
