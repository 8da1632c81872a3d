"""Stored articles are looked at again: seldom, with what is needed to ask only for changes."""

import datetime as dt

import pytest

from storage.revisit_plan import STEPS, next_visit

URL = "http://xinwen.example/a/1.html"


def due(archive, now, limit=100):
    return archive.revisits.due(archive.source_id, now, limit)


def test_the_looks_lie_ever_further_apart_and_end(make):
    seen = looked = make.day(0)
    ages = []
    while (looked := next_visit(seen, looked)) is not None:
        ages.append(looked - seen)
    assert tuple(ages) == STEPS


def test_a_new_article_is_due_after_an_hour_and_then_after_a_day(archive, make):
    archive.save()
    assert due(archive, make.day(0)) == []
    assert due(archive, make.day(0.05)) == [URL]
    archive.stood(at=make.day(0.05))
    assert due(archive, make.day(0.9)) == []
    assert due(archive, make.day(1)) == [URL]


def test_one_late_look_stands_for_those_that_were_missed(archive, make):
    archive.save()
    archive.stood(at=make.day(3))
    assert due(archive, make.day(6.9)) == []
    assert due(archive, make.day(7)) == [URL]


def test_a_look_that_finds_another_text_counts_as_one(archive, make):
    archive.save()
    archive.save(at=make.day(0.1), text="改过的正文，长了一些。")
    assert due(archive, make.day(0.9)) == []


def test_the_youngest_are_due_first_after_those_that_were_missing(archive, make):
    for number in (1, 2, 3):
        archive.save(number, at=make.day(number))
    archive.missed(1, at=make.day(8))
    urls = [f"http://xinwen.example/a/{number}.html" for number in (1, 3, 2)]
    assert due(archive, make.day(60)) == urls
    assert due(archive, make.day(60), limit=1) == urls[:1]
    assert archive.revisits.count_due(make.day(60)) == {"qingxi": 3}


def test_a_look_asks_at_the_address_that_answered_last(archive, make):
    capture = make.capture(url="https://xinwen.example/a/1.html?id=7", canonical_url=URL)
    archive.articles.save(make.article(url=URL), capture, source_id=archive.source_id)
    archive.missed(at=make.day(0.1))
    assert due(archive, make.day(2)) == [capture.url]


def test_one_missing_page_proves_nothing_the_second_a_day_later_does(archive, make):
    saved = archive.save()
    assert not archive.missed(at=make.day(1))
    assert archive.articles.get(saved.article_id).gone_at is None
    assert due(archive, make.day(1.9)) == []
    assert due(archive, make.day(2)) == [URL]
    assert archive.missed(at=make.day(2))
    assert archive.articles.get(saved.article_id).gone_at == make.day(1)
    assert archive.changes() == [("new", saved.article_id), ("gone", saved.article_id)]


def test_a_page_that_is_there_again_in_between_is_not_gone(archive, make):
    saved = archive.save()
    archive.missed(at=make.day(1))
    assert not archive.stood(at=make.day(2))
    assert not archive.missed(at=make.day(8))
    assert archive.articles.get(saved.article_id).gone_at is None


def test_a_gone_article_is_logged_once_and_looked_at_a_few_times_more(archive, make):
    saved = archive.save()
    archive.lose(at=make.day(1))
    assert due(archive, make.day(7)) == []
    assert due(archive, make.day(8)) == [URL]
    assert not archive.missed(at=make.day(8))
    assert due(archive, make.day(30)) == []
    assert archive.changes()[-1] == ("gone", saved.article_id)
    assert len(archive.changes()) == 2


@pytest.mark.parametrize("unchanged", [True, False])
def test_an_article_that_comes_back_is_noted(archive, make, unchanged):
    saved = archive.save()
    archive.lose(at=make.day(3))
    if unchanged:
        assert archive.stood(at=make.day(10))
    else:
        assert archive.save(at=make.day(10)).returned
    assert archive.articles.get(saved.article_id).gone_at is None
    assert archive.changes()[-1] == ("returned", saved.article_id)


def test_an_old_capture_does_not_bring_a_gone_article_back(archive, make):
    saved = archive.save(at=make.day(1))
    archive.lose(at=make.day(3))
    assert not archive.save(at=make.day(2)).returned
    assert archive.articles.get(saved.article_id).gone_at == make.day(3)


def test_a_look_moves_last_seen_at_and_never_back(archive, make):
    saved = archive.save()
    archive.stood(at=make.day(4))
    archive.stood(at=make.day(2))
    assert archive.articles.get(saved.article_id).last_seen_at == make.day(4)


def test_a_look_that_told_nothing_waits_for_the_next_of_the_plan(archive, make):
    archive.save()
    assert archive.revisits.put_off(URL, make.day(1))
    assert due(archive, make.day(6.9)) == []
    assert due(archive, make.day(7)) == [URL]
    assert not archive.revisits.put_off("http://xinwen.example/none", make.day(1))


def test_a_confirmation_that_told_nothing_is_sought_again_the_next_day(archive, make):
    archive.save()
    archive.missed(at=make.day(7))
    archive.revisits.put_off(URL, make.day(8))
    assert due(archive, make.day(9)) == [URL]


def test_an_answer_for_an_unknown_address_belongs_to_no_article(archive, make):
    with pytest.raises(LookupError):
        archive.missed(at=make.day(1) + dt.timedelta(hours=1))
