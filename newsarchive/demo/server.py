"""Plays sample sites on loopback over real HTTP, each on a port of its own."""

import contextlib
import datetime as dt
import email.utils
import http.server
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsarchive.demo.running import RunningSite, ServedPage
from newsarchive.demo.sites import SampleSite

_NOT_FOUND = b"<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>"


@contextlib.contextmanager
def serve(place: SampleSite | Path, port: int = 0) -> Iterator[RunningSite]:
    """Serve one site until the block is left; port 0 takes any free one.

    A folder that is no sample site is taken for UTF-8. Raises OSError when the port is taken.
    """
    folder, encoding = (
        (place, "utf-8") if isinstance(place, Path) else (place.folder, place.encoding)
    )
    with _Server(folder, encoding, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            server.hang_up()
            thread.join()


@contextlib.contextmanager
def serve_all(sites: Iterable[SampleSite], port: int = 0) -> Iterator[dict[str, RunningSite]]:
    """Serve several sites, by name, until the block is left; the first on `port`, others above."""
    with contextlib.ExitStack() as stack:
        yield {
            site.name: stack.enter_context(serve(site, port + number if port else 0))
            for number, site in enumerate(sites)
        }


class _Server(http.server.ThreadingHTTPServer):
    """Knows its open connections, so that leaving the block leaves no thread or socket behind."""

    daemon_threads = False

    def __init__(self, folder: Path, encoding: str, port: int) -> None:
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = RunningSite(folder, f"http://127.0.0.1:{self.server_port}", encoding)

    def hang_up(self) -> None:
        """End the connections that clients keep open."""
        with self._open_lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together, else each answer waits 40 ms for an ACK
    server_version = "nginx"
    sys_version = ""
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        page = site.page(self.path)
        if page is None and site.is_folder(self.path):
            self._answer(301, b"", {"Location": self.path.partition("?")[0] + "/"})
        elif page is None:
            self._answer(404, _NOT_FOUND, {"Content-Type": "text/html"})
        else:
            self._answer_page(page)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer_page(self, page: ServedPage) -> None:
        validators = {
            "ETag": page.etag,
            "Last-Modified": email.utils.format_datetime(page.changed_at, usegmt=True),
        }
        if self._has_seen(page):
            self._answer(304, None, validators)
        else:
            self._answer(200, page.body, {"Content-Type": page.media_type, **validators})

    def _has_seen(self, page: ServedPage) -> bool:
        """Whether the client holds this page; an ETag goes before a date (RFC 9110, 13.2.2)."""
        if (tags := self.headers["If-None-Match"]) is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in known or page.etag in known
        if (date := self.headers["If-Modified-Since"]) is None:
            return False
        with contextlib.suppress(ValueError):
            return page.changed_at <= email.utils.parsedate_to_datetime(date).astimezone(dt.UTC)
        return False

    def _answer(self, status: int, body: bytes | None, headers: dict[str, str]) -> None:
        self.server.site.note(self.command, self.path, status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body and self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: the record of requests is kept by the site."""
