"""Columns of every family, set up by their address alone: found whole, and left alone when known."""

import http.server
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from newsarchive.sources.detection import propose
from newsarchive.sources.fetch import Fetcher
from tests.spiders.families import ARTICLES, FAMILIES, Family, respond


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        page = respond(self.path, sent)
        self.send_response(404 if page is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "404").encode())

    do_POST = do_GET  # noqa: N815 - the server looks for this name

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_column_is_set_up_by_its_address_and_found_whole(
    host: str, crawl: Any, family: Family
) -> None:
    fetch = Fetcher(agent="newsarchive/0 (test)", check=lambda _: None, delay_seconds=0)
    start = f"{host}{family.start}"

    found = propose(fetch(start), fetch=fetch)
    first = crawl("list_page", start, pagination=found.pagination, full=True)
    expected = {f"{host}{path}" for path in family.paths()}
    listed = {url for page in first.lists for url in page["items"]}
    again = crawl("list_page", start, pagination=found.pagination, known=sorted(expected))

    assert (found.kind, found.pagination) == ("list_page", family.pagination)
    assert family.system is None or found.family == family.system
    assert all(item.published_at for item in found.items)
    assert listed == expected
    assert len(expected) == ARTICLES
    assert not again.articles
    assert len(again.sent) <= 2
