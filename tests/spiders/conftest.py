"""A site on loopback whose pages a test writes, and crawls of it in processes of their own."""

import contextlib
import dataclasses
import http.server
import json
import pathlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PROCESS = pathlib.Path(__file__).with_name("crawl_process.py")


@dataclasses.dataclass(slots=True)
class Page:
    body: bytes
    status: int = 200
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    wait_seconds: float = 0.0
    drips: bool = False


@dataclasses.dataclass(slots=True)
class Site:
    """Pages by path with query; `asked` holds what was asked for, with the headers, `moments` when."""

    url: str
    pages: dict[str, Page] = dataclasses.field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = dataclasses.field(default_factory=list)
    moments: list[float] = dataclasses.field(default_factory=list)

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        raw = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = Page(raw, status, {"Content-Type": "text/html"} | named)

    def put_articles(self, *numbers: int) -> None:
        for number in numbers:
            self.put(f"/a/{number}.html", f"<h1>新禾区第{number}次防汛会议</h1>")

    def put_list(self, path: str, numbers: list[int], pager: str = "", rows: str = "") -> None:
        """A list page of articles, newest first, dated by their number."""
        rows += "".join(
            f'<li><a href="/a/{number}.html">新禾区第{number}次防汛会议</a>'
            f"<span>2023-06-{number % 28 + 1:02}</span></li>"
            for number in numbers
        )
        self.put(path, f"<html><body><ul>{rows}</ul><div>{pager}</div></body></html>")

    def articles(self, *numbers: int) -> list[str]:
        return [f"{self.url}/a/{number}.html" for number in numbers]


@dataclasses.dataclass(frozen=True, slots=True)
class Crawled:
    articles: list[dict[str, Any]]
    lists: list[dict[str, Any]]
    failed: list[dict[str, Any]]
    walked: bool
    because: str
    sent: list[str]
    depth: int | None
    stuck: list[str]

    @property
    def reasons(self) -> dict[str, str]:
        """By kind, why a request failed."""
        return {fail["kind"]: fail["reason"] for fail in self.failed}

    @property
    def fetched(self) -> list[str]:
        """The addresses of the articles in the order their requests left."""
        urls = {article["article"] for article in self.articles}
        return [sent.split()[1] for sent in self.sent if sent.split()[1] in urls]


def handler_of(site: Site) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = self.rfile.read(length).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, form, headers))
            site.moments.append(time.monotonic())
            page = site.pages.get(f"{self.path} {form}".strip()) or site.pages.get(self.path)
            page = page or Page(b"<h1>404 Not Found</h1>", 404, {"Content-Type": "text/html"})
            time.sleep(page.wait_seconds)
            unchanged = page.headers.get("ETag") and page.headers["ETag"] == headers.get(
                "if-none-match"
            )
            self.send_response(304 if unchanged else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            body = b"" if unchanged else page.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            pieces = [body[at : at + 1] for at in range(len(body))] if page.drips else [body]
            with contextlib.suppress(ConnectionError):
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(0.1 if page.drips else 0)

        do_POST = do_GET  # noqa: N815 - the server looks for this name

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site(url="")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler_of(served))
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


class Crawler:
    """Crawls in a process of their own: `crawl("list_page", url, full=True, known=[…])`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROCESS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        )

    def __call__(
        self,
        spider: str,
        *urls: str,
        known: list[str] | None = None,
        validators: dict[str, Any] | None = None,
        settings: dict[str, Any] | None = None,
        **spec: Any,
    ) -> Crawled:
        job = {"spider": spider, "spec": {"urls": urls, **spec}}
        job |= {"known": known or [], "settings": settings or {}}
        job["validators"] = validators or {}
        lines = list(self._answers(job))
        end = lines.pop()
        return Crawled(
            articles=[line for line in lines if "article" in line],
            lists=[line for line in lines if "list" in line],
            failed=[line for line in lines if "failed" in line],
            walked=end["walked"],
            because=end["because"],
            depth=end["depth"],
            stuck=end["stuck"],
            sent=[sent for sent in end["sent"] if not sent.endswith("/robots.txt")],
        )

    def _answers(self, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            answer = json.loads(line)
            yield answer
            if "walked" in answer:
                return
        pytest.fail("the crawling process ended")

    def close(self) -> None:
        self._process.communicate(timeout=10)


@pytest.fixture(scope="session")
def crawl() -> Iterator[Crawler]:
    crawler = Crawler()
    yield crawler
    crawler.close()
