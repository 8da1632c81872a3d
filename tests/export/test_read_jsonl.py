"""Dumps come back as they went, and broken ones say where."""

import gzip
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.article_json import article_json
from newsarchive.core.errors import NewsArchiveError
from newsarchive.export.read_jsonl import read_dump
from storage.articles import ArticleRepository
from storage.engine import open_database

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def line(record, **changes):
    return json.dumps(article_json(record) | changes).encode()


def without_place(record):
    """An article as JSON, without the places in another archive's WARC files."""
    told = article_json(record)
    for entry in (told, *told["versions"]):
        for name in ("warc_file", "warc_offset"):
            (entry.get("capture") or {}).pop(name, None)
    return told


def test_a_dump_is_read_as_it_was_written(make, tmp_path):
    records = [make.article(1, older=({"text": "旧话"},)), make.article(2, published_at=None)]
    make.dump(records, tmp_path / "dump.jsonl", "jsonl")
    again = list(read_dump(tmp_path / "dump.jsonl"))
    assert [without_place(record) for record in again] == [
        without_place(record) for record in records
    ]


def test_an_archive_restored_from_a_dump_gives_the_same_dump(make, tmp_path):
    records = [make.article(1, older=({"text": "旧话"},)), make.article(2)]
    make.dump(records, tmp_path / "dump.jsonl", "jsonl")
    with open_database(f"sqlite:///{tmp_path}/archive.db") as database:
        articles = ArticleRepository(database)
        for record in read_dump(tmp_path / "dump.jsonl"):
            articles.restore(record)
        restored = list(articles.stream())
    assert [without_place(record) for record in restored] == [
        without_place(record) for record in records
    ]


def test_unknown_fields_empty_lines_and_a_byte_order_mark_do_no_harm(make, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + line(make.article(), topic="桥") + b"\r\n\n  \n")
    assert [record.id for record in read_dump(file)] == [1]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b'{"id": 1,', "line 2 is no JSON"),
        (b"not json", "line 2 is no JSON"),
        (b"[" * 100_000, "line 2 is no JSON"),
        (b"[1, 2]", "line 2 is no article: it is no JSON object"),
        (b"null", "line 2 is no article: it is no JSON object"),
        (b"{}", "line 2 is no article: it lacks"),
        (b'{"id": 2}', "line 2 is no article: it lacks"),
        ("青溪".encode("gbk"), "line 2 is no UTF-8 text at byte 1"),
    ],
)
def test_a_broken_line_is_named_after_the_articles_before_it(make, tmp_path, broken, told):
    file = tmp_path / "dump.jsonl"
    file.write_bytes(line(make.article()) + b"\n" + broken + b"\n")
    reading = read_dump(file)
    assert next(reading).id == 1
    with pytest.raises(NewsArchiveError, match=told):
        next(reading)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "one"},
        {"first_seen_at": "yesterday"},
        {"first_seen_at": "0001-01-01T00:00:00+14:00"},
        {"versions": 5},
        {"versions": [7]},
        {"images": 3},
        {"story_id": None},
    ],
)
def test_a_field_of_a_wrong_kind_is_named_with_its_line(make, tmp_path, wrong):
    file = tmp_path / "dump.jsonl"
    file.write_bytes(line(make.article(), **wrong) + b"\n")
    with pytest.raises(NewsArchiveError, match="line 1 is no article"):
        list(read_dump(file))


def test_a_dump_that_was_cut_off_says_so(make, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_bytes((line(make.article(1)) + b"\n" + line(make.article(2)))[:-40])
    with pytest.raises(NewsArchiveError, match=r"line 2 is no JSON.*cut off there"):
        list(read_dump(file))


@pytest.mark.parametrize(("suffix", "packed"), [(".zst", zstd.compress), (".gz", gzip.compress)])
def test_packed_dumps_are_read_and_broken_ones_named(make, tmp_path, suffix, packed):
    lines = b"\n".join(line(make.article(number)) for number in range(1, 2000))
    file = tmp_path / f"dump.jsonl{suffix}"
    file.write_bytes(packed(lines))
    assert [record.id for record in read_dump(file)] == list(range(1, 2000))
    file.write_bytes(packed(lines)[:-100])
    with pytest.raises(NewsArchiveError, match=r"dump\.jsonl.* is damaged or cut off after line"):
        list(read_dump(file))


def test_a_change_that_is_not_known_is_named(make, tmp_path):
    file = tmp_path / "dump.jsonl"
    file.write_bytes(line(make.article(), change="renamed"))
    with pytest.raises(NewsArchiveError, match="line 1 tells an unknown change 'renamed'"):
        list(read_dump(file))


def test_progress_hears_the_bytes_read(make, tmp_path):
    file = tmp_path / "dump.jsonl"
    make.dump([make.article(1), make.article(2)], file)
    told = []
    list(read_dump(file, told.append))
    assert told[-1] == file.stat().st_size


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NewsArchiveError, match=r"none\.jsonl cannot be read"):
        list(read_dump(tmp_path / "none.jsonl"))


@given(content=st.one_of(st.binary(), st.text().map(str.encode)))
def test_whatever_a_file_holds_gives_articles_or_one_sentence(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("dump") / "dump.jsonl"
    file.write_bytes(content)
    records, told = [], "line "
    try:
        records = list(read_dump(file))
    except NewsArchiveError as error:
        told = str(error)
    assert records == []
    assert told.startswith("line ")
