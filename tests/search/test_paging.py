"""Pages by cursor, and one hit a story."""

import contextlib
import datetime as dt
from base64 import urlsafe_b64encode as b64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.errors import UsageError
from newsarchive.search import ranking
from newsarchive.search.cursor import Cursor, read_cursor
from newsarchive.search.query import parse_query

START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)


def walked(archive, query, between=lambda: None, **options):
    """The ids of all pages, one after the other; something may happen between pages."""
    ids, cursor = [], None
    while True:
        results = archive.search(query, cursor=cursor, **options)
        ids += results.ids
        cursor = results.cursor
        if cursor is None:
            return ids
        between()


def told(archive, digest, days, **values):
    """Save an article that tells what others with the same digest tell, some days after START."""
    at = START + dt.timedelta(days=days)
    return archive.save(text="会议", text_digest=digest, published_at=at, **values)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_cursors_lead_through_all_results_once(archive, sort):
    for number in range(11):
        at = START + dt.timedelta(hours=number // 3)
        archive.save(text="会议" * (1 + number % 2), published_at=at)
    whole = archive.search("会议", sort=sort, limit=20)
    assert whole.cursor is None
    for limit in (1, 3, 10):
        assert walked(archive, "会议", sort=sort, limit=limit) == whole.ids
    assert archive.search("会议", sort=sort, limit=11).cursor is None


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_articles_that_arrive_between_pages_neither_repeat_nor_hide_others(archive, sort):
    before = {archive.save(text="会议" * (1 + number % 2)) for number in range(9)}

    late = ["会议", "会议" * 3, "会议。" + "其余的话。" * 9]

    def arrive():
        if late:
            archive.save(text=late.pop())

    seen = walked(archive, "会议", arrive, sort=sort, limit=2)
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_a_page_goes_on_where_its_last_article_was_removed(archive):
    for _ in range(6):
        archive.save(text="会议")
    for sort in ("relevance", "newest"):
        first = archive.search("会议", sort=sort, limit=2)
        rest = archive.search("会议", sort=sort, limit=9, cursor=first.cursor).ids
        archive.articles.remove(first.ids[-1])
        assert archive.search("会议", sort=sort, limit=9, cursor=first.cursor).ids == rest


def test_a_page_goes_on_where_more_has_arrived_before_it_than_is_looked_back(archive, monkeypatch):
    monkeypatch.setattr(ranking, "_LOOK_BACK", 2)
    for _ in range(6):
        archive.save(text="会议")
    first = archive.search("会议", limit=3)
    rest = archive.search("会议", limit=9, cursor=first.cursor).ids
    for _ in range(7):
        archive.save(text="会议" * 3)
    assert archive.search("会议", limit=9, cursor=first.cursor).ids == rest


def test_equal_scores_come_by_month_and_then_by_id_the_newest_first(archive):
    old = archive.save(text="会议", published_at=START - dt.timedelta(days=400))
    new = [archive.save(text="会议") for _ in range(3)]
    older = archive.save(text="会议", published_at=START - dt.timedelta(days=800))
    assert archive.search("会议").ids == [*reversed(new), old, older]


def test_a_search_without_words_comes_by_time(archive):
    first = archive.save(published_at=START)
    second = archive.save(published_at=START - dt.timedelta(days=1))
    assert archive.search("*").ids == [first, second]
    assert archive.search("source:qingxi 2024-03..").ids == [first]


@pytest.mark.parametrize("word", ["", "abc", "W10", "WzEsMiwzLDRd", "é", "W251bGwsMSwxLCJhIl0"])
def test_what_is_no_cursor_is_refused(archive, word):
    archive.save(text="会议")
    with pytest.raises(UsageError, match=r"no cursor|another search"):
        archive.search("会议", cursor=word)


@given(st.text(max_size=40) | st.binary(max_size=90).map(lambda raw: b64(raw).decode()))
def test_any_word_is_a_cursor_or_refused(word):
    with contextlib.suppress(UsageError):
        assert read_cursor(word, "asked").asked == "asked"


@given(st.floats(-1e9, 1e9), st.integers(1, 1 << 61), st.integers(1, 1 << 40), st.text(max_size=12))
def test_a_cursor_is_read_as_it_was_written(key, article_id, rank, asked):
    cursor = Cursor(key, article_id, rank, asked)
    assert read_cursor(cursor.word(), asked) == cursor


def test_a_word_made_to_exhaust_the_reader_is_refused_in_one_line():
    with pytest.raises(UsageError, match="no cursor") as refused:
        read_cursor(b64(b"[" * 100_000).decode(), "asked")
    assert len(str(refused.value)) < 400


def test_a_cursor_of_another_search_is_refused(archive):
    for _ in range(3):
        archive.save(text="会议")
    cursor = archive.search("会议", limit=1).cursor
    for other in ({"query": "会"}, {"query": "会议", "sort": "newest"}):
        with pytest.raises(UsageError, match="belongs to another search"):
            archive.search(other.pop("query"), cursor=cursor, **other)
    with pytest.raises(UsageError, match="belongs to another search"):
        archive.search("会议", cursor=cursor, sources=("qingxi",))


def test_a_collapsed_search_shows_the_earliest_telling_of_a_story(archive):
    second = told(archive, "甲", 2)
    first = told(archive, "甲", 1)
    alone = told(archive, "乙", 3)
    results = archive.search("会议 story:collapse", sort="newest")
    assert results.ids == [alone, first]
    assert [hit.tellings for hit in results.hits] == [1, 2]
    assert results.total == 3
    assert archive.found("会议") == {first, second, alone}
    assert archive.index.matching(parse_query("会议 story:collapse")) == [first, alone]


def test_a_telling_that_alone_matches_speaks_for_its_story(archive):
    told(archive, "甲", 1)
    second = told(archive, "甲", 2, source="donghu")
    told(archive, "甲", 3, source="donghu")
    results = archive.search("source:donghu story:collapse")
    assert results.ids == [second]
    assert results.hits[0].tellings == 2


def test_collapsed_pages_show_each_story_once(archive):
    for number in range(12):
        told(archive, "甲乙丙丁"[number % 4], number)
    for sort in ("relevance", "newest", "oldest"):
        query = "会议 story:collapse"
        whole = archive.search(query, sort=sort).ids
        assert len(whole) == 4
        assert walked(archive, query, sort=sort, limit=1) == whole
        assert archive.search(query, sort=sort, offset=2, limit=9).ids == whole[2:]


def test_a_story_that_gains_an_earlier_telling_is_shown_by_it(archive):
    later = told(archive, "甲", 2)
    assert archive.search("story:collapse").ids == [later]
    earlier = told(archive, "甲", 1)
    assert archive.search("story:collapse").ids == [earlier]
    archive.articles.remove(earlier)
    assert archive.search("story:collapse").ids == [later]
