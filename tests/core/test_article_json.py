"""The JSON form of an article keeps everything, every version once."""

import datetime as dt

import pytest

from newsarchive.core.article_json import article_from_json, article_json
from storage.records import ArticleRecord, VersionRecord

SEEN = dt.datetime(2024, 5, 6, 1, 2, 3, tzinfo=dt.UTC)


def version(number, text):
    return VersionRecord(
        version=number,
        seen_at=SEEN,
        title="区里开建图书馆",
        text=text,
        language="zh-Hans",
        published_at=SEEN,
        publisher="望川区融媒体中心",
        author=None,
        editor=None,
        images=({"url": "https://a.example/1.jpg", "alt": None, "caption": "奠基"},),
        attachments=(),
        repairs=(),
        title_repairs=(),
        flags=(),
        provenance={"title": "headline"},
        capture=None,
    )


RECORD = ArticleRecord(
    id=7,
    url="https://a.example/1.html",
    source="district",
    first_seen_at=SEEN,
    last_seen_at=SEEN,
    gone_at=None,
    story_id=3,
    duplicate_of=None,
    versions=(version(1, "明年秋天迎来读者。"), version(2, "后年秋天迎来读者。")),
)


def test_an_article_comes_back_from_json_as_it_was():
    assert article_from_json(article_json(RECORD)) == RECORD


def test_an_older_version_holds_only_what_differs():
    first, second = article_json(RECORD)["versions"]
    assert first["text"] == "明年秋天迎来读者。"
    assert "title" not in first
    assert "text" not in second


def test_publication_is_told_in_china_s_time():
    assert article_json(RECORD)["published_at"] == "2024-05-06T09:02:03+08:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": None},
        {"text": None},
        {"title": 5},
        {"url": None},
        {"source": None},
        {"publisher": ["a"]},
        {"images": ["a.jpg"]},
        {"flags": {"name": "short"}},
    ],
)
def test_a_field_of_another_kind_is_refused_by_name_and_never_becomes_a_word(wrong):
    (name,) = wrong
    told = article_json(RECORD) | {"versions": None} | wrong
    with pytest.raises(TypeError, match=f"its {name} (is|are) (null|of the kind)"):
        article_from_json(told)
