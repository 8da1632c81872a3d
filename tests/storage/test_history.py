"""Captures out of order: the same sightings in any order give the same history."""

import itertools

import pytest

PAGES = {
    "one change": ["甲", "乙", "乙"],
    "twice back to what it was": ["甲", "乙", "甲", "乙"],
    "always new": ["甲", "乙", "丙"],
}


def versions(archive):
    record = archive.articles.get(1)
    told = [
        (one.version, one.seen_at, one.title, one.capture.fetched_at) for one in record.versions
    ]
    return told, record.first_seen_at, record.last_seen_at


@pytest.mark.parametrize("titles", PAGES.values(), ids=PAGES.keys())
def test_the_order_of_arrival_does_not_change_the_history(archive, make, titles):
    histories = set()
    for order in itertools.permutations(range(len(titles))):
        for number in order:
            archive.save(at=make.day(number), title=titles[number])
        told, first, last = versions(archive)
        assert [one[2] for one in told] == [key for key, _ in itertools.groupby(titles)]
        assert (first, last) == (make.day(0), make.day(len(titles) - 1))
        assert len(archive.captures.for_article(1)) == len(titles)
        histories.add(str(told))
        _forget(archive)
    assert len(histories) == 1


def _forget(archive):
    """Start over with the same numbers."""
    archive.articles.remove(1)
    with archive.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM captures")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER SEQUENCE articles_id_seq RESTART")
        else:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'articles'")


def test_an_older_page_does_not_become_the_current_one(archive, make):
    archive.save(at=make.day(10), title="新标题")
    saved = archive.save(at=make.day(1), title="旧标题")
    record = archive.articles.get(saved.article_id)
    assert (saved.outcome, saved.version) == ("updated", 1)
    assert [version.title for version in record.versions] == ["旧标题", "新标题"]
    assert record.current.capture.fetched_at == make.day(10)


def test_an_older_page_that_says_the_same_moves_the_first_sight(archive, make):
    archive.save(at=make.day(10))
    saved = archive.save(at=make.day(1))
    record = archive.articles.get(saved.article_id)
    assert (saved.outcome, saved.version) == ("unchanged", 1)
    assert record.first_seen_at == record.current.seen_at == make.day(1)
    assert record.last_seen_at == make.day(10)


def test_what_was_confirmed_later_stays_the_current_version(archive, make):
    archive.save(at=make.day(1), title="标题")
    archive.stood(at=make.day(9))
    archive.save(at=make.day(5), title="短暂的标题")
    titles = [version.title for version in archive.articles.get(1).versions]
    assert titles == ["标题", "短暂的标题", "标题"]


def test_an_older_page_seen_under_another_address_belongs_to_the_same_history(archive, make):
    archive.save(at=make.day(5), addresses=("http://xinwen.example/a/2.html",))
    assert archive.save(2, at=make.day(1)).outcome == "unchanged"
    assert archive.articles.get(1).url == "http://xinwen.example/a/1.html"
