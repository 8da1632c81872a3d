"""A crawl does as a host asks, and leaves alone one that blocks it."""

import datetime as dt
import email.utils
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from newsarchive.crawl.retry_after import retry_after_seconds
from spiders.sitemaps import sitemaps_in_robots
from storage.engine import open_database
from storage.hosts import HostRepository
from tests.spiders.conftest import Page, crawl, site  # noqa: F401 - fixtures

BARRIER = "<html><script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname+location.search</script></html>"
NOW = dt.datetime(2024, 5, 6, 8, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        ("99999999999", 86_400),
        ("Mon, 06 May 2024 08:01:30 GMT", 90),
        ("Mon, 06 May 2024 07:00:00 GMT", 0),
        ("Mon, 06 May 2030 08:00:00 GMT", 86_400),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("１２０", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_bounded(value, seconds):
    assert retry_after_seconds(value, NOW) == seconds


@given(
    st.text(max_size=40)
    | st.from_regex(r"[A-Z][a-z]{2}, \d{1,4} [A-Z][a-z]{2} \d{1,5} [\d:]{1,9} ?\S{0,6}")
)
def test_any_retry_after_is_a_wait_of_a_day_at_most_or_none(value):
    seconds = retry_after_seconds(value, NOW)
    assert seconds is None or 0 <= seconds <= 86_400


@given(
    st.lists(
        st.sampled_from(
            ["User-agent: *", "User-agent:", "Disallow: /*$", "Allow: /%zz", "Crawl-delay: 1e999"]
        )
        | st.sampled_from(
            ["Crawl-delay: nan", "Request-rate: 1/0", "Sitemap: //[", "\x00", "\ud800", ":", "#"]
        )
        | st.text(max_size=30),
        max_size=12,
    ).map("\n".join)
)
def test_any_robots_txt_is_judged_and_names_sitemaps_of_the_web_only(text):
    parser = ProtegoRobotParser(text.encode("utf-8", "replace"), spider=None)
    parser.allowed("http://a.example/gzdt/1.html", "newsarchive")
    delay = parser.rp.crawl_delay("newsarchive")
    assert delay is None or 0 <= delay < float("inf")
    assert all(
        url.startswith(("http://", "https://"))
        for url in sitemaps_in_robots(text, "http://a.example/")
    )


@pytest.fixture
def settings(tmp_path):
    """The manners of a crawl, with a database of its own."""
    url = f"sqlite:///{tmp_path}/archive.db"
    open_database(url).close()
    return {
        "NEWSARCHIVE_DATABASE_URL": url,
        "NEWSARCHIVE_DAILY_REQUESTS": 0,
        "RETRY_TIMES": 1,
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "newsarchive.crawl.robots.StrictRobotsTxtMiddleware": 100,
            "newsarchive.crawl.politeness.PolitenessMiddleware": 845,
        },
    }


@pytest.fixture
def column(site):  # noqa: F811 - the fixture
    site.put_list("/gzdt/", [3, 2, 1])
    site.put_articles(1, 2, 3)
    return site


def left_alone(settings, site):  # noqa: F811
    host = site.url.removeprefix("http://")
    with open_database(settings["NEWSARCHIVE_DATABASE_URL"]) as database:
        return HostRepository(database).barrier(host, dt.datetime.now(dt.UTC))


def test_requests_leave_as_far_apart_as_robots_txt_asks(column, crawl, settings):  # noqa: F811
    column.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.5\n", Content_Type="text/plain")
    throttle = {
        "AUTOTHROTTLE_ENABLED": True,
        "DOWNLOAD_DELAY": 0.1,
        "AUTOTHROTTLE_START_DELAY": 0.1,
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "newsarchive.crawl.throttle.PoliteThrottle": 0,
        },
    }
    done = crawl("list_page", f"{column.url}/gzdt/", settings=settings | throttle)
    assert len(done.articles) == 3
    gaps = [after - before for before, after in itertools.pairwise(column.moments)]
    assert len(gaps) == 4
    assert min(gaps) > 0.4


def paths(site):  # noqa: F811
    return {path for path, _, _ in site.asked}


def test_a_robots_txt_that_a_server_fails_to_give_forbids_everything(column, crawl, settings):  # noqa: F811
    column.put("/robots.txt", "", 503)
    done = crawl("list_page", f"{column.url}/gzdt/", settings=settings)
    assert paths(column) == {"/robots.txt"}
    assert "robots.txt answered 503" in done.reasons["http"]
    column.put("/robots.txt", "User-agent: *\nDisallow: /a/2\n", Content_Type="text/plain")
    assert len(crawl("list_page", f"{column.url}/gzdt/", settings=settings).articles) == 2


