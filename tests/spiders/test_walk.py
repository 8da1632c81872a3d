"""A walk through a list ends where it must, and says why."""

import datetime as dt
import json

import pytest

from spiders.items import ListedItem
from spiders.listing_dates import SHANGHAI
from spiders.pagination.base import NextPage, Pager
from spiders.place import page_from_json
from spiders.spec import CrawlSpec
from spiders.walk import Walk

URL = "http://www.xinhe.example/gzdt/"


def walk(*, thorough: bool = False, **spec: object) -> Walk:
    told = CrawlSpec(source="xinhe", kind="list_page", urls=(URL,), **spec)  # type: ignore[arg-type]
    return Walk(URL, told, thorough=thorough)


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
    assert walk(thorough=True).go_on(items(1, 2), 0, leads_to(2)) is not None


def test_walk_ends_where_a_page_repeats_an_earlier_one() -> None:
    state = walk(thorough=True)
    state.go_on(items(1, 2), 2, leads_to(2))
    state.go_on(items(3, 4), 2, leads_to(3))
    assert state.go_on(items(2, 1), 0, leads_to(4)) is None
    assert state.ended_because == "a page repeats the items of an earlier page"


def test_full_walk_bears_one_page_of_seen_items_but_not_two() -> None:
    state = walk(thorough=True)
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


def read(state: Walk, numbers: list[int], known: set[int], page: int) -> bool:
    """Read a page of items, some of them known; whether the walk goes on."""
    listed = items(*numbers)
    urls = {f"{URL}{number}.html" for number in known}
    new = state.news(listed, lambda item: item.url not in urls)
    return state.go_on(listed, len(new), leads_to(page + 1)) is not None


def test_walk_goes_past_known_items_only_as_far_as_news_has_stood_behind_them() -> None:
    known = set(range(100))
    state = walk(lookback=25)
    assert read(state, list(range(10)), known, 1)
    assert read(state, list(range(10, 20)), known, 2)
    assert not read(state, list(range(20, 30)), known, 3)
    assert state.ended_because == "nothing on the page is new"


def test_depth_of_news_is_how_many_known_items_stood_above_it() -> None:
    state = walk()
    assert read(state, [90, 1, 2], {1, 2}, 1)
    assert state.depth == 0
    assert read(state, [3, 4, 91, 5], {3, 4, 5}, 2)
    assert state.depth == 4
    assert not read(state, [6, 7], {6, 7}, 3)


def test_pinned_rows_that_stand_on_every_page_are_no_news() -> None:
    state = walk()
    read(state, [1, 90, 91], set(), 1)
    assert not read(state, [1, 2, 3], {2, 3}, 2)


def test_news_behind_very_many_known_items_are_no_habit() -> None:
    state = walk(thorough=True)
    read(state, list(range(150)), set(range(150)), 1)
    read(state, [200], set(), 2)
    assert state.depth is None


def test_resumed_walk_reads_its_last_page_again_and_goes_on_although_all_is_known() -> None:
    page = NextPage(url=f"{URL}7", family="links")
    state = walk()
    state.resume_at(page, 7)
    known = {1, 2, 3}
    assert read(state, [1, 2, 3], known, 7)
    assert state.pages == 7
    assert read(state, [4, 5], known, 8)
    assert not read(state, [6], {6}, 9)
    assert (state.pages, state.depth) == (9, None)


def test_a_resumed_walk_goes_past_known_pages_to_where_it_was_although_rows_came_on_top() -> None:
    before = walk()
    read(before, [10, 11, 12], set(), 1)
    place = before.place(None, items(10, 11, 12))
    page = page_from_json(place.page)
    known = {10, 11, 12}

    again = walk()
    again.resume_at(page, place.pages, place.rows)
    assert read(again, [1, 2, 3], set(), 1)
    interrupted = again.place(page, items(1, 2, 3))
    assert read(again, [4, 5, 6], {4, 5, 6}, 2)
    assert read(again, [10, 11, 12], known, 3)
    assert not read(again, [13, 14, 15], {13, 14, 15}, 4)

    third = walk()
    third.resume_at(page, interrupted.pages, interrupted.rows)
    for number, rows in enumerate(([1, 2, 3], [4, 5, 6], [10, 11, 12]), 1):
        assert read(third, rows, set(rows), number)
    assert not read(third, [13, 14], {13, 14}, 4)


def test_place_of_a_walk_survives_its_form_as_json() -> None:
    page = NextPage(url=URL, family="postback", method="POST", form=(("a", "1"),), number=3)
    state = walk(thorough=True)
    read(state, [1, 2], set(), 1)
    place = state.place(page)
    assert (place.url, place.pages, place.thorough, place.complete) == (URL, 1, True, False)
    assert page_from_json(json.loads(json.dumps(place.page))) == page
