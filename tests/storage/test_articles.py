"""Articles: what saving a page does to the archive."""

import dataclasses

import pytest

from storage.records import ArchiveTotals


def test_a_new_article_comes_back_as_it_was_saved(archive, make):
    article = make.article()
    capture = make.capture(listed_title="青溪大桥", listed_at=make.day(-1), etag='"x"')
    saved = archive.articles.save(article, capture, source_id=archive.source_id)
    record = archive.articles.get(saved.article_id)
    assert saved.outcome == "new"
    assert (record.id, record.url, record.source) == (saved.article_id, article.url, "qingxi")
    assert record.first_seen_at == record.last_seen_at == record.current.seen_at == make.day(0)
    assert (record.gone_at, record.duplicate_of) == (None, None)
    for field in dataclasses.fields(article):
        if field.name not in {"url", "text_digest"}:
            assert getattr(record.current, field.name) == getattr(article, field.name)
    for field in dataclasses.fields(capture):
        assert getattr(record.current.capture, field.name) == getattr(capture, field.name)


def test_moments_of_any_zone_come_back_in_utc(archive, make):
    shanghai = dataclasses.replace(make.article(), published_at=make.day(0).astimezone(None))
    archive.articles.save(shanghai, make.capture(), source_id=archive.source_id)
    published = archive.articles.get(1).current.published_at
    assert published == make.day(0)
    assert published.utcoffset().total_seconds() == 0


def test_an_unchanged_article_only_moves_last_seen_at(archive, make):
    archive.save()
    before = archive.log.last()
    saved = archive.save(at=make.day(2))
    record = archive.articles.get(saved.article_id)
    assert (saved.outcome, saved.version, len(record.versions)) == ("unchanged", 1, 1)
    assert (record.first_seen_at, record.last_seen_at) == (make.day(0), make.day(2))
    assert archive.changes(before) == [("seen", 1)]
    archive.save(at=make.day(2))
    assert archive.log.last() == before + 1


