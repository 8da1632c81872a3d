"""Health rounds on a real archive, with a real webhook."""

import datetime as dt
import http.server
import json
import threading
import urllib.request

import pytest

from newsarchive.monitor.findings import find_all
from newsarchive.monitor.metrics import ArchiveCollector, serve_metrics
from newsarchive.schedule.health import HealthRounds
from storage.crawls import CrawlRepository
from storage.records import Counts


@pytest.fixture
def hook():
    received = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", received
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fail(database, sources):
    """Lets the crawls of a source fail or succeed."""

    def crawl(name: str, status: str, times: int = 1) -> None:
        crawls = CrawlRepository(database)
        for _ in range(times):
            number = crawls.start(sources.get(name).id, "host:1:a")
            crawls.finish(number, status, Counts(), "no answer" if status == "failed" else None)

    return crawl


def test_people_are_told_once_when_trouble_begins_and_once_when_it_is_over(
    *, database, tmp_path, add, hook, fail
):
    channel, received = hook
    add("gz")
    rounds = HealthRounds(database, tmp_path, index_behind=lambda: 0, channels=[channel])
    fail("gz", "failed", 3)
    for _ in range(3):
        rounds.round()
    assert [message["text"] for message in received] == [
        "critical: gz: no crawl has succeeded yet: no answer; see newsarchive source test gz"
    ]

    fail("gz", "done")
    for _ in range(3):
        rounds.round()
    assert len(received) == 2
    assert received[1]["text"].startswith("over: gz: ")


def test_a_message_that_nobody_took_is_sent_again(*, database, tmp_path, add, hook, fail):
    channel, received = hook
    add("gz")
    fail("gz", "failed", 3)
    HealthRounds(
        database, tmp_path, index_behind=lambda: 0, channels=["http://127.0.0.1:9/"]
    ).round()
    HealthRounds(database, tmp_path, index_behind=lambda: 0, channels=[channel]).round()

    assert len(received) == 1


def test_paused_sources_raise_no_alarm(*, database, sources, tmp_path, add, fail):
    add("gz")
    fail("gz", "failed", 3)
    sources.pause("gz")

    now = dt.datetime.now(dt.UTC)
    assert find_all(database, tmp_path, sources.list(), index_behind=0, now=now) == []


def test_metrics_are_served_in_the_format_of_prometheus(*, database, tmp_path, add, fail):
    add("gz")
    fail("gz", "failed", 3)
    HealthRounds(database, tmp_path, index_behind=lambda: 0).round()
    port = _free_port()
    stop = serve_metrics(ArchiveCollector(database, tmp_path, lambda: 12), port)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
    finally:
        stop()

    assert 'newsarchive_alerts{severity="critical"} 1.0' in lines
    assert "newsarchive_index_behind_changes 12.0" in lines
    assert "newsarchive_sources 1.0" in lines
    assert 'newsarchive_source_articles{source="gz"} 0.0' in lines


def _free_port() -> int:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        return server.server_address[1]
