"""verify finds what is wrong, and puts right what can be made again."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from newsarchive.capture.warc import WarcWriter
from newsarchive.search.index import SearchIndex
from newsarchive.search.query import parse_query
from storage.soundness import Soundness


def warc(kept):
    """The WARC files, oldest first."""
    return sorted(kept.home.warc.glob("*.warc.gz"))


def overwrite(file, offset, content):
    with file.open("r+b") as opened:
        opened.seek(offset)
        opened.write(content)


def place_of(kept, number):
    """Where the database says that the page of an article lies."""
    soundness = Soundness(kept.database)
    return next(
        place
        for extent in soundness.warc_extents()
        for place in soundness.places_in(extent.warc_file)
        if place.url.endswith(f"/{number}.html")
    )


@pytest.mark.parametrize("quick", [True, False])
def test_a_sound_archive_is_sound(kept, quick):
    assert kept.verify(quick=quick) == []


def test_a_record_that_was_overwritten_is_named_with_its_article(kept):
    place = place_of(kept, 7)
    overwrite(kept.home.warc / place.warc_file, place.warc_offset + 30, b"XXXX")
    told = kept.sentences()
    assert f"capture {place.capture_id} of http://xinwen.example/a/7.html" in told


def test_missing_and_shortened_warc_files_are_found_by_a_quick_look(kept):
    first = warc(kept)[0]
    size = first.stat().st_size
    with first.open("r+b") as file:
        file.truncate(size - 100)
    assert "its captures reach to" in kept.sentences(quick=True)
    first.unlink()
    assert f"{first} is missing: the raw pages of" in kept.sentences(quick=True)


def test_a_torn_end_is_cut_and_then_all_is_well(kept):
    newest = warc(kept)[-1]
    size = newest.stat().st_size
    with newest.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half a record")
    assert kept.verify(quick=True) == [("raw pages", "problem", False)]
    assert kept.verify(quick=True, repair=True) == [("raw pages", "problem", True)]
    assert newest.stat().st_size == size
    assert kept.verify() == []


def test_a_file_that_a_crawl_is_writing_is_left_alone(kept):
    with WarcWriter(kept.home.warc, 10**9):
        writing = warc(kept)[-1]
        with writing.open("ab") as file:
            file.write(b"\x1f\x8b\x08\x00half a record")
        assert kept.verify(quick=True, repair=True) == []


def test_a_warc_file_that_no_capture_names_is_noted(kept):
    shutil.copy(warc(kept)[0], kept.home.warc / "other.warc.gz")
    assert kept.verify() == [("raw pages", "note", False)]


def test_an_index_that_is_behind_is_noted_and_brought_up_to_date(kept):
    kept.crawl(31, 32)
    assert kept.verify() == [("index", "note", False)]
    assert kept.verify(repair=True) == []
    assert kept.verify() == []


def test_an_index_that_holds_other_articles_is_found_and_made_again(kept):
    with kept.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM articles WHERE id = 5")
    assert ("index", "problem", False) in kept.verify()
    assert ("index", "problem", True) in kept.verify(repair=True)
    index = SearchIndex(kept.home.index)
    assert 5 not in index.matching(parse_query("*"))
    assert [one for one in kept.verify() if one[0] == "index"] == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM versions WHERE article_id = 3", "1 articles have no version"),
        ("DELETE FROM article_addresses WHERE article_id = 3", "1 articles are known at no"),
        ("UPDATE articles SET duplicate_of = 4 WHERE id = 3", "1 articles name a first telling"),
        ("UPDATE articles SET source_id = 99", "of articles refers to a missing sources"),
    ],
)
def test_rows_that_contradict_each_other_are_counted(kept, damage, told):
    """As another program could leave them: SQLite checks keys only for those who ask for it."""
    with closing(sqlite3.connect(kept.database.path)) as connection:
        connection.execute(damage)
        connection.commit()
    assert told in kept.sentences(quick=True)


def test_stories_without_articles_are_dropped(kept):
    with kept.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO stories (id) VALUES (999)")
    assert kept.verify(quick=True) == [("database", "note", False)]
    assert kept.verify(quick=True, repair=True) == [("database", "note", True)]
    assert kept.verify(quick=True) == []


def test_a_damaged_database_file_is_told(kept):
    with kept.database.read() as connection:
        pages = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_captures_url_key'"
        ).scalar_one()
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    kept.database.close()
    overwrite(kept.database.path, (pages - 1) * size, b"\x00" * size)
    assert "put it back from a backup" in kept.sentences(quick=True)
