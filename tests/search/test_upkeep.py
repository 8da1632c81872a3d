"""The index follows the archive and heals itself."""

import datetime as dt
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsarchive.core.errors import NewsArchiveError
from newsarchive.search import opened, schema, update
from newsarchive.search.errors import IndexDamaged
from newsarchive.search.folder import IndexFolder
from newsarchive.search.index import IndexStatus
from newsarchive.search.query import parse_query
from storage.engine import open_database

LATER = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]


def index_files(archive):
    """The files of the index in use, by the end of their names."""
    current = IndexFolder(archive.folder / "index").current()
    assert current is not None
    files = [file for file in current.iterdir() if not file.name.startswith(".")]
    return {file.suffix.lstrip("."): file for file in files}


def test_new_changed_and_removed_articles_are_followed(archive):
    first, second = archive.save(text="旧话", number=1), archive.save(text="旧话", number=2)
    assert archive.found("旧话") == {first, second}
    assert archive.save(text="新词", number=1, seen_at=LATER) == first
    assert archive.found("旧话") == {second}
    assert archive.found("新词") == {first}
    archive.articles.remove(second)
    assert archive.found("*") == {first}
    assert archive.index.last_change() == archive.log.last()


def test_an_index_that_is_opened_anew_for_its_memory_goes_on_answering(archive, monkeypatch):
    monkeypatch.setattr(opened, "MOST_MAPPED_BYTES", -1)
    found = [archive.save(text="旧话", number=1)]
    assert archive.found("旧话") == set(found)
    found.append(archive.save(text="旧话", number=2))
    for _ in range(3):
        assert archive.found("旧话") == set(found)
        assert archive.index.last_change() == archive.log.last()


def test_an_article_that_is_gone_from_its_site_is_still_found(archive):
    article = archive.save(text="旧话")
    archive.lose(article, LATER)
    assert archive.found("旧话") == {article}


def test_an_empty_archive_finds_nothing(archive):
    assert archive.found("*") == set()
    assert archive.index.last_change() == 0


def test_catching_up_twice_does_nothing_the_second_time(archive):
    archive.save()
    archive.index.catch_up(archive.database)
    before = sorted(file.name for file in index_files(archive).values())
    archive.index.catch_up(archive.database)
    archive.new_index().catch_up(archive.database)
    assert sorted(file.name for file in index_files(archive).values()) == before
    assert archive.messages == ["the search index is missing; building it anew from the archive"]


def test_an_open_index_sees_what_another_process_has_written(archive):
    archive.save(text="一号")
    archive.index.catch_up(archive.database)
    reader = archive.new_index()
    assert reader.search(parse_query("*")).total == 1
    archive.save(text="二号")
    archive.index.catch_up(archive.database)
    assert reader.search(parse_query("二号")).total == 1


def test_progress_is_told_while_building_and_while_following(archive, monkeypatch):
    monkeypatch.setattr(update, "_BATCH", 2)
    told = []
    for _ in range(5):
        archive.save()
    archive.index.catch_up(archive.database, lambda done, total: told.append((done, total)))
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
    told.clear()
    for _ in range(3):
        archive.save()
    archive.index.catch_up(archive.database, lambda done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]


@pytest.mark.parametrize("deleted", ["folder", "index", "pointer", "contents"])
def test_a_deleted_index_is_built_anew(archive, deleted):
    article = archive.save(text="旧话")
    assert archive.found("旧话") == {article}
    folder = archive.folder / "index"
    current = IndexFolder(folder).current()
    match deleted:
        case "folder":
            shutil.rmtree(folder)
        case "index":
            shutil.rmtree(current)
        case "pointer":
            (folder / "current").unlink()
        case "contents":
            for file in current.iterdir():
                file.unlink()
    assert archive.found("旧话") == {article}
    assert archive.messages[-1].endswith("building it anew from the archive")


@pytest.mark.usefixtures("capfd")
@pytest.mark.parametrize("harm", ["deleted", "emptied", "cut in half", "garbled"])
@pytest.mark.parametrize("kind", ["json", "fast", "fieldnorm", "idx", "pos", "store", "term"])
def test_a_damaged_index_heals_with_the_next_search(archive, kind, harm):
    article = archive.save(text="旧话，旧事。")
    assert archive.found("旧话") == {article}
    file = index_files(archive)[kind]
    content = file.read_bytes()
    half = len(content) // 2
    file.unlink()
    if harm != "deleted":
        garbled = bytes(byte ^ 0x55 for byte in content[:half]) + content[half:]
        file.write_bytes({"emptied": b"", "cut in half": content[:half], "garbled": garbled}[harm])
    archive.index = archive.new_index()
    results = archive.search("旧话", sort="newest")
    assert results.ids == [article]
    assert [facet.value for facet in results.facets.source] == ["qingxi"]
    assert archive.new_index().search(parse_query("旧话")).ids == [article]


