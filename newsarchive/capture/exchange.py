"""Exchange: one request and its response as they went over the wire."""

import dataclasses
import datetime as dt
import http
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

RawHeaders = tuple[tuple[bytes, bytes], ...]
"""Header names and values in the order sent or received, undecoded."""

Cut = Literal["length", "time", "disconnect", "unspecified"] | None
"""Why a body is not whole, in the words of WARC-Truncated; None for one that is."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response; both are kept as they are.

    `body` still has its content coding, but no chunk framing, so `headers` must not claim any.
    `fetched_at` is aware. `truncated` names the reason when the body is known to be incomplete.
    """

    url: str
    status: int
    headers: RawHeaders
    body: bytes
    fetched_at: dt.datetime
    method: str = "GET"
    request_headers: RawHeaders = ()
    request_body: bytes = b""
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    truncated: Cut = None

    def request_head(self) -> bytes:
        """The request line and headers, up to and with the empty line."""
        parts = urlsplit(self.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = list(self.request_headers)
        if all(name.lower() != b"host" for name, _ in headers):
            headers.insert(0, (b"Host", parts.netloc.rpartition("@")[2].encode()))
        return _head(f"{self.method} {target} HTTP/1.1", headers)

    def response_head(self) -> bytes:
        """The status line and headers, up to and with the empty line.

        The status line carries the standard phrase: Scrapy does not hand on the one received.
        """
        known = {status.value: status.phrase for status in http.HTTPStatus}
        return _head(f"{self.protocol} {self.status} {known.get(self.status, '')}", self.headers)


def _head(first_line: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """One HTTP message head; a line break in a value becomes a blank: it could forge a header."""
    lines = [name + b": " + b" ".join(value.splitlines()) for name, value in headers]
    return b"\r\n".join([first_line.encode(), *lines, b"", b""])
