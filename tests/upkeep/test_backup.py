"""Backups are whole while crawls go on, grow by what is new, and give the same archive again."""

import sqlite3
import threading

import pytest

from newsarchive.capture.tail import sound_length
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.upkeep.backup import NOTE, back_up
from newsarchive.upkeep.restore import restore
from storage.articles import ArticleRepository
from tests.upkeep.conftest import FULL_BYTES, opened


def backed_up(kept, folder):
    return back_up(kept.home, kept.database, folder, full_bytes=FULL_BYTES)


def articles(kept):
    return list(ArticleRepository(kept.database).stream())


@pytest.fixture
def restored(tmp_path):
    """A function that restores a backup and opens the archive."""
    found = []

    def make(folder):
        restore(folder, tmp_path / "again")
        found.append(opened(tmp_path / "again"))
        return found[-1]

    yield make
    for one in found:
        one.database.close()


def test_a_restored_backup_is_the_same_archive_and_sound(kept, tmp_path, restored):
    (kept.home.path / "config.toml").write_text("delay = 3\n")
    backed_up(kept, tmp_path / "backup")
    again = restored(tmp_path / "backup")
    assert articles(again) == articles(kept)
    assert [one for one in again.verify() if one[1] == "problem"] == []
    assert (again.home.path / "config.toml").read_text() == "delay = 3\n"


def test_a_second_backup_copies_only_what_is_new(kept, tmp_path, restored):
    first = backed_up(kept, tmp_path / "backup")
    assert backed_up(kept, tmp_path / "backup").bytes_written == 0
    kept.crawl(31, 32)
    second = backed_up(kept, tmp_path / "backup")
    assert 0 < second.bytes_written < first.bytes_written
    assert articles(restored(tmp_path / "backup")) == articles(kept)


def test_full_files_are_linked_and_others_are_not(kept, tmp_path):
    kept.crawl(*range(40, 90))
    backed_up(kept, tmp_path / "backup")
    copies = [path for path in (tmp_path / "backup/warc").iterdir() if path.is_file()]
    linked = {path.name: path.stat().st_nlink > 1 for path in copies}
    sizes = {path.name: path.stat().st_size >= FULL_BYTES for path in copies}
    assert linked == sizes
    assert set(linked.values()) == {True, False}


def test_a_backup_made_while_pages_are_stored_is_whole(kept, tmp_path, restored):
    stop = threading.Event()

    def crawl():
        number = 100
        while not stop.is_set():
            kept.crawl(number, number + 1)
            number += 2

    crawling = threading.Thread(target=crawl)
    crawling.start()
    try:
        for _ in range(5):
            backed_up(kept, tmp_path / "backup")
    finally:
        stop.set()
        crawling.join()
    again = restored(tmp_path / "backup")
    assert len(articles(again)) >= 30
    assert [one for one in again.verify() if one[1] == "problem"] == []


def test_a_record_that_is_being_written_is_left_out(kept, tmp_path):
    newest = max(kept.home.warc.glob("*.warc.gz"))
    with newest.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half a record")
    backed_up(kept, tmp_path / "backup")
    copy = tmp_path / "backup/warc" / newest.name
    size = copy.stat().st_size
    assert size == newest.stat().st_size - 17
    assert sound_length(copy, size) == size


def test_a_copy_that_was_changed_is_made_again(kept, tmp_path):
    backed_up(kept, tmp_path / "backup")
    copy = max((tmp_path / "backup/warc").iterdir())
    content = copy.read_bytes()
    copy.unlink()
    copy.write_bytes(b"other" * 100)
    backed_up(kept, tmp_path / "backup")
    assert copy.read_bytes() == content


def test_folders_that_are_no_backup_are_left_alone(kept, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds something else"):
        backed_up(kept, tmp_path / "mine")
    with pytest.raises(UsageError, match="lies in the archive itself"):
        backed_up(kept, kept.home.path / "backup")
    with pytest.raises(NewsArchiveError, match="is no finished backup"):
        restore(tmp_path / "mine", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_an_archive_is_never_restored_over_another(kept, tmp_path):
    backed_up(kept, tmp_path / "backup")
    with pytest.raises(UsageError, match="holds something already"):
        restore(tmp_path / "backup", kept.home.path)


def test_a_backup_that_breaks_off_leaves_the_former_one_whole(kept, tmp_path, restored):
    backed_up(kept, tmp_path / "backup")
    before = articles(kept)
    kept.crawl(31)

    def break_off(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(
            kept.home, kept.database, tmp_path / "backup",
            full_bytes=FULL_BYTES, progress=break_off,
        )  # fmt: skip
    assert (tmp_path / "backup" / NOTE).exists()
    assert articles(restored(tmp_path / "backup")) == before


def test_a_backup_that_cannot_be_written_says_why(kept, tmp_path):
    backed_up(kept, tmp_path / "backup")
    (tmp_path / "backup/archive.db.new.part").mkdir()
    with pytest.raises(NewsArchiveError, match=r"was not finished.*try again"):
        backed_up(kept, tmp_path / "backup")
    with sqlite3.connect(tmp_path / "backup/archive.db") as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (30,)
    connection.close()
