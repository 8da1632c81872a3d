"""Requests of the first and the second crawl of a source, on pages made from saved pages.

    python benchmarks/recrawl.py --pages FOLDER [--articles 100]

FOLDER holds saved HTML pages (searched with its subfolders). They are served on loopback behind
numbered list pages, once without validators and once with ETags. Prints one JSON object: for each
site the requests of three crawls (the third after all articles became due for a look), robots.txt
counted apart, and the bytes that were sent for them.
"""

import argparse
import contextlib
import hashlib
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from crawl import site


class Counted:
    """What was asked of a site: paths, and bytes of bodies sent."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.sent = 0

    def take(self) -> dict[str, int]:
        """The sums since the last call."""
        robots = self.paths.count("/robots.txt")
        sums = {"requests": len(self.paths) - robots, "robots": robots, "body_bytes": self.sent}
        self.paths.clear()
        self.sent = 0
        return sums


@contextlib.contextmanager
def served(pages: dict[str, bytes], counted: Counted, *, etags: bool) -> Iterator[str]:
    """Serve the pages on loopback; yields the address of the list."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body leave together, else each answer waits 40 ms for an ACK

        def do_GET(self) -> None:
            body = pages.get(self.path, b"")
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"' if etags else None
            unchanged = tag is not None and self.headers["If-None-Match"] == tag
            counted.paths.append(self.path)
            self.send_response((304 if unchanged else 200) if body else 404)
            if tag:
                self.send_header("ETag", tag)
            if not unchanged:
                counted.sent += len(body)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not unchanged:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/news/"
    server.shutdown()


def run(*words: str, home: str) -> None:
    """Run a command of the program on an archive."""
    settings = {"NEWSARCHIVE_HOME": home, "NEWSARCHIVE_DELAY": "0"}
    command = [sys.executable, "-m", "newsarchive", *words]
    subprocess.run(command, env=os.environ | settings, check=True, stdout=subprocess.DEVNULL)


def make_due(home: str) -> None:
    """Let all stored articles be due for a look."""
    with contextlib.closing(sqlite3.connect(Path(home) / "archive.db")) as connection:
        connection.execute("UPDATE articles SET next_visit_at = '2020-01-01 00:00:00.000000'")
        connection.commit()


def crawls(pages: dict[str, bytes], *, etags: bool) -> dict[str, dict[str, int]]:
    """The sums of three crawls of a site."""
    counted = Counted()
    with served(pages, counted, etags=etags) as url, tempfile.TemporaryDirectory() as home:
        run("source", "add", url, "--name", "bench", "--yes", home=home)
        counted.take()
        run("crawl", "bench", home=home)
        sums = {"first": counted.take()}
        run("crawl", "bench", home=home)
        sums["second"] = counted.take()
        make_due(home)
        run("crawl", "bench", home=home)
        return sums | {"all_due": counted.take()}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=Path, required=True)
    options.add_argument("--articles", type=int, default=100)
    arguments = options.parse_args()
    pages = site(arguments.pages, arguments.articles)
    result = {
        "articles": arguments.articles,
        "plain": crawls(pages, etags=False),
        "with_etags": crawls(pages, etags=True),
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
