"""Articles are read for a dump as they are read in whole, only without records."""

import datetime as dt

import pytest

from newsarchive.core.article_json import plain_article

IMAGE = {"url": "http://xinwen.example/1.jpg", "alt": None, "caption": "奠基", "width": 800}
FILE = {"url": "http://xinwen.example/1.pdf", "title": "附件", "type": "application/pdf"}
LONG_AGO = dt.datetime(1989, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def told(archive, make):
    """What three articles say, read whole: one of two versions, one undated, one gone."""
    archive.save(1, images=(IMAGE, IMAGE | {"alt": "大桥"}), attachments=(FILE,))
    later = make.day(2) + dt.timedelta(microseconds=5)
    archive.save(1, at=later, text="大桥今日通车。", images=())
    archive.save(2, text="大桥昨日封闭。", published_at=LONG_AGO)
    archive.save(3, published_at=None, repairs=(), publisher=None, editor=None)
    archive.save(4, text="大桥明日通车。", published_at=LONG_AGO)
    archive.lose(4, at=make.day(9))
    archive.articles.remove(2)
    return [plain_article(record) for record in archive.articles.stream()]


def test_all_articles_say_in_a_dump_what_their_records_say(archive, told):
    assert [len(article.versions) for article in told] == [2, 1, 1]
    assert list(archive.articles.plain()) == told


def test_chosen_articles_say_in_a_dump_what_their_records_say(archive, told):
    first, _, last = told
    assert list(archive.articles.plain([first.id, 2, last.id])) == [first, last]


def test_a_dump_of_nothing_holds_nothing(archive, told):
    assert told
    assert list(archive.articles.plain([])) == []
