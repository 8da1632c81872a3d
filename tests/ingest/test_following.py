"""A dump and its increments, taken in order, make an archive that is like the first one."""

import dataclasses
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
from newsarchive.ingest.manual import ImportCounts
from newsarchive.pipelines.duplicates import RESEMBLANCE
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import open_database
from storage.followed import FollowedRepository
from storage.sources import SourceRepository
from tests.storage.conftest import Archive, day, new_article, new_source

TEXTS = [
    f"第{number}则消息：青溪大桥今日通车，全长{number}百米，往来车辆络绎不绝。"
    for number in range(9)
]


@dataclasses.dataclass(frozen=True, slots=True)
class Follower:
    """An archive that takes the dumps of another one."""

    articles: ArticleRepository
    followed: FollowedRepository

    def take(self, dump: Path) -> ImportCounts:
        return import_dump(dump, self.articles, self.followed)


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
        yield Follower(ArticleRepository(database, RESEMBLANCE), FollowedRepository(database))


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
        follower.take(state)
    assert told(follower.articles) == told(archive.articles)


def test_a_whole_dump_in_an_empty_archive_gives_the_same_archive(archive, follower, tmp_path):
    chance = random.Random(5)  # noqa: S311
    for number in range(80):
        live(archive, chance, number)
    counts = follower.take(dumped(archive, tmp_path / "dump.jsonl.zst"))
    assert counts.new + counts.duplicates == len(told(follower.articles)) > 5
    assert told(follower.articles) == told(archive.articles)


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
    follower.take(first)
    for number in (1, 2):
        archive.save(number, text=f"第{number}则消息改了，说的是另一件事情。", at=day(1))
    follower.take(dumped(archive, tmp_path / "more.jsonl", first, wanted=[2]))
    assert [article["id"] for article in told(follower.articles)] == [2]


def test_an_increment_taken_twice_changes_nothing(archive, follower, tmp_path):
    archive.save(1, text=TEXTS[1])
    first = dumped(archive, tmp_path / "first.jsonl")
    archive.save(1, text=TEXTS[2], at=day(1))
    more = dumped(archive, tmp_path / "more.jsonl", first)
    for dump in (first, more, more):
        counts = follower.take(dump)
    assert (counts.unchanged, counts.updated) == (1, 0)
    assert told(follower.articles) == told(archive.articles)


def test_an_increment_removes_nothing_that_was_fetched_here(archive, tmp_path):
    archive.save(1, text=TEXTS[1])
    own = archive_in(tmp_path / "own")
    own.save(1, text=TEXTS[1])
    first = dumped(archive, tmp_path / "first.jsonl")
    archive.articles.remove(1)
    taker = Follower(ArticleRepository(own.database, RESEMBLANCE), FollowedRepository(own.database))
    taker.take(first)
    counts = taker.take(dumped(archive, tmp_path / "more.jsonl", first))
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
        follower.take(dump)
    assert told(follower.articles) == []


@pytest.fixture
def week(archive, tmp_path):
    """A whole dump and the three increments after it."""
    dumps: list[Path] = []
    for number in range(1, 5):
        archive.save(number, text=TEXTS[number], at=day(number))
        state = dumps[-1] if dumps else None
        dumps.append(dumped(archive, tmp_path / f"{number}.jsonl", state))
    return dumps


def test_a_skipped_increment_is_named_and_nothing_of_the_next_is_taken(follower, week):
    whole, monday, tuesday, wednesday = week
    follower.take(whole)
    before = told(follower.articles)
    with pytest.raises(
        NewsArchiveError, match=r"first import the increments from change 1 .* to change 3"
    ):
        follower.take(wednesday)
    assert told(follower.articles) == before
    for dump in (monday, tuesday, wednesday):
        follower.take(dump)
    assert len(told(follower.articles)) == 4


def test_an_increment_without_the_dump_before_it_is_refused(follower, week):
    with pytest.raises(NewsArchiveError, match="first import the dump that ends at change 1"):
        follower.take(week[1])


def test_an_increment_older_than_what_was_taken_is_refused(follower, week):
    for dump in week:
        follower.take(dump)
    with pytest.raises(NewsArchiveError, match="has followed to change 4 already"):
        follower.take(week[1])
    assert follower.take(week[0]).unchanged == 1
    with pytest.raises(NewsArchiveError, match="has followed to change 4 already"):
        follower.take(week[1])


def test_an_increment_may_begin_before_the_place_that_was_reached(
    archive, follower, week, tmp_path
):
    for dump in week[:2]:
        follower.take(dump)
    follower.take(dumped(archive, tmp_path / "since-the-whole.jsonl", week[0]))
    assert told(follower.articles) == told(archive.articles)


def test_the_dumps_of_two_archives_are_followed_side_by_side(follower, week, tmp_path):
    other = archive_in(tmp_path / "other")
    other.save(8, text=TEXTS[8])
    first = dumped(other, tmp_path / "other.jsonl")
    other.save(7, text=TEXTS[7], at=day(1))
    for dump in (week[0], first, week[1], dumped(other, tmp_path / "more.jsonl", first), week[2]):
        follower.take(dump)
    assert len(told(follower.articles)) == 5
    other.database.close()
