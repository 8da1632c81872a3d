"""Search at an archive's size: speed of building and asking, bytes an article, beside SQLite FTS5.

    python benchmarks/search.py --pages FOLDER [--articles 60000] [--without-sqlite]
    python benchmarks/search.py --pages FOLDER --articles 1000000 --keep FOLDER [--seconds 500]

FOLDER holds saved pages (searched with its subfolders). Articles of about 800 characters are made
of sentences drawn from their text, so characters and pairs are as frequent as in real news; every
seventh article on average retells the one before it. Queries are stretches of 2, 4 and 8 characters
of those sentences: frequent ones come up as often as people meet them. FTS5 holds the same tokens
of the same articles. A large index can be kept and built in steps: each ends after so many seconds
and the next goes on there. Prints one JSON object; times are milliseconds of the processor, since
one thread does all the work of a search, each the best of two; sizes are bytes. Where the database
of FTS5 is kept, it is not built again.
"""

import argparse
import dataclasses
import datetime as dt
import json
import multiprocessing
import random
import re
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html

from newsarchive.search import schema
from newsarchive.search.folder import IndexFolder
from newsarchive.search.index import SearchIndex
from newsarchive.search.query import Query, parse_query
from newsarchive.search.results import Filters
from newsarchive.search.state import IndexState, write_state
from newsarchive.search.tokens import index_tokens
from newsarchive.text.fold import fold
from spiders.charset import decode_html
from storage.records import ArticleRecord, VersionRecord

LENGTH = 800
SOURCES = 40
AUTHORS = 3000
RETOLD = 1 / 7
QUERIES = 100
LENGTHS = (2, 4, 8)
SENTENCE = re.compile(r"[^。！？\s][^。！？]{7,119}[。！？]")
HAN = re.compile(r"[一-鿿]{8,}")
HTML = {".html", ".htm", ".shtml"}
FIRST_DAY = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)
DAYS = 15 * 365


def sentences(folder: Path) -> list[str]:
    """Return the sentences of all pages, each once, in a fixed order."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.suffix.lower() not in HTML or not path.is_file():
            continue
        document = lxml.html.fromstring(decode_html(path.read_bytes()).encode(), parser=_parser())
        for element in document.xpath("//script|//style"):
            element.drop_tree()
        for line in document.text_content().splitlines():
            found.update(_in_chinese("".join(line.split())))
    return sorted(found)


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8")


def _in_chinese(line: str) -> Iterator[str]:
    for sentence in SENTENCE.findall(line):
        if len(re.findall(r"[一-鿿]", sentence)) > len(sentence) * 0.6:
            yield sentence


def articles(said: list[str], count: int, start: int = 1) -> Iterator[ArticleRecord]:
    """Yield articles with ids from `start` up to `count`; the same every time."""
    lead = None
    for number in range(start, count + 1):
        article = _article(number, said)
        if lead and random.Random(-number).random() < RETOLD:  # noqa: S311 - reproducible
            yield _retold(article, lead)
        else:
            lead = article
            yield lead


def _text(said: list[str], chance: random.Random) -> str:
    parts: list[str] = []
    length = 0
    while length < LENGTH:
        parts.append(chance.choice(said) + ("\n" if chance.random() < 0.4 else ""))  # noqa: PLR2004
        length += len(parts[-1])
    return "".join(parts).rstrip("\n")


def _article(number: int, said: list[str]) -> ArticleRecord:
    chance = random.Random(number)  # noqa: S311 - reproducible
    at = FIRST_DAY + dt.timedelta(days=chance.random() * DAYS)
    version = VersionRecord(
        version=1,
        seen_at=at,
        title=chance.choice(said)[:25],
        text=_text(said, chance),
        language="zh-Hans",
        published_at=at,
        publisher=f"第{number % SOURCES}日报",
        author=f"记者{chance.randrange(AUTHORS)}",
        editor=f"编辑{chance.randrange(SOURCES)}",
        images=({"url": f"http://www.example.com/{number}.jpg"},) if number % 3 == 0 else (),
        attachments=(),
        repairs=(),
        title_repairs=(),
        flags=(),
        provenance={},
        capture=None,
    )
    source = f"source{number % SOURCES}"
    return ArticleRecord(
        id=number,
        url=f"http://www.{source}.example/{number}.html",
        source=source,
        first_seen_at=at,
        last_seen_at=at,
        gone_at=None,
        story_id=number,
        duplicate_of=None,
        versions=(version,),
    )


def _retold(article: ArticleRecord, lead: ArticleRecord) -> ArticleRecord:
    """The article with the lead's text, cut a little, a day later."""
    at = lead.first_seen_at + dt.timedelta(days=1)
    told = dataclasses.replace(
        article.current,
        title=lead.current.title,
        text=lead.current.text[:-20],
        seen_at=at,
        published_at=at,
    )
    return dataclasses.replace(
        article, versions=(told,), first_seen_at=at, story_id=lead.id, duplicate_of=lead.id
    )