@pytest.mark.usefixtures("capfd")
def test_damage_that_shows_only_in_a_search_is_mended_too(archive):
    article = archive.save(text="旧话")
    assert archive.found("旧话") == {article}
    file = index_files(archive)["fast"]
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(bytes(byte ^ 0x55 for byte in content[:100]) + content[100:])
    reader = archive.new_index()
    with pytest.raises(IndexDamaged, match="built anew"):
        reader.search(parse_query("旧话"), sort="newest")
    assert archive.found("旧话") == {article}


def test_a_search_without_an_index_says_so(archive):
    with pytest.raises(IndexDamaged, match="there is no search index"):
        archive.index.search(parse_query("旧话"))
    assert archive.index.last_change() == 0


def test_an_index_of_another_format_is_built_anew(archive, monkeypatch):
    article = archive.save(text="旧话")
    archive.index.catch_up(archive.database)
    monkeypatch.setattr("newsarchive.search.folder.index_format", lambda: "3.other")
    assert archive.index.last_change() == 0
    assert archive.found("旧话") == {article}
    assert "another format" in archive.messages[-1]
    assert len([entry for entry in (archive.folder / "index").iterdir() if entry.is_dir()]) == 1


def test_an_index_ahead_of_the_change_log_is_built_anew(archive, ready_file):
    archive.save(text="旧话")
    archive.save(text="旧话")
    archive.index.catch_up(archive.database)
    archive.database.close()
    (archive.folder / "archive.db").write_bytes(ready_file)
    article = archive.save(text="新词")
    assert archive.found("*") == {article}
    assert "does not belong" in archive.messages[-1]


def test_an_index_of_another_archive_is_built_anew_even_when_its_log_is_as_long(
    archive, ready_file
):
    archive.save(text="旧话")
    archive.index.catch_up(archive.database)
    archive.database.close()
    (archive.folder / "archive.db").write_bytes(ready_file)
    article = archive.save(text="新词")
    archive.save(text="新词")
    assert archive.found("新词") == {article, article + 1}
    assert archive.found("旧话") == set()


def test_a_crash_before_a_commit_leaves_index_and_state_at_the_commit_before(archive, monkeypatch):
    first = archive.save(text="一号")
    assert archive.found("*") == {first}
    taken = archive.index.last_change()
    second = archive.save(text="二号")

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(update, "write_state", crash)
        with pytest.raises(KeyboardInterrupt):
            archive.index.catch_up(archive.database)
    reader = archive.new_index()
    assert reader.search(parse_query("*")).ids == [first]
    assert reader.last_change() == taken
    assert archive.found("*") == {first, second}


def test_a_crash_while_building_leaves_nothing_in_use(archive, monkeypatch):
    article = archive.save(text="旧话")

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(update, "write_state", crash)
        with pytest.raises(KeyboardInterrupt):
            archive.index.catch_up(archive.database)
    assert IndexFolder(archive.folder / "index").current() is None
    assert archive.found("旧话") == {article}
    assert len([entry for entry in (archive.folder / "index").iterdir() if entry.is_dir()]) == 1


def test_articles_that_arrive_while_the_index_is_built_are_in_it(archive, monkeypatch):
    monkeypatch.setattr(update, "_BATCH", 1)
    archive.save(text="一号")
    late = []

    def arrive(_done, _total):
        if not late:
            late.append(archive.save(text="二号"))

    archive.index.catch_up(archive.database, arrive)
    assert archive.index.search(parse_query("二号")).ids == late
    assert archive.index.last_change() == archive.log.last()


def test_a_usable_index_is_left_to_the_process_that_writes_it(archive):
    first = archive.save(text="一号")
    archive.index.catch_up(archive.database)
    archive.save(text="二号")
    with IndexFolder(archive.folder / "index").lock(wait_seconds=0) as held:
        assert held
        archive.index.catch_up(archive.database, wait_seconds=0.1)
        assert archive.index.search(parse_query("*")).ids == [first]
    assert "another process is writing" in archive.messages[-1]
    assert len(archive.found("*")) == 2


