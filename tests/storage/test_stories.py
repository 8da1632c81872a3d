"""Stories: articles with the same text, led by the one that told it first."""

import itertools

import pytest

TEXT = "今年全区新建公园三处，均已开放。"
OTHER = "明日有小到中雨，气温下降六度。"


def leads(archive):
    """Of each article's page number, the page number of its story's lead."""
    records = list(archive.articles.stream())
    page = {record.id: int(record.url.rpartition("/")[2].partition(".")[0]) for record in records}
    stories = {}
    for record in records:
        lead = record.duplicate_of or record.id
        stories.setdefault(record.story_id, set()).add(page[lead])
    assert all(len(found) == 1 for found in stories.values()), stories
    assert archive.articles.totals().stories == len(stories)
    return {page[record.id]: page[record.duplicate_of or record.id] for record in records}


def test_articles_with_the_same_text_share_a_story(archive, make):
    first = archive.save(1, text=TEXT, published_at=make.day(1))
    second = archive.save(2, text=TEXT, published_at=make.day(2))
    one, two = archive.articles.get_many([first.article_id, second.article_id])
    assert one.story_id == two.story_id
    assert (one.duplicate_of, two.duplicate_of) == (None, one.id)
    assert (first.joined_story, second.joined_story) == (False, True)


def test_a_repost_changes_nothing_for_the_others(archive, make):
    archive.save(1, text=TEXT, published_at=make.day(1))
    archive.save(2, text=TEXT, published_at=make.day(2))
    assert archive.changes() == [("new", 1), ("new", 2)]


def test_texts_too_thin_to_compare_share_no_story(archive):
    archive.save(1, text="图")
    assert not archive.save(2, text="图").joined_story
    assert archive.articles.totals().stories == 2


def test_an_earlier_telling_takes_the_lead_and_the_others_are_logged(archive, make):
    for number in (3, 2, 1):
        archive.save(number, text=TEXT, published_at=make.day(number))
    assert leads(archive) == {1: 1, 2: 1, 3: 1}
    assert archive.changes() == [
        ("new", 1),
        ("new", 2),
        ("story", 1),
        ("new", 3),
        ("story", 1),
        ("story", 2),
    ]


def test_an_article_without_a_date_comes_after_dated_ones(archive, make):
    archive.save(1, text=TEXT, published_at=None, at=make.day(1))
    archive.save(2, text=TEXT, published_at=make.day(9), at=make.day(9))
    assert leads(archive) == {1: 2, 2: 2}


def test_without_dates_the_first_seen_leads_then_the_first_stored(archive, make):
    archive.save(1, text=TEXT, published_at=None, at=make.day(2))
    archive.save(2, text=TEXT, published_at=None, at=make.day(1))
    archive.save(3, text=TEXT, published_at=None, at=make.day(1))
    assert leads(archive) == {1: 2, 2: 2, 3: 2}


def test_an_article_that_changes_its_text_leaves_the_story(archive, make):
    for number in (1, 2, 3):
        archive.save(number, text=TEXT, published_at=make.day(number))
    seen = archive.log.last()
    archive.save(2, text=OTHER, published_at=make.day(2), at=make.day(5))
    assert leads(archive) == {1: 1, 2: 2, 3: 1}
    assert archive.changes(seen) == [("updated", 2), ("story", 2)]


def test_when_the_lead_leaves_the_next_one_leads(archive, make):
    for number in (1, 2, 3):
        archive.save(number, text=TEXT, published_at=make.day(number))
    seen = archive.log.last()
    archive.save(1, text=OTHER, published_at=make.day(1), at=make.day(5))
    assert leads(archive) == {1: 1, 2: 2, 3: 2}
    assert archive.changes(seen) == [("updated", 1), ("story", 1), ("story", 2), ("story", 3)]


def test_a_changed_article_can_come_to_another_story(archive, make):
    archive.save(1, text=TEXT, published_at=make.day(1))
    archive.save(2, text=OTHER, published_at=make.day(2))
    saved = archive.save(2, text=TEXT, published_at=make.day(0), at=make.day(5))
    assert saved.joined_story
    assert leads(archive) == {1: 2, 2: 2}


def test_a_corrected_date_can_move_the_lead(archive, make):
    archive.save(1, text=TEXT, published_at=make.day(1))
    archive.save(2, text=TEXT, published_at=make.day(2))
    archive.save(1, text=TEXT, published_at=make.day(3), at=make.day(5))
    assert leads(archive) == {1: 2, 2: 2}


def test_when_the_lead_is_removed_the_next_one_leads(archive, make):
    for number in (1, 2, 3):
        archive.save(number, text=TEXT, published_at=make.day(number))
    seen = archive.log.last()
    archive.articles.remove(1)
    assert leads(archive) == {2: 2, 3: 2}
    assert archive.changes(seen) == [("story", 2), ("story", 3), ("removed", 1)]


# Page, day of the visit, text, day of publication: reposts, undated ones, and texts that change.
VISITS = {
    "reposts": [(1, 0, TEXT, 3), (2, 1, TEXT, None), (3, 3, TEXT, 2), (4, 2, TEXT, None)],
    "changing": [(1, 0, TEXT, 1), (1, 2, OTHER, 1), (1, 4, TEXT, 1), (2, 1, TEXT, 0)],
}


@pytest.mark.parametrize("visits", VISITS.values(), ids=VISITS.keys())
def test_the_same_visits_in_any_order_give_the_same_stories(archive, make, visits):
    results = set()
    for order in itertools.permutations(visits):
        for page, seen, text, published in order:
            date = None if published is None else make.day(published)
            archive.save(page, at=make.day(seen), text=text, published_at=date)
        results.add(str(sorted(leads(archive).items())))
        for record in list(archive.articles.stream()):
            archive.articles.remove(record.id)
    assert len(results) == 1


def test_many_reposts_of_one_text_cost_no_more_than_a_few(archive, make):
    for number in range(1, 40):
        archive.save(number, text=TEXT, published_at=make.day(number))
    assert archive.articles.totals().stories == 1
    assert {kind for kind, _ in archive.changes()} == {"new"}
