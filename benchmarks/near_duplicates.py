"""Near-duplicates: how well tellings are found, and what an article costs as the archive grows.

    python benchmarks/near_duplicates.py --pages FOLDER [--articles 5000] [--large 1000000]

FOLDER holds saved pages (searched with its subfolders), whose text teaches the words. Articles with
known tellings (see tellings.py) are saved in an order by chance, then every two articles are looked
at: do they share a story, and should they? After that, archives of 10,000 and of `--large` texts
are filled with rows that look like those of real articles: 15 of 100 shingles come from 20,000 set
phrases of falling frequency, 3 of 100 texts are bulletins after a few patterns. The same 300 new
articles are saved into both; `cost_ratio` compares the processor time of one. Prints one JSON
object; times are milliseconds.
"""

import argparse
import datetime as dt
import itertools
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import comb
from pathlib import Path
from typing import Any

from search import sentences
from tellings import BULLETINS, DAYS, Author, Telling, corpus, filled

from newsarchive.dedup.fingerprint import text_digest
from newsarchive.dedup.sketch import SIZE, sketch
from newsarchive.pipelines.duplicates import RESEMBLANCE
from storage.articles import ArticleRepository
from storage.engine import Database, open_database
from storage.records import NewArticle, NewCapture, SourceSettings
from storage.sketches import packed
from storage.sources import SourceRepository

SMALL = 10_000
PROBES = 300
PHRASES = 20_000
NOVEL = 670
SHARED_SENTENCES = 5
BULLETIN_SHARE = 0.03
PLACES = ("青溪区", "荷塘县", "云山市", "枫林镇")
FIRST_DAY = dt.datetime(2013, 1, 1, tzinfo=dt.UTC)


