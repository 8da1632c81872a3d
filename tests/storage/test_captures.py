"""Captures: where raw pages lie and what they were taken for."""

import dataclasses

PAGE = "http://xinwen.example/list.html"


def add(archive, make, **changes):
    capture = make.capture(**{"url": PAGE, "page_kind": "list"} | changes)
    return archive.captures.add(capture, archive.source_id)


def test_a_capture_comes_back_as_it_was_added(archive, make):
    capture = make.capture(etag='"1"', last_modified="Fri, 01 Mar 2024 08:00:00 GMT")
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    number = archive.captures.add(capture, archive.source_id, crawl)
    record = archive.captures.get(number)
    assert (record.id, record.source) == (number, "qingxi")
    for field in dataclasses.fields(capture):
        assert getattr(record, field.name) == getattr(capture, field.name)
    assert archive.captures.get(number + 1) is None


def test_offsets_may_lie_beyond_four_gigabytes(archive, make):
    number = add(archive, make, warc_offset=2**40)
    assert archive.captures.get(number).warc_offset == 2**40


VERDICTS = (
    ("list", 200, True),
    ("soft_404", 200, True),
    ("soft_404", 404, True),
    ("redirect", 200, True),
    ("empty", 200, True),
    ("attachment_only", 200, True),
    ("empty", 503, False),
    ("empty", 403, False),
    ("blocked", 200, False),
    ("article", 200, False),
    ("quarantine", 200, False),
)


def test_only_a_verdict_that_is_final_settles_an_address(archive, make):
    for page_kind, status, judged in VERDICTS:
        url = f"http://xinwen.example/{page_kind}/{status}"
        add(archive, make, url=url, page_kind=page_kind, status=status)
        assert archive.captures.judged(url) is judged, url


def test_the_newest_verdict_on_an_address_counts(archive, make):
    add(archive, make, page_kind="empty", fetched_at=make.day(2))
    add(archive, make, page_kind="blocked", fetched_at=make.day(1))
    assert archive.captures.judged(PAGE)
    add(archive, make, page_kind="blocked", fetched_at=make.day(3))
    assert not archive.captures.judged(PAGE)
    assert not archive.captures.judged("http://xinwen.example/none")


def test_the_stream_brings_every_capture_once_by_id(archive, make):
    other = archive.sources.add(make.source("other"))
    numbers = [add(archive, make, fetched_at=make.day(day)) for day in range(5)]
    foreign = archive.captures.add(make.capture(), other.id)
    assert [record.id for record in archive.captures.stream(batch=2)] == [*numbers, foreign]
    assert [record.id for record in archive.captures.stream("other")] == [foreign]


def test_an_article_names_all_its_captures_oldest_first(archive, make):
    archive.save(at=make.day(5))
    saved = archive.save(at=make.day(1))
    captures = archive.captures.for_article(saved.article_id)
    assert [capture.fetched_at for capture in captures] == [make.day(1), make.day(5)]
    assert archive.captures.for_article(99) == []


def test_a_conditional_request_takes_the_newest_good_answer(archive, make):
    add(archive, make, fetched_at=make.day(1), etag='"old"')
    add(archive, make, fetched_at=make.day(3), etag='"new"', last_modified="Sun")
    add(archive, make, fetched_at=make.day(2), etag='"between"')
    add(archive, make, fetched_at=make.day(4), status=500, etag='"error"')
    assert archive.captures.conditional([PAGE]) == {PAGE: ('"new"', "Sun")}


def test_a_304_without_validators_confirms_those_before(archive, make):
    add(archive, make, fetched_at=make.day(1), etag='"1"')
    add(archive, make, fetched_at=make.day(2), status=304)
    assert archive.captures.conditional([PAGE]) == {PAGE: ('"1"', None)}
    add(archive, make, fetched_at=make.day(3), status=304, etag='"2"')
    assert archive.captures.conditional([PAGE]) == {PAGE: ('"2"', None)}


def test_a_good_answer_without_validators_ends_conditional_requests(archive, make):
    add(archive, make, fetched_at=make.day(1), etag='"1"')
    add(archive, make, fetched_at=make.day(2))
    assert archive.captures.conditional([PAGE, "http://xinwen.example/none"]) == {}


def test_many_addresses_are_looked_up_in_one_query(archive, make):
    urls = [f"http://xinwen.example/{number}" for number in range(50)]
    for url in urls:
        add(archive, make, url=url, etag=url)
    with archive.queries() as queries:
        found = archive.captures.conditional(urls)
    assert found == {url: (url, None) for url in urls}
    assert len(queries) == 1
