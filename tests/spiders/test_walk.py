"""A walk through a list ends where it must, and says why."""

import datetime as dt

import pytest

from spiders.items import ListedItem
from spiders.listing_dates import SHANGHAI
from spiders.pagination.base import NextPage, Pager
from spiders.spec import CrawlSpec
from spiders.walk import Walk

URL = "http://www.xinhe.example/gzdt/"


def walk(**spec: object) -> Walk:
    return Walk(URL, CrawlSpec(source="xinhe", kind="list_page", urls=(URL,), **spec))  # type: ignore[arg-type]


def items(*numbers: int, year: int = 2023) -> list[ListedItem]:
    day = dt.datetime(year, 6, 2, tzinfo=SHANGHAI)
    return [ListedItem(url=f"{URL}{number}.html", published_at=day) for number in numbers]


def leads_to(page: int, pages: int | None = None) -> Pager:
    return Pager(family="links", next=NextPage(url=f"{URL}{page}", family="links"), pages=pages)


def test_walk_goes_on_while_pages_bring_new_items() -> None:
    state = walk()
    following = state.go_on(items(1, 2), 2, leads_to(2))
    assert following is not None
    assert following.url == f"{URL}2"
    assert state.ended_because == ""


def test_walk_ends_at_the_first_page_without_anything_new() -> None:
    state = walk()
    assert state.go_on(items(1, 2), 0, leads_to(2)) is None
    assert state.complete
    assert state.ended_because == "nothing on the page is new"


def test_full_walk_goes_past_known_pages() -> None:
    assert walk(full=True).go_on(items(1, 2), 0, leads_to(2)) is not None


def test_walk_ends_where_a_page_repeats_an_earlier_one() -> None:
    state = walk(full=True)
    state.go_on(items(1, 2), 2, leads_to(2))
    state.go_on(items(3, 4), 2, leads_to(3))
    assert state.go_on(items(2, 1), 0, leads_to(4)) is None
    assert state.ended_because == "a page repeats the items of an earlier page"


def test_full_walk_bears_one_page_of_seen_items_but_not_two() -> None:
    state = walk(full=True)
    state.go_on(items(1, 2, 3), 3, leads_to(2))
    assert state.go_on(items(1, 2), 0, leads_to(3)) is not None
    assert state.go_on(items(1, 3), 0, leads_to(4)) is None
    assert state.complete


def test_walk_ends_where_the_next_page_was_read_before() -> None:
    state = walk()
    state.go_on(items(1), 1, leads_to(2))
    assert state.go_on(items(2), 1, leads_to(2)) is None
    assert state.complete


def test_walk_ends_at_the_limit_of_pages_and_counts_as_complete() -> None:
    state = walk(max_pages=1)
    assert state.go_on(items(1), 1, leads_to(2)) is None
    assert state.complete
    assert "max_pages" in state.ended_because


def test_walk_ends_where_everything_is_older_than_wanted() -> None:
    state = walk(since=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert state.go_on(items(1, 2), 2, leads_to(2)) is None
    assert "older than 2024-01-01" in state.ended_because


def test_undated_item_keeps_the_walk_going() -> None:
    state = walk(since=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    page = [*items(1), ListedItem(url=f"{URL}pinned.html", date_text="06-02")]
    assert state.go_on(page, 2, leads_to(2)) is not None


def test_wanted_time_without_a_zone_is_the_printed_clock() -> None:
    state = walk(since=dt.datetime(2023, 6, 2))  # noqa: DTZ001 - that is the case
    assert state.go_on(items(1), 1, leads_to(2)) is not None


@pytest.mark.parametrize("pager", [None, Pager(family="trs", next=None, pages=1)])
def test_walk_is_complete_after_the_last_page(pager: Pager | None) -> None:
    state = walk()
    assert state.go_on(items(1), 1, pager) is None
    assert state.complete


def test_walk_is_unfinished_where_a_declared_page_is_not_linked() -> None:
    state = walk()
    state.go_on(items(1), 1, Pager(family="links", next=None, pages=12))
    assert not state.complete
    assert "page 1 of 12" in state.ended_because


def test_empty_page_past_the_declared_end_is_the_end() -> None:
    state = walk()
    state.go_on(items(1), 1, leads_to(2, pages=1))
    state.empty_page("no article links found", 1)
    assert state.complete


def test_empty_page_within_the_declared_pages_is_a_failure() -> None:
    state = walk()
    state.go_on(items(1), 1, leads_to(2, pages=9))
    state.empty_page("no article links found", 9)
    assert not state.complete


def test_empty_first_page_is_a_failure() -> None:
    state = walk()
    state.empty_page("no article links found", None)
    assert not state.complete


def test_first_reason_stays() -> None:
    state = walk()
    state.fail("timed out")
    state.end("done")
    assert (state.ended_because, state.complete) == ("timed out", False)
