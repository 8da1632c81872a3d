"""A site on loopback whose pages each test writes itself, and a fetcher without pauses."""

import dataclasses
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest

from newsarchive.core.errors import Refused
from newsarchive.sources.fetch import Fetcher


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers to one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = dataclasses.field(default_factory=dict)


class Site:
    """A running site: paths and their answers; anything else is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.seen: list[dict[str, str]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.seen.append(dict(self.headers.items()))
                answer = site.answers.get(self.path, Answer(b"gone", 404))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def put(
        self,
        path: str,
        body: str | bytes = b"",
        *,
        kind: str = "text/html",
        status: int = 200,
        **headers: str,
    ) -> str:
        """Set what a path answers; returns its address."""
        raw = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(raw, status, {"Content-Type": kind} | named)
        return self.url(path)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


def loopback_only(url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "https://127.0.0.1:")):
        raise Refused(f"{url} is not on loopback")


@pytest.fixture
def make_fetcher() -> Callable[..., Fetcher]:
    def make(**changes: object) -> Fetcher:
        usual = {
            "agent": "newsarchive/0 (test)",
            "check": loopback_only,
            "delay_seconds": 0,
            "timeout_seconds": 5,
        }
        return Fetcher(**usual | changes)

    return make


@pytest.fixture
def fetch(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()
