"""The registry of sources."""

import dataclasses

import pytest

from storage.errors import SourceExists, UnknownSource
from storage.records import Counts, SourceSettings


def test_a_source_comes_back_as_it_was_added(archive):
    settings = SourceSettings(
        name="河东日报",
        url="http://hedong.example/news/",
        kind="feed",
        entry_urls=("http://hedong.example/rss.xml", "http://hedong.example/rss2.xml"),
        title="河东要闻",
        publisher="河东日报社",
        every_seconds=7200,
        cron="0 8 * * *",
        max_pages=7,
        pagination="numbered",
        path_prefix="http://hedong.example/news/",
        encoding="gb18030",
        zone="Asia/Taipei",
        time_limit_seconds=600,
        detection={"evidence": ["有订阅源"]},
    )
    added = archive.sources.add(settings)
    assert added.settings == settings
    assert added == archive.sources.get("河东日报")
    assert (added.paused_at, added.removed_at, added.walked_at, added.next_run_at) == (None,) * 4
    assert (added.last_crawl, added.articles) == (None, 0)


def test_two_sources_cannot_have_one_name_or_one_address(archive, make):
    with pytest.raises(SourceExists, match="a source named 'qingxi' is already there"):
        archive.sources.add(make.source(url="http://elsewhere.example/"))
    with pytest.raises(SourceExists, match="already watched as source 'qingxi'"):
        archive.sources.add(make.source("other", url="http://qingxi.example/list.html"))
    assert [source.settings.name for source in archive.sources.list()] == ["qingxi"]


def test_an_unknown_name_is_answered_with_the_likeliest_one(archive):
    with pytest.raises(UnknownSource, match=r"unknown source 'qinxi'; did you mean 'qingxi'\?"):
        archive.sources.get("qinxi")
    with pytest.raises(UnknownSource, match="unknown source 'zzz'; list them"):
        archive.sources.pause("zzz")


def test_an_update_replaces_the_settings(archive, make):
    changed = make.source(every_seconds=60)
    assert archive.sources.update(changed).settings == changed
    with pytest.raises(UnknownSource):
        archive.sources.update(make.source("none"))


def test_an_update_cannot_take_the_address_of_another_source(archive, make):
    archive.sources.add(make.source("other"))
    with pytest.raises(SourceExists, match="already watched as source 'qingxi'"):
        archive.sources.update(make.source("other", url="http://qingxi.example/list.html"))


def test_another_way_in_has_to_be_walked_to_its_end_again(archive, make):
    crawl = archive.crawls.start(archive.source_id, "host:1:a")
    archive.crawls.finish(crawl, "done", Counts(), walked=True)
    kept = archive.sources.update(make.source(every_seconds=60))
    assert kept.walked_at is not None
    moved = archive.sources.update(make.source(entry_urls=("http://qingxi.example/feed",)))
    assert moved.walked_at is None


def test_a_source_can_be_paused_and_resumed(archive):
    assert archive.sources.pause("qingxi").paused_at is not None
    assert archive.sources.resume("qingxi").paused_at is None


def test_the_time_of_the_next_run_is_kept(archive, make):
    archive.sources.set_next_run("qingxi", make.day(3))
    assert archive.sources.get("qingxi").next_run_at == make.day(3)
    archive.sources.set_next_run("qingxi", None)
    assert archive.sources.get("qingxi").next_run_at is None


def test_a_removed_source_keeps_its_articles_and_their_source_name(archive):
    saved = archive.save()
    archive.sources.remove("qingxi")
    assert archive.sources.list() == []
    assert archive.articles.get(saved.article_id).source == "qingxi"
    with pytest.raises(UnknownSource, match="was removed on"):
        archive.sources.get("qingxi")
    (removed,) = archive.sources.list(include_removed=True)
    assert (removed.settings.name, removed.articles) == ("qingxi", 1)


def test_a_source_added_again_under_its_name_comes_back_to_life(archive, make):
    archive.sources.pause("qingxi")
    archive.sources.remove("qingxi")
    revived = archive.sources.add(make.source(max_pages=3))
    assert revived.id == archive.source_id
    assert (revived.removed_at, revived.paused_at, revived.settings.max_pages) == (None, None, 3)


def test_the_address_of_a_removed_source_is_free(archive, make):
    archive.sources.remove("qingxi")
    other = archive.sources.add(make.source("other", url="http://qingxi.example/list.html"))
    with pytest.raises(SourceExists, match="already watched as source 'other'"):
        archive.sources.add(make.source())
    assert [source.id for source in archive.sources.list()] == [other.id]


def test_the_list_is_sorted_by_name_and_knows_articles_and_last_crawls(archive, make):
    other = archive.sources.add(make.source("aqing"))
    archive.save(1)
    archive.save(2)
    archive.crawls.start(archive.source_id, "host:1:a")
    newest = archive.crawls.start(archive.source_id, "host:1:a")
    first, second = archive.sources.list()
    assert (first.id, first.articles, first.last_crawl) == (other.id, 0, None)
    assert (second.articles, second.last_crawl.id) == (2, newest)
    assert second.last_crawl == archive.crawls.get(newest)


def test_the_number_of_queries_does_not_grow_with_the_sources(archive, make):
    for number in range(20):
        added = archive.sources.add(make.source(f"s{number}"))
        archive.crawls.start(added.id, "host:1:a")
    with archive.queries() as queries:
        assert len(archive.sources.list()) == 21
    assert len(queries) == 4


def test_settings_survive_a_round_trip_with_every_field_changed(archive, make):
    changed = dataclasses.replace(make.source(), detection={"a": [1, 2.5, None, True, "文"]})
    archive.sources.update(changed)
    assert archive.sources.get("qingxi").settings == changed


def test_a_run_is_claimed_by_one_scheduler(archive, make):
    claim = ("qingxi", make.day(4), "every day", make.day(3))
    assert [archive.sources.claim_run(*claim) for _ in range(2)] == [True, False]
    found = archive.sources.get("qingxi")
    assert (found.next_run_at, found.next_run_why) == (make.day(4), "every day")


def test_a_run_that_is_planned_for_later_cannot_be_claimed(archive, make):
    archive.sources.set_next_run("qingxi", make.day(5))
    assert not archive.sources.claim_run("qingxi", make.day(6), "every day", make.day(4))
    assert archive.sources.claim_run("qingxi", make.day(6), "every day", make.day(5))
