"""What a list page brought and how far the walk came is kept at once, and found again."""

import pytest

from storage.records import FoundItem, WalkPlace
from storage.walks import MAX_FAILURES, WalkRepository

LIST = "http://qingxi.example/list.html"
PAGE = {"url": "http://qingxi.example/list_3.html", "method": "GET"}


@pytest.fixture
def walks(archive):
    return WalkRepository(archive.database)


def keep(archive, walks, make, place=None, found=()):
    items = [FoundItem(url=url, title="通知", published_at=make.day(0)) for url in found]
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    walks.keep_page(
        make.capture(url=LIST, page_kind="list_page"),
        place,
        items,
        source_id=archive.source_id,
        crawl_id=crawl,
        now=make.day(1),
    )
    return crawl


def test_items_of_a_page_wait_to_be_fetched_until_they_are(archive, walks, make):
    keep(archive, walks, make, found=["http://qingxi.example/a", "http://qingxi.example/b"])
    archive.crawls.settle(archive.source_id, "http://qingxi.example/a")
    waiting = archive.crawls.due(archive.source_id, make.day(1))
    assert [(page.url, page.title, page.attempts) for page in waiting] == [
        ("http://qingxi.example/b", "通知", 0)
    ]


def test_an_item_that_failed_before_keeps_its_turn(archive, walks, make):
    url = "http://qingxi.example/a"
    archive.crawls.remember_failure(archive.source_id, url, error="503", now=make.day(1))
    keep(archive, walks, make, found=[url])
    assert archive.crawls.due(archive.source_id, make.day(1)) == []


def test_the_place_of_a_walk_moves_on_and_is_forgotten_at_its_end(archive, walks, make):
    keep(archive, walks, make, WalkPlace(url=LIST, page={"url": LIST}, pages=1))
    crawl = keep(archive, walks, make, WalkPlace(url=LIST, page=PAGE, pages=3))
    keep(archive, walks, make)
    assert walks.places(archive.source_id) == [WalkPlace(url=LIST, page=PAGE, pages=3)]
    record = archive.crawls.get(crawl)
    archive.crawls.finish(crawl, "interrupted", record.counts)
    assert len(walks.places(archive.source_id)) == 1
    archive.crawls.finish(crawl, "done", record.counts, walked=True)
    assert walks.places(archive.source_id) == []


def test_a_walk_that_cannot_go_on_is_given_up_after_a_few_crawls(archive, walks, make):
    keep(archive, walks, make, WalkPlace(url=LIST, page=PAGE, pages=3))
    told = [walks.stuck(archive.source_id, LIST) for _ in range(MAX_FAILURES)]
    assert told == [False] * (MAX_FAILURES - 1) + [True]
    assert walks.places(archive.source_id)[0].complete
    assert not walks.stuck(archive.source_id, "http://qingxi.example/other")


def test_another_way_in_forgets_the_place(archive, walks, make):
    keep(archive, walks, make, WalkPlace(url=LIST, page=PAGE, pages=3))
    settings = archive.sources.get("qingxi").settings
    archive.sources.update(make.source(url="http://qingxi.example/new.html"))
    assert settings.url == LIST
    assert walks.places(archive.source_id) == []


def test_the_deepest_news_of_the_crawls_is_the_habit_of_the_source(archive):
    assert archive.sources.get("qingxi").lookback is None
    for depth in (3, 25, None):
        crawl = archive.crawls.start(archive.source_id, "host:1:a")
        record = archive.crawls.get(crawl)
        archive.crawls.finish(
            crawl, "done", record.counts, ended_because="the last page was read", news_depth=depth
        )
    assert archive.sources.get("qingxi").lookback == 25
    last = archive.sources.get("qingxi").last_crawl
    assert (last.ended_because, last.news_depth) == ("the last page was read", None)