def test_every_capture_is_kept_also_of_an_unchanged_article(archive, make):
    for number in range(3):
        saved = archive.save(at=make.day(number))
    captures = archive.captures.for_article(saved.article_id)
    assert [capture.fetched_at for capture in captures] == [make.day(n) for n in range(3)]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "青溪大桥正式通车"},
        {"text": "青溪大桥昨日通车。\n全长三百米。"},
        {"published_at": None},
        {"publisher": None},
        {"author": "周岚"},
        {"editor": "何平"},
        {"images": ()},
        {"attachments": ({"url": "http://xinwen.example/2.pdf"},)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_page_that_says_something_else_makes_a_new_version(archive, make, change):
    archive.save()
    saved = archive.save(at=make.day(1), **change)
    first, second = archive.articles.get(saved.article_id).versions
    assert (saved.outcome, saved.version) == ("updated", 2)
    assert (first.version, first.seen_at) == (1, make.day(0))
    assert (second.version, second.seen_at) == (2, make.day(1))
    assert second.capture.fetched_at == make.day(1)
    assert ("updated", saved.article_id) in archive.changes()


@pytest.mark.parametrize(
    "change",
    [{"language": "zh"}, {"repairs": ()}, {"flags": ()}, {"provenance": {"title": "og:title"}}],
    ids=lambda change: next(iter(change)),
)
def test_our_own_view_of_a_page_makes_no_version(archive, make, change):
    archive.save()
    assert archive.save(at=make.day(1), **change).outcome == "unchanged"


def test_an_article_is_found_under_every_address_it_had(archive):
    saved = archive.save(addresses=("http://m.xinwen.example/1", "http://xinwen.example/old"))
    assert archive.articles.is_known("http://m.xinwen.example/1")
    assert archive.articles.by_url("http://xinwen.example/old").id == saved.article_id
    assert archive.articles.by_url("http://xinwen.example/none") is None


def test_two_addresses_of_one_article_make_one_article(archive, make):
    first = archive.save(addresses=("http://xinwen.example/a/2.html",))
    second = archive.save(2, at=make.day(1))
    assert second.article_id == first.article_id
    assert archive.articles.get(first.article_id).url == "http://xinwen.example/a/1.html"


def test_an_address_stays_with_the_article_that_had_it_first(archive):
    first = archive.save(1, addresses=("http://xinwen.example/latest",))
    archive.save(2, text="另一篇文章的正文。", addresses=("http://xinwen.example/latest",))
    assert archive.articles.by_url("http://xinwen.example/latest").id == first.article_id


def test_addresses_may_be_longer_than_an_index_entry(archive, make):
    noise = "".join(make.digest(f"number {number}") for number in range(200))
    url = f"http://xinwen.example/?q={noise}"
    saved = archive.articles.save(
        make.article(url=url), make.capture(url=url), source_id=archive.source_id
    )
    assert len(url) > 10_000
    assert archive.articles.by_url(url).id == saved.article_id


def test_what_no_database_can_keep_is_replaced_and_not_seen_as_a_change(archive, make):
    broken = {
        "title": "通\x00车",
        "text": "残\ud800缺的正文。",
        "flags": ({"name": "lost", "text": "\x00"},),
        "images": ({"url": "http://xinwen.example/\x00.jpg", "width": (1, 2)},),
    }
    saved = archive.save(**broken)
    again = archive.save(at=make.day(1), **broken)
    record = archive.articles.get(saved.article_id).current
    assert (record.title, record.text) == ("通\ufffd车", "残\ufffd缺的正文。")
    assert record.images[0]["width"] == [1, 2]
    assert again.outcome == "unchanged"


def test_a_removed_article_leaves_only_its_captures_and_a_line_in_the_log(archive, make):
    saved = archive.save()
    archive.save(at=make.day(1), title="改过的标题")
    assert archive.articles.remove(saved.article_id)
    assert not archive.articles.remove(saved.article_id)
    assert archive.articles.get(saved.article_id) is None
    assert not archive.articles.is_known("http://xinwen.example/a/1.html")
    assert archive.changes()[-1] == ("removed", saved.article_id)
    assert archive.articles.totals() == ArchiveTotals(
        sources=1, articles=0, versions=0, stories=0, captures=2, last_change=3
    )


def test_no_crawl_brings_a_removed_article_back(archive):
    saved = archive.save()
    archive.articles.remove(saved.article_id)
    assert archive.captures.judged("http://xinwen.example/a/1.html")


def test_the_number_of_a_removed_article_is_not_given_out_again(archive):
    archive.articles.remove(archive.save().article_id)
    assert archive.save().article_id == 2


def test_many_articles_come_in_the_order_asked_for(archive):
    for number in range(1, 5):
        archive.save(number)
    assert [record.id for record in archive.articles.get_many([3, 99, 1, 4])] == [3, 1, 4]
    assert archive.articles.get_many([]) == []


def test_the_number_of_queries_does_not_grow_with_the_articles(archive):
    for number in range(1, 31):
        archive.save(number)
    with archive.queries() as for_one:
        archive.articles.get_many([1])
    with archive.queries() as for_many:
        assert len(archive.articles.get_many(range(1, 31))) == 30
    assert len(for_one) == len(for_many) == 5


def test_the_stream_brings_every_article_once_by_id(archive):
    for number in range(1, 8):
        archive.save(number)
    assert [record.id for record in archive.articles.stream(batch=3)] == list(range(1, 8))
    assert [record.id for record in archive.articles.stream(batch=3, after=5)] == [6, 7]


def test_articles_saved_while_streaming_do_no_harm(archive):
    for number in range(1, 4):
        archive.save(number)
    seen = []
    for record in archive.articles.stream(batch=2):
        seen.append(record.id)
        if len(seen) < 5:
            archive.save(10 + len(seen))
    assert seen == sorted(set(seen))
    assert seen[:3] == [1, 2, 3]


def test_totals_count_everything(archive, make):
    archive.save(1)
    archive.save(1, at=make.day(1), title="新的标题")
    archive.save(2)
    archive.sources.add(make.source("other"))
    archive.sources.remove("other")
    assert archive.articles.totals() == ArchiveTotals(
        sources=1, articles=2, versions=3, stories=1, captures=3, last_change=3
    )


def test_a_failure_in_the_middle_stores_nothing(archive, make):
    broken = make.article(attachments=({"url": "http://xinwen.example/1.pdf", "size": object()},))
    with pytest.raises(Exception, match="not JSON serializable"):
        archive.articles.save(broken, make.capture(), source_id=archive.source_id)
    assert archive.articles.totals() == ArchiveTotals(
        sources=1, articles=0, versions=0, stories=0, captures=0, last_change=0
    )
    assert not archive.articles.is_known(broken.url)


KILLED = """
import os, signal, sys
from sqlalchemy import event
from storage.engine import Database
from storage.articles import ArticleRepository
from storage.records import NewArticle, NewCapture
import datetime as dt

def die(connection, cursor, statement, *rest):
    if "INSERT INTO changes" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

database = Database(sys.argv[1])
event.listen(database._engine, "before_cursor_execute", die)
now = dt.datetime.now(dt.UTC)
article = NewArticle(url="http://a/1", title="题", text="正文", language="zh", published_at=now,
    publisher=None, author=None, editor=None, images=({"url": "http://a/1.jpg"},), attachments=(),
    repairs=(), title_repairs=(), flags=(), provenance={}, text_digest="x")
capture = NewCapture(url="http://a/1", canonical_url="http://a/1", fetched_at=now, status=200,
    page_kind="article")
ArticleRepository(database).save(article, capture, source_id=int(sys.argv[2]))
"""


def test_a_process_killed_in_the_middle_of_saving_leaves_nothing(archive, start):
    process = start(KILLED, archive.url, archive.source_id)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == -9, errors
    assert archive.articles.totals() == ArchiveTotals(
        sources=1, articles=0, versions=0, stories=0, captures=0, last_change=0
    )
    assert archive.save().outcome == "new"


def test_the_arrivals_of_a_source_are_told_by_their_dates(archive, make):
    archive.save(1, at=make.day(5), published_at=make.day(4))
    archive.save(2, at=make.day(5), published_at=make.day(-300))
    archive.save(3, at=make.day(6), published_at=None, text="渡口停航。")

    assert set(archive.articles.arrivals(archive.source_id, make.day(1))) == {
        (make.day(4), make.day(5)),
        (None, make.day(6)),
    }
    assert archive.articles.arrivals(archive.source_id + 1, make.day(1)) == []
