"""Order, pages, filters and counts."""

import datetime as dt

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.search.query import parse_query
from newsarchive.search.results import Facet, Facets


def on(day, hour=8):
    """A moment in 2023 in China."""
    moment = dt.datetime.fromisoformat(f"2023-{day}T{hour:02d}:00:00+08:00")
    return moment.astimezone(dt.UTC)


@pytest.fixture
def dated(archive):
    """Ids of articles by month and day of publication."""
    days = ["06-30", "05-12", "07-01", "06-01"]
    return {day: archive.save(text="会议", published_at=on(day)) for day in days}


def test_newest_and_oldest_go_by_publication(archive, dated):
    in_time = [dated[day] for day in sorted(dated)]
    assert archive.search("会议", sort="oldest").ids == in_time
    assert archive.search("会议", sort="newest").ids == in_time[::-1]
    assert {hit.score for hit in archive.search("会议", sort="newest").hits} == {None}


@pytest.mark.usefixtures("dated")
def test_an_article_without_a_date_counts_as_published_when_it_was_first_seen(archive):
    undated = archive.save(text="会议", published_at=None, seen_at=on("06-15"))
    assert archive.search("会议", sort="newest").ids[2] == undated
    assert undated in archive.found("会议", since=on("06-10"), until=on("06-20"))


def test_relevance_puts_more_matches_in_a_shorter_text_first(archive):
    once = archive.save(text="会议" + "其余的话。" * 20)
    often = archive.save(text="会议，会议，会议。")
    results = archive.search("会议")
    assert results.ids == [often, once]
    assert results.hits[0].score > results.hits[1].score > 0


def test_pages_follow_each_other_without_gap_or_repeat(archive):
    articles = {archive.save(text="会议") for _ in range(7)}
    pages = [archive.search("会议", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {number for page in pages for number in page.ids} == articles
    assert {page.total for page in pages} == {7}


@pytest.mark.usefixtures("dated")
def test_a_page_of_nothing_still_counts(archive):
    results = archive.search("会议", limit=0)
    assert (results.total, results.hits) == (4, ())
    assert archive.search("会议", limit=10**12, offset=10**12).total == 4


@pytest.mark.parametrize("numbers", [{"limit": -1}, {"offset": -1}])
def test_negative_numbers_are_refused(archive, numbers):
    with pytest.raises(UsageError, match="must be 0 or more"):
        archive.search("会议", **numbers)


def test_since_is_the_first_moment_wanted_and_until_the_first_no_longer_wanted(archive, dated):
    since, until = on("06-01"), on("07-01")
    assert archive.found("*", since=since) == {dated[day] for day in ("06-01", "06-30", "07-01")}
    assert archive.found("*", until=until) == {dated[day] for day in ("05-12", "06-01", "06-30")}
    assert archive.found("*", since=since, until=until) == {dated["06-01"], dated["06-30"]}


def test_filters_narrow_and_do_not_touch_the_score(archive):
    one = archive.save(text="会议", source="qingxi", publisher="青溪日报")
    archive.save(text="会议", source="donghu", publisher="东湖发布")
    assert archive.found("会议", sources=("qingxi",)) == {one}
    assert len(archive.found("会议", sources=("qingxi", "donghu"))) == 2
    assert archive.found("会议", sources=("xinhe",)) == set()
    assert archive.found("会议", publisher="青溪日報") == {one}
    assert archive.found("会议", publisher="！") == set()
    scores = [
        archive.search("会议", **narrowed).hits[0].score
        for narrowed in ({}, {"sources": ("qingxi",)})
    ]
    assert scores[0] == pytest.approx(scores[1])


def test_facets_count_all_results_by_source_and_month_of_china(archive):
    for day, source in (("05-31", "a"), ("06-01", "b"), ("06-02", "b")):
        archive.save(text="会议", published_at=on(day, hour=1), source=source)
    archive.save(text="别的", source="c")
    results = archive.search("会议", limit=1)
    assert results.total == 3
    assert results.facets.source == (Facet("b", 2), Facet("a", 1))
    assert results.facets.month == (Facet("2023-05", 1), Facet("2023-06", 2))
    assert archive.search("无人提到").facets.month == ()


def test_facets_count_publishers_and_authors_in_either_script_together(archive):
    for publisher, author in (("青溪日報", "沈禾"), ("青溪日报", None), ("青溪日报", "沈禾")):
        archive.save(text="会议", publisher=publisher, author=author)
    archive.save(text="会议", publisher="东湖发布", author="罗川")
    facets = archive.search("会议").facets
    assert facets.publisher == (Facet("青溪日报", 3), Facet("东湖发布", 1))
    assert facets.author == (Facet("沈禾", 2), Facet("罗川", 1))
    assert archive.search("会议", facets=False).facets == Facets()


def test_dates_of_any_year_are_taken(archive):
    for year in (1, 1900, 1969):
        archive.save(text="会议", published_at=dt.datetime(year, 6, 1, tzinfo=dt.UTC))
    archive.save(text="会议", published_at=dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC))
    assert [facet.value for facet in archive.search("会议").facets.month] == [
        "0001-06",
        "1900-06",
        "1969-06",
        "9999-12",
    ]


def test_matching_gives_the_ids_of_all_results_in_order(archive, dated):
    archive.save(text="别的")
    assert archive.search("会议").total == 4
    assert archive.index.matching(parse_query("会议")) == sorted(dated.values())
    assert archive.index.matching(parse_query("无人提到")) == []
