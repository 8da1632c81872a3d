"""A dump that is put back gives the same articles, versions and stories."""

import dataclasses

import pytest

from storage.articles import ArticleRepository
from storage.resemblance import Resemblance

TEXT = "今年全区新建公园三处，均已开放。"


@pytest.fixture
def dump(archive, make):
    """Articles with a history, a removed one among them, as an archive has them."""
    archive.save(1, text=TEXT, published_at=make.day(2))
    archive.save(2, text=TEXT, published_at=make.day(1))
    archive.save(3, text="第一稿的正文。")
    archive.save(3, text="第二稿的正文。", at=make.day(1), author="周岚")
    archive.save(3, text="第一稿的正文。", at=make.day(2), images=())
    archive.save(4, text="另有一则短讯。")
    archive.save(5, text="已经不在的文章。", at=make.day(1))
    archive.lose(5, at=make.day(6))
    archive.articles.remove(4)
    return list(archive.articles.stream())


def empty(archive):
    for record in list(archive.articles.stream()):
        archive.articles.remove(record.id)
    with archive.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM captures")


@pytest.fixture
def articles(archive, make):
    """The articles of an archive in which equal texts find each other."""
    equal = Resemblance(
        version="1",
        digest=lambda text, _title: make.digest(text),
        sketch=lambda _text: (),
        alike=lambda _one, _other: False,
    )
    return ArticleRepository(archive.database, equal)


def without_numbers(record):
    """A record without what is counted anew: its captures."""
    versions = tuple(
        dataclasses.replace(version, capture=dataclasses.replace(version.capture, id=0))
        for version in record.versions
    )
    return dataclasses.replace(record, versions=versions)


def test_a_dump_in_an_empty_archive_gives_the_same_articles(archive, articles, make, dump):
    empty(archive)
    dump = [bare(record) for record in dump]
    saved = [articles.restore(record) for record in dump]
    assert [(one.article_id, one.outcome) for one in saved] == [(n, "new") for n in (1, 2, 3, 5)]
    archive.articles.keep_stories((record.id, record.story_id) for record in dump)
    restored = list(archive.articles.stream())
    assert list(map(without_numbers, restored)) == list(map(without_numbers, dump))
    first, second, *_ = restored
    assert (first.story_id, first.duplicate_of) == (second.story_id, 2)
    assert archive.articles.is_known("http://xinwen.example/a/3.html")


def test_articles_saved_after_a_dump_get_numbers_of_their_own(archive, articles, make, dump):
    empty(archive)
    far = dataclasses.replace(dump[0], id=5000)
    assert articles.restore(far).article_id == 5000
    assert archive.save(77).article_id == 5001


def test_a_number_that_is_taken_or_absurd_is_replaced(archive, articles, dump):
    taken = dataclasses.replace(dump[0], url="http://xinwen.example/x", id=2)
    absurd = dataclasses.replace(dump[0], url="http://xinwen.example/y", id=2**62)
    assert articles.restore(taken).article_id == 6
    assert articles.restore(absurd).article_id == 7


def test_the_same_dump_twice_changes_nothing(archive, articles, make, dump):
    before = archive.log.last()
    saved = [articles.restore(record) for record in dump]
    assert {one.outcome for one in saved} == {"unchanged"}
    assert list(archive.articles.stream()) == dump
    assert archive.log.last() == before


def test_the_histories_of_two_archives_become_one(archive, articles, make, dump):
    record = dump[2]
    archive.articles.remove(3)
    archive.save(3, text="第二稿的正文。", at=make.day(1.5), author="周岚")
    archive.save(3, text="第三稿的正文。", at=make.day(9))
    saved = articles.restore(record)
    merged = archive.articles.get(saved.article_id)
    assert (saved.outcome, saved.version) == ("updated", 4)
    assert [version.text for version in merged.versions] == [
        "第一稿的正文。",
        "第二稿的正文。",
        "第一稿的正文。",
        "第三稿的正文。",
    ]
    assert (merged.first_seen_at, merged.last_seen_at) == (make.day(0), make.day(9))