def build(folder: Path, said: list[str], count: int, seconds: float) -> None:
    """Make the index as a rebuild makes it, without a database's own time; go on where it is."""
    folder.mkdir(exist_ok=True, parents=True)
    index = folder / f"{schema.index_format()}-benchmark"
    is_new = not index.exists()
    index.mkdir(exist_ok=True)
    opened = schema.create_index(index) if is_new else schema.open_index(index)
    done = 0 if is_new else opened.searcher().num_docs - 1
    writer = opened.writer(200_000_000, num_threads=1)
    until = time.monotonic() + seconds
    for record in articles(said, count, done + 1):
        writer.add_document(schema.article_document(record))
        if time.monotonic() > until:
            break
    write_state(writer, IndexState())
    writer.commit()
    writer.wait_merging_threads()
    IndexFolder(folder).put_in_use(index)


def build_fts(file: Path, said: list[str], count: int) -> None:
    """Put the same tokens into FTS5, without the text."""
    draft = file.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with sqlite3.connect(draft) as database:
        database.execute(
            "CREATE VIRTUAL TABLE news USING fts5"
            "(title, text, content='', tokenize=\"unicode61 tokenchars ''''\")"
        )
        database.executemany(
            "INSERT INTO news(rowid, title, text) VALUES (?, ?, ?)",
            (
                (record.id, *(_tokens(record.current.title), _tokens(record.current.text)))
                for record in articles(said, count)
            ),
        )
        database.execute("INSERT INTO news(news) VALUES ('optimize')")
    database.close()
    draft.rename(file)


def _tokens(text: str) -> str:
    return index_tokens(fold(text))


def ask_fts(database: sqlite3.Connection, query: str) -> None:
    """The ten best articles by FTS5."""
    pairs = " ".join(query[at : at + 2] for at in range(len(query) - 1))
    database.execute(
        "SELECT rowid FROM news WHERE news MATCH ? ORDER BY bm25(news, 3.0, 1.0) LIMIT 10",
        (f'"{pairs}"',),
    ).fetchall()


def timed(ask: Callable[[str], object], queries: list[str]) -> list[float]:
    """Return the times of some queries, ascending."""
    return sorted(min(_milliseconds(ask, query) for _ in range(2)) for query in queries)