def test_a_robots_txt_that_was_unreachable_for_a_month_counts_as_none(column, crawl, settings):  # noqa: F811
    column.put("/robots.txt", "", 500)
    host = column.url.removeprefix("http://")
    with open_database(settings["NEWSARCHIVE_DATABASE_URL"]) as database:
        month = dt.timedelta(days=30)
        HostRepository(database).robots_missed(host, dt.datetime.now(dt.UTC) - month)
    assert len(crawl("list_page", f"{column.url}/gzdt/", settings=settings).articles) == 3


def test_a_robots_txt_that_is_refused_to_us_forbids_nothing(column, crawl, settings):  # noqa: F811
    column.put("/robots.txt", "User-agent: *\nDisallow: /\n", 403, Content_Type="text/plain")
    assert len(crawl("list_page", f"{column.url}/gzdt/", settings=settings).articles) == 3


def test_of_a_very_long_robots_txt_the_beginning_counts(column, crawl, settings):  # noqa: F811
    rules = "User-agent: *\nDisallow: /a/2\n" + "# filler\n" * 200_000
    column.put("/robots.txt", rules + "Disallow: /\n", Content_Type="text/plain")
    assert len(crawl("list_page", f"{column.url}/gzdt/", settings=settings).articles) == 2


def test_a_short_wait_that_a_server_asks_for_is_waited(column, crawl, settings):  # noqa: F811
    column.put("/a/3.html", "", 503, Retry_After="1")
    done = crawl("list_page", f"{column.url}/gzdt/", settings=settings)
    asked = [path for path, _, _ in column.asked]
    assert asked.count("/a/3.html") == 2
    times = [moment for path, moment in zip(asked, column.moments, strict=True) if "/3" in path]
    assert times[1] - times[0] > 0.9
    assert len(done.articles) == 3


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_long_wait_is_left_to_a_later_crawl(column, crawl, settings, form):  # noqa: F811
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)
    value = "10800" if form == "seconds" else email.utils.format_datetime(later, usegmt=True)
    column.put("/a/3.html", "", 429, Retry_After=value)
    done = crawl("list_page", f"{column.url}/gzdt/", settings=settings)
    asked = [path for path, _, _ in column.asked]
    assert asked.count("/a/3.html") == 1
    assert "/a/1.html" not in asked
    barrier = left_alone(settings, column)
    assert abs(barrier.blocked_until - later) < dt.timedelta(minutes=1)
    column.asked.clear()
    again = crawl("list_page", f"{column.url}/gzdt/", settings=settings)
    assert column.asked == []
    assert "it is left alone until" in again.reasons["postponed"]
    assert not done.walked or done.articles


def test_a_host_gets_no_more_requests_than_its_daily_cap(column, crawl, settings):  # noqa: F811
    capped = settings | {"NEWSARCHIVE_DAILY_REQUESTS": 3}
    done = crawl("list_page", f"{column.url}/gzdt/", settings=capped)
    assert len(column.asked) == 3
    assert "the daily cap of 3 requests" in done.reasons["postponed"]
    crawl("list_page", f"{column.url}/gzdt/", settings=capped)
    assert len(column.asked) == 3


def put_barrier(site, status):  # noqa: F811
    for path in ("/gzdt/", "/a/1.html", "/a/2.html", "/a/3.html", "/a/4.html", "/a/5.html"):
        site.pages[path] = Page(BARRIER.encode(), status, {"Content-Type": "text/html"})


def test_a_host_that_blocks_its_list_is_left_alone_until_a_person_says_otherwise(
    program,
    site,  # noqa: F811
):
    site.put_list("/gzdt/", [5, 4, 3, 2, 1])
    site.put_articles(1, 2, 3, 4, 5)
    url = f"{site.url}/gzdt/"
    program.run("source", "add", url, "--name", "gzdt", "--yes")
    put_barrier(site, 521)
    report = program.json("crawl", "gzdt", code=None)["crawls"][0]
    assert (report["blocked"], report["new"]) == (1, 0)
    assert "blocks us" in report["error"]
    site.asked.clear()
    report = program.json("crawl", "gzdt", code=1)["crawls"][0]
    assert site.asked == []
    assert "newsarchive source resume gzdt" in report["error"]
    assert program.json("crawl", "--due")["crawls"] == []
    state = program.json("status")["source_states"][0]
    assert (state["state"], "status 521" in state["message"]) == ("blocked", True)
    assert program.json("source", "show", "gzdt")["blocked_until"]
    site.put_list("/gzdt/", [5, 4, 3, 2, 1])
    program.run("source", "resume", "gzdt")
    report = program.json("crawl", "gzdt", code=None)["crawls"][0]
    assert (report["blocked"] >= 3, report["new"], report["status"]) == (True, 0, "failed")
    assert program.json("status")["articles"] == 0
