"""A dump and its increments, taken in order, make an archive that is like the first one."""

import random
from pathlib import Path

import pytest

from newsarchive.core.article_json import article_json
from newsarchive.core.errors import NewsArchiveError
from newsarchive.dedup.fingerprint import text_digest
from newsarchive.export.base import Put, Removed
from newsarchive.export.export import Described, export_articles
from newsarchive.export.formats import formats
from newsarchive.export.increment import check_continues, increment, position_at
from newsarchive.export.manifest import Position, Selection, read_manifest
from newsarchive.ingest.dump import import_dump
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import open_database
from storage.sources import SourceRepository
from tests.storage.conftest import Archive, day, new_article, new_source

TEXTS = [
    f"第{number}则消息：青溪大桥今日通车，全长{number}百米，往来车辆络绎不绝。"
    for number in range(9)
]


def archive_in(folder: Path) -> Archive:
    folder.mkdir()
    database = open_database(f"sqlite:///{folder}/archive.db")
    return Archive(database, "", SourceRepository(database).add(new_source()).id)


@pytest.fixture
def archive(tmp_path):
    found = archive_in(tmp_path / "first")
    yield found
    found.database.close()


@pytest.fixture
def follower(tmp_path):
    with open_database(f"sqlite:///{tmp_path}/follower.db") as database:
        yield ArticleRepository(database)


def dumped(archive: Archive, out: Path, state: Path | None = None, wanted=None) -> Path:
    """Write a whole dump, or what changed since the dump `state`."""
    until = position_at(archive.log, archive.log.last())
    after = read_manifest(state).until if state else None
    if after is None:
        entries = archive.articles.stream()
    else:
        check_continues(archive.log, after, str(state))
        touched = archive.log.touched(after.change, until.change)
        entries = increment(archive.database, touched, after, until, wanted)
    form = "jsonl.zst" if out.suffix == ".zst" else "jsonl"
    export_articles(entries, str(out), formats()[form], Described(form, Selection(), after, until))
    return out


def told(articles: ArticleRepository) -> list[dict]:
    """All articles as JSON, without the places in one archive's WARC files."""
    found = [article_json(record) for record in articles.stream()]
    for article in found:
        for entry in (article, *article["versions"]):
            for name in ("warc_file", "warc_offset"):
                (entry.get("capture") or {}).pop(name, None)
    return found


def live(archive: Archive, chance: random.Random, hour: int) -> None:
    """Something happens to some article."""
    number, at = chance.randrange(1, 12), day(hour / 24)
    known = archive.articles.by_url(f"http://xinwen.example/a/{number}.html")
    said = {"text": chance.choice(TEXTS), "published_at": day(chance.randrange(3))}
    match chance.choice(["save", "save", "save", "stood", "lose", "remove", "rewrite", "old"]):
        case "save":
            archive.save(number, at=at, text_digest=text_digest(said["text"]), **said)
        case "old":
            archive.save(number, at=day(-hour), text_digest=text_digest(said["text"]), **said)
        case "stood" if known:
            archive.stood(number, at=at)
        case "lose" if known:
            archive.lose(number, at=at)
        case "remove" if known:
            archive.articles.remove(known.id)
        case "rewrite" if known:
            content = new_article(url=known.url, text_digest=text_digest(said["text"]), **said)
            archive.articles.rewrite(known.id, chance.randint(1, known.current.version), content)


@pytest.mark.parametrize("seed", range(6))
def test_a_dump_and_its_increments_in_order_give_the_same_archive(
    archive, follower, tmp_path, seed
):
    chance = random.Random(seed)  # noqa: S311
    state = None
    for step in range(6):
        for number in range(chance.randrange(12)):
            live(archive, chance, step * 100 + number)
        state = dumped(archive, tmp_path / f"{step}.jsonl", state)
        import_dump(state, follower)
    assert told(follower) == told(archive.articles)


def test_a_whole_dump_in_an_empty_archive_gives_the_same_archive(archive, follower, tmp_path):
    chance = random.Random(5)  # noqa: S311
    for number in range(80):
        live(archive, chance, number)
    counts = import_dump(dumped(archive, tmp_path / "dump.jsonl.zst"), follower)
    assert counts.new + counts.duplicates == len(told(follower)) > 5
    assert told(follower) == told(archive.articles)


def test_an_increment_holds_only_what_changed(archive, tmp_path):
    for number in (1, 2, 3, 4):
        archive.save(number, text=TEXTS[number])
    first = dumped(archive, tmp_path / "first.jsonl")
    archive.save(2, text="新的正文，与旧的不同，说的是另一件事情。", at=day(1))
    archive.articles.remove(3)
    archive.stood(4, at=day(2))
    after, until = read_manifest(first).until, position_at(archive.log, archive.log.last())
    touched = archive.log.touched(after.change, until.change)
    entries = list(increment(archive.database, touched, after, until, None))
    assert entries[0] == Removed(3, "http://xinwen.example/a/3.html")
    assert [entry.record.id for entry in entries[1:] if isinstance(entry, Put)] == [2, 4]
    assert len(entries) == 3


def test_what_a_filter_no_longer_selects_is_taken_back(archive, follower, tmp_path):
    for number in (1, 2):
        archive.save(number, text=TEXTS[number])
    first = dumped(archive, tmp_path / "first.jsonl")
    import_dump(first, follower)
    for number in (1, 2):
        archive.save(number, text=f"第{number}则消息改了，说的是另一件事情。", at=day(1))
    import_dump(dumped(archive, tmp_path / "more.jsonl", first, wanted=[2]), follower)
    assert [article["id"] for article in told(follower)] == [2]


def test_an_increment_taken_twice_changes_nothing(archive, follower, tmp_path):
    archive.save(1, text=TEXTS[1])
    first = dumped(archive, tmp_path / "first.jsonl")
    archive.save(1, text=TEXTS[2], at=day(1))
    more = dumped(archive, tmp_path / "more.jsonl", first)
    for dump in (first, more, more):
        counts = import_dump(dump, follower)
    assert (counts.unchanged, counts.updated) == (1, 0)
    assert told(follower) == told(archive.articles)


def test_an_increment_removes_nothing_that_was_fetched_here(archive, tmp_path):
    archive.save(1, text=TEXTS[1])
    own = archive_in(tmp_path / "own")
    own.save(1, text=TEXTS[1])
    first = dumped(archive, tmp_path / "first.jsonl")
    archive.articles.remove(1)
    counts = import_dump(dumped(archive, tmp_path / "more.jsonl", first), own.articles)
    assert counts.removed == 0
    assert len(told(own.articles)) == 1
    own.database.close()


def test_an_increment_of_another_archive_is_refused(archive, tmp_path):
    archive.save(1, text=TEXTS[1])
    other = archive_in(tmp_path / "other")
    other.save(1, text=TEXTS[1])
    other.save(2, text=TEXTS[2])
    for place in (position_at(other.log, 1), position_at(other.log, 2)):
        with pytest.raises(NewsArchiveError, match="make a whole dump"):
            check_continues(ChangeLog(archive.database), place, "dump.jsonl")
    check_continues(ChangeLog(archive.database), Position(), "dump.jsonl")
    other.database.close()


def test_a_dump_that_is_cut_off_stores_nothing(archive, follower, tmp_path):
    archive.save(1, text=TEXTS[1])
    archive.save(2, text=TEXTS[2])
    dump = dumped(archive, tmp_path / "dump.jsonl")
    dump.write_bytes(dump.read_bytes()[:-50])
    with pytest.raises(NewsArchiveError, match="cut off or changed"):
        import_dump(dump, follower)
    assert told(follower) == []