def summed_up(times: list[float]) -> dict[str, float]:
    """Return p50, p95 and the worst of some times, which ascend."""
    p95 = times[int(len(times) * 0.95)]
    return {
        name: round(value, 2)
        for name, value in {"p50": times[len(times) // 2], "p95": p95, "max": times[-1]}.items()
    }


def _milliseconds(ask: Callable[[str], object], query: str) -> float:
    start = time.thread_time()
    ask(query)
    return (time.thread_time() - start) * 1000


def in_a_child(work: Callable[..., None], *arguments: object) -> float:
    """Run some work in a process of its own; return its seconds."""
    start = time.perf_counter()
    child = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    child.start()
    child.join()
    return time.perf_counter() - start


def memory(_open_index: SearchIndex) -> dict[str, int]:
    """Return the resident memory of this process: its own, and what it sees of files.

    The index must still be open, since its files are mapped into memory.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines)
    return {
        name: int(told[key].split()[0]) * 1024
        for name, key in (("own", "RssAnon"), ("mapped_files", "RssFile"))
    }


def measured(
    folder: Path, said: list[str], count: int, *, beside_sqlite: bool, seconds: float
) -> dict[str, Any]:
    """Build and ask; return all figures."""
    index_folder, file = folder / "index", folder / "fts.db"
    index = SearchIndex(index_folder)
    before = index.status().articles
    spent = in_a_child(build, index_folder, said, count, seconds) if before < count else 0.0
    status = SearchIndex(index_folder).status()
    some = [record.current.text.encode() for record in articles(said, min(count, 2000))]
    told: dict[str, Any] = {
        "articles": status.articles,
        "segments": status.segments,
        "index_bytes": round(status.bytes / status.articles),
        "text_bytes": round(sum(map(len, some)) / len(some)),
        "text_bytes_compressed": round(sum(len(zlib.compress(text)) for text in some) / len(some)),
    }
    if spent:
        told["articles_a_second"] = round((status.articles - before) / spent)
    if status.articles < count:
        return told
    if beside_sqlite and not file.exists():
        told["fts_articles_a_second"] = round(count / in_a_child(build_fts, file, said, count))
    if beside_sqlite:
        told["fts_bytes"] = round(file.stat().st_size / count)
    index.search(parse_query(chinese_runs(said)[0][:4]))
    told["memory_after_one_query"] = memory(index)
    told["queries"] = asked(index, file if beside_sqlite else None, said)
    told["memory_after_queries"] = memory(index)
    return told


def chinese_runs(said: list[str]) -> list[str]:
    """Return the longer runs of Chinese characters in some sentences, folded."""
    return [run for sentence in said for run in HAN.findall(fold(sentence))]


def asked(index: SearchIndex, fts: Path | None, said: list[str]) -> dict[str, Any]:
    """Return the times of queries by length and kind."""
    runs = chinese_runs(said)
    chance = random.Random(7)  # noqa: S311 - reproducible

    def stretch(length: int) -> str:
        run = chance.choice(runs)
        at = chance.randrange(len(run) - length + 1)
        return run[at : at + length]

    def search(**options: Any) -> Callable[[str], object]:
        return lambda query: index.search(parse_query(query), **options)

    year = Filters(since=FIRST_DAY, until=FIRST_DAY + dt.timedelta(days=365))
    ways: dict[str, Callable[[str], object]] = {
        "ranked": search(facets=False),
        "newest": search(facets=False, sort="newest"),
        "one_a_story": lambda query: index.search(one_a_story(query), facets=False),
        "filtered": search(facets=False, filters=year),
        "ranked_with_facets": search(),
    }
    if fts is not None:
        database = sqlite3.connect(fts)
        ways["fts_ranked"] = lambda query: ask_fts(database, query)
    told: dict[str, dict[str, list[float]]] = {}
    for length in (1, *LENGTHS):
        queries = [stretch(length) for _ in range(QUERIES)]
        told[f"{length} characters"] = {
            name: timed(ask, queries)
            for name, ask in ways.items()
            if length > 1 or not name.startswith("fts")
        }
    told["all but 1 character"] = {
        name: sorted(time for length in LENGTHS for time in told[f"{length} characters"][name])
        for name in ways
    }
    return {
        length: {name: summed_up(times) for name, times in found.items()}
        for length, found in told.items()
    }


def one_a_story(query: str) -> Query:
    """The query, collapsed."""
    return dataclasses.replace(parse_query(query), collapse=True)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=60_000)
    parser.add_argument("--without-sqlite", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder in which the index stays")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of building")
    options = parser.parse_args()
    said = sentences(options.pages)
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(
            options.keep or Path(folder),
            said,
            options.articles,
            beside_sqlite=not options.without_sqlite,
            seconds=options.seconds,
        )
    print(json.dumps({"sentences": len(said), **figures}, indent=2))


if __name__ == "__main__":
    main()
