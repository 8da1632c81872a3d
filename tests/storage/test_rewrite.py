"""Making a version again from its page, in its place."""

import pytest

from storage.errors import StorageError


def test_a_version_that_reads_the_same_is_left_alone(archive, make):
    archive.save()
    before = archive.log.last()
    assert not archive.articles.rewrite(1, 1, make.article())
    assert archive.log.last() == before


@pytest.mark.parametrize(
    "change",
    [
        {"text": "改好的正文。"},
        {"flags": ()},
        {"provenance": {}},
        {"images": ()},
        {"language": "zh"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_reads_differently_replaces_the_content_and_nothing_else(archive, make, change):
    archive.save()
    before = archive.articles.get(1).current
    assert archive.articles.rewrite(1, 1, make.article(**change))
    (after,) = archive.articles.get(1).versions
    for name, value in change.items():
        assert getattr(after, name) == value
    assert (after.version, after.seen_at, after.capture) == (1, before.seen_at, before.capture)
    assert archive.changes() == [("new", 1), ("updated", 1)]


def test_an_older_version_is_rewritten_without_touching_the_current_one(archive, make):
    archive.save(title="旧标题")
    archive.save(title="新标题", at=make.day(1))
    archive.articles.rewrite(1, 1, make.article(title="旧标题一"))
    assert [one.title for one in archive.articles.get(1).versions] == ["旧标题一", "新标题"]


def test_a_text_read_better_can_find_its_story(archive, make):
    archive.save(1, text="今年全区新建公园三处。", published_at=make.day(1))
    archive.save(2, text="首页 今年全区新建公园三处。", published_at=make.day(2))
    archive.articles.rewrite(
        2, 1, make.article(text="今年全区新建公园三处。", published_at=make.day(2))
    )
    assert archive.articles.get(2).duplicate_of == 1
    assert archive.changes()[-2:] == [("updated", 2), ("story", 2)]


def test_an_older_version_has_no_say_in_the_story(archive, make):
    archive.save(1, text="今年全区新建公园三处。")
    archive.save(2, text="旧的正文如此。")
    archive.save(2, text="新的正文如此。", at=make.day(1))
    archive.articles.rewrite(2, 1, make.article(text="今年全区新建公园三处。"))
    assert archive.articles.totals().stories == 2


def test_an_article_that_today_has_another_address_is_known_there_too(archive, make):
    archive.save()
    archive.articles.rewrite(1, 1, make.article(url="http://xinwen.example/neu"))
    assert archive.articles.by_url("http://xinwen.example/neu").id == 1
    assert archive.articles.get(1).url == "http://xinwen.example/a/1.html"


def test_a_version_that_does_not_exist_cannot_be_rewritten(archive, make):
    archive.save()
    for article_id, version in ((1, 2), (9, 1)):
        with pytest.raises(StorageError, match=f"no version {version} of an article {article_id}"):
            archive.articles.rewrite(article_id, version, make.article())
