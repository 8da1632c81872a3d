"""An archive of very many sources: what its commands take, and the scheduler that watches them.

    python benchmarks/many_sources.py [--sources 10000] [--crawls 20] [--articles 5]

Makes sources of as many hosts, each with some past crawls and articles, none due for a day.
Measures `source list`, `status` and `status --check`, and a scheduler with `--metrics`: the time
until it tells of all sources, the time of an answer, its memory. Prints one JSON object; seconds
are the processor's, those of the program's start (`--version`) among them.
"""

import argparse
import datetime as dt
import json
import socket
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
from export import memory, run  # the benchmark beside this one
from program import Program
from sqlalchemy import insert

from storage import models
from storage.addresses import url_key
from storage.engine import Database, open_database

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
AT_ONCE = 1000
PATIENCE_SECONDS = 120


def fill(database: Database, sources: int, crawls: int, articles: int) -> None:
    """Put sources into an archive, each with its crawls and articles."""
    for start in range(0, sources, AT_ONCE):
        numbers = range(start + 1, min(start + AT_ONCE, sources) + 1)
        with database.write() as connection:
            connection.execute(insert(models.Source), [_source(number) for number in numbers])
            rows = [_crawl(number, age) for number in numbers for age in range(crawls, 0, -1)]
            connection.execute(insert(models.Crawl), rows)
            ids = [number * articles + nth for number in numbers for nth in range(articles)]
            connection.execute(insert(models.Story), [{"id": id_} for id_ in ids])
            told = [_article(id_, id_ // articles) for id_ in ids]
            connection.execute(insert(models.Article), told)


def _source(number: int) -> dict[str, Any]:
    url = f"http://www.town-{number}.example/news/"
    return {
        "id": number,
        "name": f"town-{number}",
        "url": url,
        "kind": "list_page",
        "entry_urls": [url],
        "title": f"第{number}镇 要闻",
        "max_pages": 50,
        "zone": "Asia/Shanghai",
        "keep_attachments": False,
        "render": False,
        "detection": {"evidence": ["a list of links with dates"]},
        "created_at": NOW - 90 * DAY,
        "walked_at": NOW - 80 * DAY,
        "next_run_at": NOW + DAY,
        "next_run_why": "every 2 hours",
    }


def _crawl(source: int, age: int) -> dict[str, Any]:
    at = NOW - age * DAY / 2
    return {
        "source_id": source,
        "owner": "benchmark:1:0",
        "started_at": at,
        "finished_at": at + dt.timedelta(seconds=40),
        "status": "done",
        "requests": 4,
        "new": age % 2,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
        "gone": 0,
        "blocked": 0,
        "failed": 0,
        "skipped": 0,
    }


def _article(number: int, source: int) -> dict[str, Any]:
    url = f"http://www.town-{source}.example/news/t{number}.html"
    at = NOW - number % 60 * DAY
    return {
        "id": number,
        "url": url,
        "source_id": source,
        "first_seen_at": at,
        "last_seen_at": at,
        "published_at": at,
        "story_id": number,
        "text_digest": url_key(url).hex(),
    }


def watched(program: Program, sources: int) -> dict[str, Any]:
    """Start a scheduler; return what its first plan, an answer and its memory take."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = program.start("run", "--metrics", str(port))
    try:
        began = time.monotonic()
        while _asked(port).count("newsarchive_source_articles{") < sources:
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise SystemExit("the scheduler does not tell of all sources")
            time.sleep(0.5)
        ready = time.monotonic() - began
        asked = time.monotonic()
        answer = _asked(port)
        answered = time.monotonic() - asked
        time.sleep(20)
        used = psutil.Process(process.pid).cpu_times()
        return {
            "ready_seconds": round(ready, 1),
            "metrics_seconds": round(answered, 2),
            "metrics_bytes": len(answer.encode()),
            "processor_seconds": round(used.user + used.system, 1),
            "peak_bytes": memory(process.pid),
        }
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _asked(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def main() -> None:
    """Make the archive, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--crawls", type=int, default=20)
    parser.add_argument("--articles", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = Program(folder / "archive")
        program.home.mkdir()
        with open_database(f"sqlite:///{program.home}/archive.db") as database:
            fill(database, given.sources, given.crawls, given.articles)
        words = [sys.executable, "-m", "newsarchive"]
        home = {"NEWSARCHIVE_HOME": str(program.home)}
        told: dict[str, Any] = {"sources": given.sources, "crawls": given.sources * given.crawls}
        for command in ("--version", "source list", "status", "status --check"):
            seconds, peak = run([*words, *command.split()], home, folder / "out")
            told[command] = {"processor_seconds": round(seconds, 2), "peak_bytes": peak}
        told["run"] = watched(program, given.sources)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
