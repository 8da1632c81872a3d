"""A later crawl asks only for what may be new: lists, articles due for a look, what was left."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time

import psutil
import pytest

from tests.crawl.conftest import ARTICLE, Column, make_due

ON_A_PAGE = 4


@pytest.fixture
def crawled(program, column):
    """Four articles on one list page, crawled once."""
    column.write(range(101, 105))
    column.put_lists(range(101, 105))
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    assert program.json("crawl", "gzdt")["crawls"][0]["new"] == 4
    column.site.forget()
    return column


def crawl(program, *options):
    return program.json("crawl", "gzdt", *options)["crawls"][0]


def test_an_unchanged_source_costs_its_list_and_nothing_is_sent_twice(program, crawled):
    report = crawl(program)
    assert (report["requests"], report["unchanged"], report["new"]) == (2, 0, 0)
    answers = [answer.status for answer in crawled.site.answers if answer.path == "/gzdt/"]
    assert answers == [304]


def test_articles_that_are_due_are_looked_at_conditionally(program, crawled):
    crawled.site.edit(crawled.path(102), "一户不漏", "户户都到")
    crawled.site.remove(crawled.path(103))
    make_due(program.home)
    report = crawl(program)
    assert (report["updated"], report["unchanged"], report["gone"]) == (1, 2, 0)
    statuses = {a.path: a.status for a in crawled.site.answers if "/t2024" in a.path}
    assert sorted(statuses.values()) == [200, 304, 304, 404]
    assert program.json("show", article_id(program, crawled, 102))["version"] == 2
    crawled.site.forget()
    assert crawl(program)["requests"] == 2
    assert crawled.articles_asked() == []


def test_two_visits_confirm_that_an_article_is_gone_and_a_later_one_that_it_is_back(
    program, crawled
):
    number = article_id(program, crawled, 103)
    page = crawled.site.page(crawled.path(103)).body
    crawled.site.remove(crawled.path(103))
    make_due(program.home)
    assert crawl(program)["gone"] == 0
    assert program.json("show", number)["gone_at"] is None
    make_due(program.home)
    assert crawl(program)["gone"] == 1
    assert program.json("show", number)["gone_at"]
    assert program.json("status")["gone"] == 1
    assert "1 articles are gone from their sites" in program.run("status").stdout
    crawled.site.publish(crawled.path(103), page)
    make_due(program.home)
    assert crawl(program)["returned"] == 1
    assert program.json("show", number)["gone_at"] is None


def test_what_a_page_says_is_gone_on_two_visits_is_gone_and_passing_trouble_is_only_told(
    program, crawled
):
    crawled.site.publish(crawled.path(103), "<p>抱歉，您访问的页面不存在</p>")
    crawled.site.publish(crawled.path(102), "<p>网站升级维护中，请稍后再来</p>")
    for visit in (1, 2):
        make_due(program.home)
        report = crawl(program)
        assert (report["gone"], report["updated"], report["skipped"]) == (visit - 1, 0, 2)
        problems = program.json("source", "show", "gzdt")["crawls"][0]["problems"]
        assert {problem["kind"] for problem in problems} == {"soft_404"}
    assert program.json("show", article_id(program, crawled, 103))["gone_at"]
    assert program.json("show", article_id(program, crawled, 102))["gone_at"] is None


def test_two_addresses_of_one_article_never_make_two_articles(program, column):
    paths = ["/show/5501.html", "/show.htm", "/show/5501.html;jsessionid=9F"]
    queries = ["?from=timeline", "?id=5501&cat=2", "?spm=a.b.c#top"]
    addresses = [path + query for path, query in zip(paths, queries, strict=True)]
    rows = "".join(
        f'<li><a href="{url}">芦水河灌区第{n}次春灌调度会议召开</a><span>2024-05-0{n}</span></li>'
        for n, url in enumerate(addresses, 1)
    )
    column.site.publish("/gzdt/index.html", f"<html><body><ul>{rows}</ul></body></html>")
    page = ARTICLE.format(n=5501).replace(
        "<head>", "<head><link rel=canonical href=/show/5501.html>"
    )
    for path in paths:
        column.site.publish(path, page)
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    assert crawl(program)["new"] == 1
    assert program.json("status")["articles"] == 1
    column.site.forget()
    assert crawl(program)["requests"] == 2


def test_an_item_put_in_behind_known_ones_is_found_where_that_has_happened_before(program, column):
    column.write(range(101, 113))
    column.put_lists(range(101, 106), range(106, 112))
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    assert crawl(program)["new"] == 11
    column.put_lists(range(101, 106), [*range(106, 111), 112, 111])
    assert crawl(program)["new"] == 0
    report = crawl(program, "--full")
    assert report["new"] == 1
    assert program.json("source", "show", "gzdt")["lookback"] == 10
    column.write([113])
    column.put_lists(range(101, 106), [*range(106, 111), 113, 111])
    assert crawl(program)["new"] == 1


@pytest.mark.parametrize("killed", [signal.SIGKILL, signal.SIGTERM])
def test_a_full_crawl_that_is_killed_goes_on_where_it_was(program, column, killed):
    column.write(range(101, 125))
    column.put_lists(*[range(n, n + ON_A_PAGE) for n in range(101, 125, ON_A_PAGE)])
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    stop_in_the_middle(program, killed)
    kept = stored_numbers(program)
    assert ON_A_PAGE < len(kept) < 24
    column.site.forget()
    report = crawl(program)
    assert report["error"] is None
    asked = column.asked()
    assert asked[0].startswith("/gzdt/index_")
    assert asked.count("/gzdt/") == 1
    assert stored_numbers(program) == set(range(101, 125))
    assert not kept & set(column.articles_asked())
    column.site.forget()
    assert crawl(program)["requests"] == 2


def stop_in_the_middle(program, how: signal.Signals) -> None:
    """Start a crawl and end the process that crawls when it is past its first list page."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsarchive", "crawl", "gzdt", "--full"],
        env=program.environment | {"NEWSARCHIVE_DELAY": "0.5"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 100
    while len(stored_numbers(program)) <= ON_A_PAGE and time.monotonic() < deadline:
        time.sleep(0.1)
    for child in psutil.Process(process.pid).children(recursive=True):
        if "newsarchive.crawl.child" in child.cmdline():
            os.kill(child.pid, how)
    process.wait(timeout=100)


def stored_numbers(program) -> set[int]:
    with contextlib.closing(sqlite3.connect(program.home / "archive.db")) as connection:
        urls = [url for (url,) in connection.execute("SELECT url FROM articles")]
    return {int(url.rpartition("_")[2].removesuffix(".html")) for url in urls}


def article_id(program, column: Column, number: int) -> int:
    hits = program.json("search", f'"第{number}条渠"', "--limit", "1")["hits"]
    return int(hits[0]["id"])