class Archive:
    """An archive in a folder, into which texts are saved as a crawl saves them."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "archive.db"
        self.database: Database = open_database(f"sqlite:///{self.file}")
        settings = SourceSettings(name="a", url="http://a.example/", kind="feed", entry_urls=())
        self._source = SourceRepository(self.database).add(settings)
        self.articles = ArticleRepository(self.database, RESEMBLANCE)

    def save(self, number: int, text: str, day: int) -> int:
        """Save a text as a new article; return its id."""
        at = FIRST_DAY + dt.timedelta(days=day)
        url = f"http://a.example/{number}.html"
        article = NewArticle(
            url=url,
            title=text[:20],
            text=text,
            published_at=at,
            publisher=None,
            author=None,
            editor=None,
            language="zh-Hans",
            images=(),
            attachments=(),
            repairs=(),
            title_repairs=(),
            flags=(),
            provenance={},
            text_digest=text_digest(text, text[:20]),
        )
        capture = NewCapture(
            url=url, canonical_url=url, fetched_at=at, status=200, page_kind="article"
        )
        return self.articles.save(article, capture, source_id=self._source.id).article_id


def quality(said: Sequence[str], size: int) -> dict[str, Any]:
    """Save a corpus with known tellings and look at every two articles."""
    tellings = corpus(Author(said, seed=7), size=size)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        ids = [archive.save(at, one.text, one.day) for at, one in enumerate(tellings)]
        found = {record.id: record.story_id for record in archive.articles.stream()}
    return {
        "articles": len(tellings),
        "cases": dict(Counter(telling.case for telling in tellings).most_common()),
        **_scores(tellings, [found[id_] for id_ in ids]),
    }


def _scores(tellings: Sequence[Telling], found: Sequence[int]) -> dict[str, Any]:
    wanted = [telling.story for telling in tellings]
    right = _pairs(zip(wanted, found, strict=True))
    joined, told = _pairs(found), _pairs(wanted)
    leads = {one.story: at for at, one in enumerate(tellings) if one.case == "original"}
    missed: Counter[str] = Counter()
    for at, telling in enumerate(tellings):
        original = leads.get(telling.story, at)
        missed[telling.case] += found[at] != found[original]
    return {
        "precision": round(right / joined, 5),
        "recall": round(right / told, 5),
        "pairs_told": told,
        "pairs_joined": joined,
        "missed_by_case": {case: count for case, count in missed.items() if count},
    }


def _pairs(labels: Iterable[Any]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())


class Filler:
    """Makes rows of many articles without writing their texts."""

    def __init__(self, said: Sequence[str]) -> None:
        self.author = Author(said, seed=11)
        self.phrases = [self.author.sentence() for _ in range(PHRASES)]
        self._weights = list(
            itertools.accumulate(1 / (rank + 10) for rank in range(len(self.phrases)))
        )
        self._keys = [sketch(phrase * 2) for phrase in self.phrases]
        self.texts = [self.text()[0] for _ in range(1000)]

    def text(self) -> tuple[str, int]:
        """Return a new text and its day, with set phrases, or a bulletin."""
        chance = self.author.chance
        day = chance.randrange(DAYS)
        if chance.random() < BULLETIN_SHARE:
            return filled(chance.choice(BULLETINS), self.author, chance.choice(PLACES), day), day
        said = [*chance.choices(self.phrases, cum_weights=self._weights, k=SHARED_SENTENCES)]
        while sum(map(len, said)) < 800:  # noqa: PLR2004 - characters of an article
            said.append(self.author.sentence())
        chance.shuffle(said)
        return "".join(said), day

    def keys(self) -> tuple[tuple[int, ...], int]:
        """Return the sketch of a text that is not written, and its day."""
        chance = self.author.chance
        if chance.random() < BULLETIN_SHARE:
            text, day = self.text_of_bulletin()
            return sketch(text), day
        steps = itertools.accumulate(chance.expovariate(NOVEL) for _ in range(SIZE))
        found = {int(step * 2**63) for step in steps}
        for phrase in chance.choices(range(PHRASES), cum_weights=self._weights, k=SHARED_SENTENCES):
            found.update(self._keys[phrase])
        return tuple(sorted(found)[:SIZE]), chance.randrange(DAYS)

    def text_of_bulletin(self) -> tuple[str, int]:
        """Return a bulletin after one of the patterns, and its day."""
        chance = self.author.chance
        day = chance.randrange(DAYS)
        return filled(chance.choice(BULLETINS), self.author, chance.choice(PLACES), day), day


def fill(file: Path, filler: Filler, size: int) -> None:
    """Put `size` articles into an archive at one go, each with a text of about their length."""
    with sqlite3.connect(file, isolation_level=None) as database:
        database.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; BEGIN")
        database.execute("CREATE TEMP TABLE loose (key, day, wording_id)")
        for start in range(0, size, 10_000):
            _fill_some(database, filler, range(start + 1, min(start + 10_000, size) + 1))
        database.execute("INSERT INTO sketch_keys SELECT * FROM loose ORDER BY 1, 2, 3")
        database.execute("COMMIT")
        database.execute("ANALYZE")


def _fill_some(database: sqlite3.Connection, filler: Filler, numbers: range) -> None:
    sketches = [(number, *filler.keys()) for number in numbers]
    rows: dict[str, Iterator[tuple[Any, ...]]] = {
        "loose": ((key, ORDINAL + day, id_) for id_, keys, day in sketches for key in keys),
        "wordings (id, digest, day, sketch, compared)": (
            (id_, f"{id_:064x}", ORDINAL + day, packed(keys), 1) for id_, keys, day in sketches
        ),
        "stories (id)": ((number,) for number in numbers),
        "articles (id, url, source_id, first_seen_at, last_seen_at, story_id, text_digest)": (
            (number, f"http://b.example/{number}", 1, SEEN, SEEN, number, f"{number:064x}")
            for number in numbers
        ),
        "versions (article_id, version, seen_at, title, text, language, repairs, title_repairs,"
        " flags, provenance, text_digest)": (
            (id_, 1, SEEN, "题", filler.texts[id_ % 1000], "zh", *EMPTY, f"{id_:064x}")
            for id_ in numbers
        ),
    }
    for table, values in rows.items():
        first = next(values)
        marks = ", ".join("?" * len(first))
        database.executemany(
            f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608 - names of ours
            itertools.chain([first], values),
        )


ORDINAL = FIRST_DAY.toordinal()
SEEN = "2013-01-01 00:00:00.000000"
EMPTY = ("[]", "[]", "[]", "{}")


def cost(filler: Filler, size: int, probes: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Save new articles into an archive of a size."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        began = time.perf_counter()
        fill(archive.file, filler, size)
        filled_in = time.perf_counter() - began
        times: dict[str, list[float]] = defaultdict(list)
        for number, (text, day) in enumerate(probes):
            cpu, wall = time.process_time(), time.perf_counter()
            archive.save(number, text, day)
            times["cpu"].append((time.process_time() - cpu) * 1000)
            times["wall"].append((time.perf_counter() - wall) * 1000)
        bytes_ = archive.file.stat().st_size
    half = len(probes) // 2
    return {
        "articles": size,
        "filled_seconds": round(filled_in, 1),
        "database_bytes_an_article": bytes_ // size,
        **{
            f"{name}_mean": round(statistics.mean(found[half:]), 2) for name, found in times.items()
        },
        **{f"{name}_p95": round(_p95(found[half:]), 2) for name, found in times.items()},
    }


def _p95(found: Sequence[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


def main() -> None:
    """Print what was measured."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--articles", type=int, default=5000)
    arguments.add_argument("--large", type=int, default=1_000_000)
    wanted = arguments.parse_args()
    random.seed(7)
    said = sentences(wanted.pages)
    report: dict[str, Any] = {}
    if wanted.articles:
        report["quality"] = quality(said, wanted.articles)
    if wanted.large:
        filler = Filler(said)
        probes = [filler.text() for _ in range(PROBES)]
        small, large = (cost(filler, size, probes) for size in (SMALL, wanted.large))
        report["cost"] = [small, large]
        report["cost_ratio"] = round(large["cpu_mean"] / small["cpu_mean"], 2)
    print(json.dumps(report, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
