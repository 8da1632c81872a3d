"""Whole crawl of N pages made from saved pages, beside a bare Scrapy crawl and trafilatura.

    python benchmarks/crawl.py --pages FOLDER [--articles 1000]

FOLDER holds saved HTML pages (searched with its subfolders). They are served on loopback, each
several times under addresses of its own with a line that makes its text unique, behind numbered
list pages. One run measures, on the same pages: trafilatura alone, one page after the other; a bare
Scrapy crawl that only fetches; `newsarchive crawl`. Prints one JSON object.
"""

import argparse
import contextlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import trafilatura

from newsarchive.extraction.encoding import decode

PER_LIST = 20


def site(folder: Path, articles: int) -> dict[str, bytes]:
    """Return path -> body: list pages of PER_LIST items and `articles` article pages."""
    saved = [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    pages = {f"/news/{n:05}.html": _unique(saved[n % len(saved)], n) for n in range(articles)}
    paths = list(pages)
    lists = [paths[start : start + PER_LIST] for start in range(0, articles, PER_LIST)]
    for number, items in enumerate(lists):
        pages[_list_path(number)] = _list_page(items, number, last=number == len(lists) - 1)
    return pages


def _unique(body: bytes, number: int) -> bytes:
    return body.replace(b"</p>", f"（{number:05}）</p>".encode("gb18030"))


def _list_path(number: int) -> str:
    return f"/news/index_{number}.html" if number else "/news/"


def _list_page(paths: list[str], number: int, *, last: bool) -> bytes:
    rows = "".join(
        f"<li><a href='{path}'>区里第{path[6:11]}号新闻的标题在这里</a><span>2024-05-06</span></li>"
        for path in paths
    )
    follow = "" if last else f"<a class='next' href='{_list_path(number + 1)}'>下一页</a>"
    page = (
        f"<html><meta charset=utf-8><title>新闻</title><body><ul>{rows}</ul>{follow}</body></html>"
    )
    return page.encode()


@contextlib.contextmanager
def served(pages: dict[str, bytes]) -> Iterator[str]:
    """Serve the pages on loopback; yields the address of the list."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together, else each answer waits 40 ms for an ACK

        def do_GET(self) -> None:
            body = pages.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/news/"
    server.shutdown()


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Run a command; returns its seconds and the peak resident memory of its tree in bytes."""
    started = time.perf_counter()
    process = psutil.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process))
        time.sleep(0.5)  # looking costs: the pages are served by this very process
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - started, peak


def _resident(process: psutil.Process) -> int:
    total = 0
    with contextlib.suppress(psutil.Error):
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                total += one.memory_info().rss
    return total


def trafilatura_seconds(pages: dict[str, bytes]) -> float:
    """Return the time of trafilatura with metadata over all article pages, one by one."""
    started = time.perf_counter()
    for path, body in pages.items():
        if path[6:11].isdigit():
            text = decode(body).text
            trafilatura.extract(text, url="http://127.0.0.1" + path, with_metadata=True)
    return time.perf_counter() - started


def sizes(home: Path, articles: int) -> dict[str, float]:
    """Return the bytes an article of each part of the archive."""
    parts = {"database": home.glob("archive.db*"), "warc": home.glob("warc/**/*")}
    parts["index"] = home.glob("index/**/*")
    return {
        name: sum(file.stat().st_size for file in files if file.is_file()) / articles
        for name, files in parts.items()
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=Path, required=True)
    options.add_argument("--articles", type=int, default=1000)
    arguments = options.parse_args()
    pages = site(arguments.pages, arguments.articles)
    program = [sys.executable, "-m", "newsarchive"]
    alone = trafilatura_seconds(pages)
    with served(pages) as url, tempfile.TemporaryDirectory() as folder:
        environment = {"NEWSARCHIVE_HOME": folder, "NEWSARCHIVE_DELAY": "0"}
        add = [*program, "source", "add", url, "--name", "bench", "--max-pages", "1000", "--yes"]
        measured(add, environment)
        bare, bare_peak = measured(
            [sys.executable, str(Path(__file__).with_name("bare_spider.py")), url], {}
        )
        whole, peak = measured([*program, "crawl", "bench"], environment)
        stored = subprocess.run(
            [*program, "status", "--json"],
            env=os.environ | environment,
            capture_output=True,
            check=True,
        )
        result = {
            "pages": arguments.articles,
            "articles_stored": json.loads(stored.stdout)["articles"],
            "pages_a_second": arguments.articles / whole,
            "bare_scrapy_pages_a_second": arguments.articles / bare,
            "share_of_bare_scrapy": bare / whole,
            "trafilatura_pages_a_second": arguments.articles / alone,
            "times_trafilatura": alone / whole,
            "peak_memory_mb": peak / 1e6,
            "bare_peak_memory_mb": bare_peak / 1e6,
            "bytes_an_article": sizes(Path(folder), arguments.articles),
        }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