def test_a_missing_index_is_waited_for(archive):
    article = archive.save(text="一号")
    other = archive.new_index()
    with IndexFolder(archive.folder / "index").lock(wait_seconds=0):
        waiting = threading.Thread(target=other.catch_up, args=(archive.database,))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
    waiting.join()
    assert other.search(parse_query("*")).ids == [article]


def test_a_folder_that_is_not_writable_gets_one_clear_sentence(archive):
    (archive.folder / "index").write_text("a file in the way")
    with pytest.raises(NewsArchiveError, match="cannot be written"):
        archive.index.catch_up(archive.database)


def test_an_index_that_cannot_be_written_is_used_as_it_is(archive):
    first = archive.save(text="一号")
    assert archive.found("*") == {first}
    archive.save(text="二号")
    (archive.folder / "index/lock").unlink()
    (archive.folder / "index/lock").mkdir()
    assert archive.found("*") == {first}
    assert "the newest changes are not found until then" in archive.messages[-1]


WRITER = """
import sys
from pathlib import Path
from newsarchive.search.index import SearchIndex
from newsarchive.search.query import parse_query
from storage.engine import open_database

folder = Path(sys.argv[1])
index = SearchIndex(folder / "index")
with open_database(f"sqlite:///{folder}/archive.db") as database:
    for _ in range(30):
        index.catch_up(database)
        assert index.search(parse_query("一号")).total >= 1
print(index.last_change())
"""


def test_two_processes_keep_one_index_while_articles_arrive(archive):
    archive.save(text="一号")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, archive.folder], cwd=ROOT, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    saved = {archive.save(text="二号") for _ in range(40)}
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert archive.found("二号") == saved
    assert archive.search("*").total == 41


def test_killed_in_the_midst_of_writing_the_index_goes_on(archive):
    saved = {archive.save(text=f"二号{'甲乙丙丁' * 50}") for _ in range(60)}
    for delay in (0.2, 0.4, 0.6, 0.8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, archive.folder],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        saved.add(archive.save(text="二号"))
    assert archive.found("二号") == saved


def test_a_rebuild_makes_a_new_index_of_the_same_articles(archive):
    article = archive.save(text="旧话")
    assert archive.index.status() == IndexStatus("missing")
    archive.index.catch_up(archive.database)
    before, folder = archive.index.status(), IndexFolder(archive.folder / "index").current()
    archive.index.rebuild(archive.database)
    assert IndexFolder(archive.folder / "index").current() != folder
    assert archive.found("旧话") == {article}
    after = archive.index.status()
    assert (after.condition, after.articles, after.segments) == ("ready", 1, 1)
    assert after.last_change == before.last_change == archive.log.last()
    assert after.bytes > 0


def test_a_rebuild_waits_for_the_process_that_writes(archive):
    archive.save(text="旧话")
    with IndexFolder(archive.folder / "index").lock(wait_seconds=0):
        building = threading.Thread(target=archive.new_index().rebuild, args=(archive.database,))
        building.start()
        building.join(0.3)
        assert building.is_alive()
    building.join()
    assert archive.index.status().articles == 1
    assert "another process is writing" in archive.messages[-1]


@pytest.mark.usefixtures("capfd")
def test_the_status_tells_damage(archive):
    archive.save(text="旧话")
    archive.index.catch_up(archive.database)
    index_files(archive)["json"].write_bytes(b"")
    assert archive.new_index().status() == IndexStatus("damaged or of another format")


def test_an_index_whose_characters_were_folded_otherwise_is_built_anew(archive, monkeypatch):
    article = archive.save(text="旧话")
    archive.index.catch_up(archive.database)
    schema.index_format.cache_clear()
    with monkeypatch.context() as other:
        other.setattr(schema, "fold_version", lambda: "other tables")
        archive.index = archive.new_index()
        assert archive.index.status().condition == "damaged or of another format"
    schema.index_format.cache_clear()
    assert archive.found("旧话") == {article}


def test_an_index_opened_before_a_rebuild_moves_to_the_new_one(archive):
    article = archive.save(text="旧话")
    assert archive.found("旧话") == {article}
    shutil.rmtree(archive.folder / "index")
    archive.new_index().catch_up(archive.database)
    assert archive.index.search(parse_query("旧话")).ids == [article]


def test_a_database_can_be_followed_from_a_second_connection(archive):
    article = archive.save(text="旧话")
    with open_database(f"sqlite:///{archive.folder}/archive.db") as other:
        archive.index.catch_up(other)
    assert archive.index.search(parse_query("旧话")).ids == [article]
