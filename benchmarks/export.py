"""Dumps: articles a second beside sqlite3's own JSON of the same rows, and memory at two sizes.

    python benchmarks/export.py --pages FOLDER [--articles 20000]

FOLDER holds saved pages (searched with its subfolders), from whose sentences articles of about 800
characters are made. Two archives are filled, one of a quarter of the size; each format dumps both
through the command line. sqlite3 (the program) writes the same columns of the larger one with
`-json`. Times are the processor's, the best of three runs, so that other work on the machine does
not matter; the start of the program is left out of the rates and given by itself. Prints one JSON
object; memory is the peak of the dumping process in bytes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from search import articles, sentences  # the benchmark beside this one
from sqlalchemy import insert

from storage import models
from storage.addresses import url_key
from storage.engine import open_database
from storage.records import ArticleRecord, SourceSettings
from storage.sources import SourceRepository

FORMATS = {
    "jsonl": "dump.jsonl",
    "jsonl.zst": "dump.jsonl.zst",
    "csv": "dump.csv",
    "parquet": "dump.parquet",
    "markdown": "notes",
}
RUNS = 3
LOOK_AGAIN_SECONDS = 0.02
BATCH = 1000
SAME_ROWS = """
    SELECT a.id, a.url, s.name AS source, v.title, v.text, v.published_at, v.publisher, v.author,
        v.editor, v.language, v.repairs, v.title_repairs, v.flags, v.provenance, a.first_seen_at,
        a.last_seen_at, a.gone_at, v.version, v.seen_at, a.story_id, a.duplicate_of,
        c.url AS capture_url, c.fetched_at, c.status, c.warc_file, c.warc_offset, c.payload_digest,
        (SELECT json_group_array(json_object('url', url, 'alt', alt, 'caption', caption))
            FROM images WHERE version_id = v.id) AS images,
        (SELECT json_group_array(json_object('url', url, 'title', title, 'type', type))
            FROM attachments WHERE version_id = v.id) AS attachments
    FROM articles a JOIN sources s ON s.id = a.source_id JOIN versions v ON v.article_id = a.id
        JOIN captures c ON c.id = v.capture_id ORDER BY a.id
"""


def fill(home: Path, told: Iterator[ArticleRecord]) -> None:
    """Put articles into a new archive, as crawls would have left them."""
    home.mkdir(parents=True)
    with open_database(f"sqlite:///{home}/archive.db") as database:
        settings = SourceSettings(name="bench", url="http://x.example/", kind="feed", entry_urls=())
        source = SourceRepository(database).add(settings)
        batch: list[ArticleRecord] = []
        for record in told:
            batch.append(record)
            if len(batch) == BATCH:
                _insert(database, source.id, batch)
                batch = []
        if batch:
            _insert(database, source.id, batch)


def _insert(database: Any, source_id: int, batch: list[ArticleRecord]) -> None:
    rows = {
        models.Story: [{"id": one.id} for one in batch],
        models.Article: [_article(one, source_id) for one in batch],
        models.Capture: [_capture(one, source_id) for one in batch],
        models.Version: [_version(one) for one in batch],
        models.Image: [_image(one) for one in batch],
    }
    with database.write() as connection:
        for table, values in rows.items():
            connection.execute(insert(table), values)


def _article(record: ArticleRecord, source_id: int) -> dict[str, Any]:
    return {
        "id": record.id,
        "url": record.url,
        "source_id": source_id,
        "first_seen_at": record.first_seen_at,
        "last_seen_at": record.last_seen_at,
        "story_id": record.id,
        "text_digest": f"{record.id:064}",
        "published_at": record.current.published_at,
    }


def _capture(record: ArticleRecord, source_id: int) -> dict[str, Any]:
    key = url_key(record.url)
    return {
        "id": record.id,
        "source_id": source_id,
        "url_key": key,
        "url": record.url,
        "canonical_key": key,
        "canonical_url": record.url,
        "fetched_at": record.first_seen_at,
        "status": 200,
        "page_kind": "article",
        "warc_file": "newsarchive-20240301080000-00000-host.warc.gz",
        "warc_offset": record.id * 9000,
        "warc_length": 9000,
        "payload_digest": "sha1:5WHRSK3IGWCW3QUZHZ4JNP7RGUO4XWFT",
        "article_id": record.id,
        "version": 1,
    }


def _version(record: ArticleRecord) -> dict[str, Any]:
    told = record.current
    return {
        "id": record.id,
        "article_id": record.id,
        "version": 1,
        "seen_at": record.first_seen_at,
        "capture_id": record.id,
        "title": told.title,
        "text": told.text,
        "language": "zh-Hans",
        "published_at": told.published_at,
        "publisher": told.publisher,
        "author": None,
        "editor": None,
        "repairs": [{"rule": "图片", "before": "图片\n", "after": "", "offset": 120}],
        "title_repairs": [],
        "flags": [],
        "provenance": {"title": "headline", "published_at": "meta PubDate"},
        "text_digest": f"{record.id:064}",
    }


def _image(record: ArticleRecord) -> dict[str, Any]:
    return {
        "version_id": record.id,
        "position": 0,
        "url": record.url + ".jpg",
        "alt": None,
        "caption": "图为活动现场",
        "more": {},
    }


def run(words: list[str], environment: Mapping[str, str], out: Path) -> tuple[float, int]:
    """Run a program with its output in a file; returns its seconds and the peak of its memory."""
    with out.open("wb") as file:
        process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=file)
        peak = 0
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            peak = max(peak, memory(process.pid))
            time.sleep(LOOK_AGAIN_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(ended[1])
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return ended[2].ru_utime + ended[2].ru_stime, peak


def memory(pid: int) -> int:
    """Return the peak of a process so far; wait4 would count what it had of its parent's."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def best(words: list[str], environment: Mapping[str, str], out: Path) -> tuple[float, int]:
    """The least seconds of several runs, and the most memory."""
    runs = [run(words, environment, out) for _ in range(RUNS)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def measure(folder: Path, said: list[str], count: int) -> dict[str, Any]:
    """Return all figures."""
    sizes = (count // 4, count)
    for size in sizes:
        fill(folder / str(size), articles(said, size))
    program = [sys.executable, "-m", "newsarchive"]
    start, _ = best([*program, "--version"], {}, folder / "out")
    database = str(folder / str(count) / "archive.db")
    seconds, _ = best(["sqlite3", "-readonly", "-json", database, SAME_ROWS], {}, folder / "out")
    figures: dict[str, Any] = {
        "articles": count,
        "start_seconds": round(start, 2),
        "sqlite3_json": {"articles_a_second": round(count / seconds)},
    }
    for name, out in FORMATS.items():
        few, many = (
            best(
                [*program, "export", str(folder / out), "--format", name],
                {"NEWSARCHIVE_HOME": str(folder / str(size))},
                folder / "out",
            )
            for size in sizes
        )
        figures[name] = {
            "articles_a_second": round((sizes[1] - sizes[0]) / (many[0] - few[0])),
            "times_sqlite3": round(
                (sizes[1] - sizes[0]) / (many[0] - few[0]) / (count / seconds), 2
            ),
            "peak_bytes": [few[1], many[1]],
        }
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), sentences(given.pages), given.articles), indent=2))


if __name__ == "__main__":
    main()
