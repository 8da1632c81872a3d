"""Crawls: their course, their problems, and what they leave for the next one."""

import datetime as dt

from storage.records import Counts, PendingPage

PAGE = "http://xinwen.example/a/9.html"


def test_a_crawl_is_running_until_it_is_finished(archive):
    archive.turns.take("qingxi", "host:1:a", 60, with_hosts=True)
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    begun = archive.crawls.get(crawl)
    assert (begun.source, begun.status, begun.finished_at) == ("qingxi", "running", None)
    assert begun.counts == Counts()
    archive.crawls.progress(crawl, Counts(requests=3, new=1))
    assert archive.crawls.get(crawl).counts == Counts(requests=3, new=1)
    archive.crawls.finish(crawl, "failed", Counts(requests=4, failed=1), "无法连接", walked=False)
    ended = archive.crawls.get(crawl)
    assert (ended.status, ended.error, ended.counts.failed) == ("failed", "无法连接", 1)
    assert ended.finished_at >= ended.started_at
    assert archive.crawls.get(99) is None


def test_a_crawl_that_walked_the_list_to_its_end_says_so_on_the_source(archive):
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.finish(crawl, "done", Counts(), None, walked=False)
    assert archive.sources.get("qingxi").walked_at is None
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.finish(crawl, "done", Counts(), None, walked=True)
    assert archive.sources.get("qingxi").walked_at == archive.crawls.get(crawl).finished_at


def test_the_latest_crawls_come_newest_first(archive, make):
    other = archive.sources.add(make.source("other"))
    own = [archive.crawls.start(archive.source_id, "host:1:a") for _ in range(3)]
    foreign = archive.crawls.start(other.id, "host:1:b")
    assert [crawl.id for crawl in archive.crawls.latest()] == [foreign, *reversed(own)]
    assert [crawl.id for crawl in archive.crawls.latest("qingxi", 2)] == [own[2], own[1]]
    assert archive.crawls.latest("nobody") == []


def test_problems_come_in_the_order_in_which_they_arose(archive):
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.problem(crawl, PAGE, "timeout", "it did not answer within 30 seconds")
    archive.crawls.problem(crawl, PAGE, "http", "the server answered 500")
    first, second = archive.crawls.problems(crawl)
    assert (first.crawl_id, first.url, first.kind) == (crawl, PAGE, "timeout")
    assert second.message == "the server answered 500"
    assert archive.crawls.problems(crawl + 1) == []


def test_a_page_that_failed_is_due_again_after_a_while(archive, make):
    archive.crawls.remember_failure(
        archive.source_id,
        PAGE,
        error="connection refused",
        title="青溪",
        published_at=make.day(0),
        now=make.day(1),
    )
    assert archive.crawls.due(archive.source_id, make.day(1)) == []
    assert archive.crawls.is_pending(archive.source_id, PAGE)
    (page,) = archive.crawls.due(archive.source_id, make.day(2))
    assert page == PendingPage(
        url=PAGE,
        title="青溪",
        published_at=make.day(0),
        attempts=1,
        last_error="connection refused",
        next_attempt_at=page.next_attempt_at,
    )


def test_a_page_that_fails_again_waits_longer_and_keeps_its_title(archive, make):
    waits = []
    for attempt in range(1, 12):
        archive.crawls.remember_failure(
            archive.source_id,
            PAGE,
            error=f"attempt {attempt}",
            title="青溪" if attempt == 1 else None,
            now=make.day(0),
        )
        (page,) = archive.crawls.due(archive.source_id, make.day(30))
        waits.append(page.next_attempt_at - make.day(0))
    assert (page.attempts, page.last_error, page.title) == (11, "attempt 11", "青溪")
    assert waits == sorted(waits)
    assert waits[-1].days == 7


def test_pages_due_come_the_longest_overdue_first(archive, make):
    for name, day in (("b", 2), ("a", 1), ("c", 3)):
        archive.crawls.remember_failure(
            archive.source_id, f"http://xinwen.example/{name}", error="x", now=make.day(day)
        )
    due = archive.crawls.due(archive.source_id, make.day(9))
    assert [page.url[-1] for page in due] == ["a", "b", "c"]


def test_a_settled_page_is_not_tried_again(archive, make):
    other = archive.sources.add(make.source("other"))
    for source_id in (archive.source_id, other.id):
        archive.crawls.remember_failure(source_id, PAGE, error="x", now=make.day(0))
    archive.crawls.settle(archive.source_id, PAGE)
    assert archive.crawls.due(archive.source_id, make.day(9)) == []
    assert not archive.crawls.is_pending(archive.source_id, PAGE)
    assert archive.crawls.is_pending(other.id, PAGE)


def test_the_starts_of_a_sources_crawls_come_in_order(archive, make):
    other = archive.sources.add(make.source("other"))
    own = [archive.crawls.start(archive.source_id, "host:1:a") for _ in range(2)]
    archive.crawls.start(other.id, "host:1:b")
    begun = [archive.crawls.get(crawl).started_at for crawl in own]

    assert archive.crawls.starts(archive.source_id, begun[0]) == begun
    assert archive.crawls.starts(archive.source_id, begun[1] + dt.timedelta(seconds=1)) == []