def follower(archive, articles, make, dump):
    """The archive as one that holds nothing but a dump of another."""
    empty(archive)
    for record in dump:
        articles.put(bare(record))


def bare(record):
    """A record as a dump brings it, without places in files of raw pages."""
    versions = [dataclasses.replace(one, capture=without_place(one)) for one in record.versions]
    return dataclasses.replace(record, versions=tuple(versions))


def without_place(version):
    return dataclasses.replace(version.capture, warc_file=None, warc_offset=None, warc_length=None)


def test_a_follower_takes_over_what_was_corrected_in_place(archive, articles, make, dump):
    follower(archive, articles, make, dump)
    versions = tuple(
        dataclasses.replace(one, text=one.text.replace("稿", "版"), capture=without_place(one))
        for one in dump[2].versions[:2]
    )
    corrected = dataclasses.replace(dump[2], versions=versions, last_seen_at=make.day(7))
    before = archive.log.last()
    saved = articles.put(corrected)
    assert (saved.outcome, saved.version) == ("updated", 2)
    assert without_numbers(archive.articles.get(3)) == without_numbers(corrected)
    assert archive.changes(before) == [("updated", 3)]
    again = articles.put(corrected)
    assert (again.outcome, archive.log.last()) == ("unchanged", before + 1)


def test_a_follower_with_raw_pages_of_its_own_loses_no_version(archive, articles, make, dump):
    shorter = dataclasses.replace(
        dump[2], versions=dump[2].versions[:1], last_seen_at=make.day(0.5)
    )
    assert articles.put(shorter).outcome == "unchanged"
    assert archive.articles.get(3) == dump[2]


def test_a_newer_dump_says_that_an_article_is_gone(archive, articles, make, dump):
    record = dataclasses.replace(dump[0], last_seen_at=make.day(8), gone_at=make.day(9))
    articles.restore(record)
    assert archive.articles.get(1).gone_at == make.day(9)
    assert archive.changes()[-1] == ("gone", 1)


def test_an_unknown_source_is_noted_as_a_removed_one(archive, articles, make, dump):
    foreign = dataclasses.replace(dump[0], url="http://xinwen.example/x", source="hedong")
    articles.restore(foreign)
    assert archive.articles.by_url(foreign.url).source == "hedong"
    assert [source.settings.name for source in archive.sources.list()] == ["qingxi"]
    assert archive.sources.add(make.source("hedong")).articles == 1


def test_an_article_without_captures_can_be_restored(archive, articles, make, dump):
    versions = tuple(dataclasses.replace(one, capture=None) for one in dump[2].versions)
    bare = dataclasses.replace(dump[2], url="http://xinwen.example/x", versions=versions)
    saved = articles.restore(bare)
    assert archive.articles.get(saved.article_id).versions == versions
    again = articles.restore(bare)
    assert again.outcome == "unchanged"


def test_stories_take_each_others_numbers_but_none_that_is_kept(archive, articles, make, dump):
    follower(archive, articles, make, dump)
    first, _, third, _ = archive.articles.stream()
    before = archive.log.last()
    archive.articles.keep_stories([(2, third.story_id), (3, first.story_id), (5, 900)])
    numbers = [record.story_id for record in archive.articles.stream()]
    assert numbers == [third.story_id, third.story_id, first.story_id, 900]
    assert {id_ for _, id_ in archive.changes(before)} == {1, 2, 3, 5}
    own = archive.save(6, text="这里自己收的文章。").article_id
    kept = archive.articles.get(own).story_id
    archive.articles.keep_stories([(5, kept), (own, 950)])
    assert [archive.articles.get(id_).story_id for id_ in (5, own)] == [900, kept]
    assert kept > 900
