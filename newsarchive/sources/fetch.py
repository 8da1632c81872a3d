"""Fetcher: one page at a time over HTTP, politely and within limits, for looking at a source.

Crawls go through Scrapy; this one serves `source add`, `source test` and `discover`, where
a reactor would be in the way.
"""

import contextlib
import dataclasses
import datetime as dt
import http.client
import time
from collections.abc import Callable, Sequence
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string

from newsarchive.core.errors import UsageError
from newsarchive.sources.body import read_body
from newsarchive.sources.connection import AddressCheck, Deadline, open_connection
from newsarchive.sources.fetch_errors import FetchFailed, connection_failure, status_failure
from newsarchive.sources.source import is_web_address
from spiders.items import FetchedPage

Pair = tuple[str, str]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = range(200, 300)


@dataclasses.dataclass(frozen=True, slots=True)
class _Sent:
    """What a request sends beside its address; a redirect is followed without it."""

    data: bytes | None = None
    headers: Sequence[Pair] = ()


class Fetcher:
    """Fetches pages as `fetcher(url)`; two requests to one host are `delay_seconds` apart.

    `check` raises Refused for an address that must not be requested, and `check_address` for
    (host, port, IP address) where the name leads; both see every redirect. `timeout_seconds`
    is for a whole page with its redirects, waiting for the host's turn left out.
    """

    def __init__(
        self,
        *,
        agent: str,
        check: Callable[[str], None],
        check_address: AddressCheck | None = None,
        delay_seconds: float = 1.0,
        timeout_seconds: float = 30.0,
        max_bytes: int = 10_000_000,
        max_redirects: int = 8,
    ) -> None:
        self.requests = 0
        self._headers = {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        self._check = check
        self._check_address = check_address
        self._delay_seconds = delay_seconds
        self._timeout_seconds = timeout_seconds
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._last_request: dict[str, float] = {}

    def __call__(
        self,
        url: str,
        *,
        data: bytes | None = None,
        headers: Sequence[Pair] = (),
    ) -> FetchedPage:
        """Return the page at an address, redirects followed; `data` is sent to it by POST.

        Raises UsageError for what is no web address, Refused where the guard says no, and
        FetchFailed for everything that goes wrong, an HTTP error status included.
        """
        if not is_web_address(url.strip()):
            raise UsageError(f"{url!r} is no web address; write it whole, with http:// or https://")
        current = _wire_form(url)
        requested, hash_mark, fragment = current, *url.strip().partition("#")[1:]
        sent = _Sent(data, headers)
        seconds = self._timeout_seconds
        for _ in range(self._max_redirects + 1):
            self._check(current)
            self._wait_for_turn(current)
            started = time.monotonic()
            answer = self._request(current, sent, seconds)
            if isinstance(answer, FetchedPage):
                asked = f"{requested}{hash_mark}{fragment}"
                return dataclasses.replace(answer, requested_url=asked)
            current, sent = answer, _Sent()
            seconds -= time.monotonic() - started
        raise FetchFailed(
            f"{requested}: more than {self._max_redirects} redirects, the last to {current}; "
            "open it in a browser and give the address where it ends",
            kind="other",
        )

    def _wait_for_turn(self, url: str) -> None:
        host = urlsplit(url).netloc
        last = self._last_request.get(host)
        if last is not None:
            time.sleep(max(0.0, last + self._delay_seconds - time.monotonic()))
        self._last_request[host] = time.monotonic()
        self.requests += 1

    def _request(self, url: str, sent: _Sent, seconds: float) -> FetchedPage | str:
        """Return the page, or the address to which it redirects."""
        host = urlsplit(url).hostname or ""
        with Deadline(seconds) as deadline:
            try:
                with open_connection(
                    url, deadline=deadline, check_address=self._check_address
                ) as connection:
                    page = self._exchange(connection, url, sent)
                if not deadline.is_over:
                    return page
            except (OSError, http.client.HTTPException) as error:
                if not deadline.is_over:
                    raise connection_failure(url, host, error) from error
        raise FetchFailed(
            f"{url}: not answered in full within {self._timeout_seconds:g} s; try again later",
            kind="timeout",
        )

    def _exchange(
        self, connection: http.client.HTTPConnection, url: str, sent: _Sent
    ) -> FetchedPage | str:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rpartition("@")[2]
        method = "GET" if sent.data is None else "POST"
        headers = {"Host": host, **self._headers, **dict(sent.headers)}
        connection.request(method, target, body=sent.data, headers=headers)
        with contextlib.closing(connection.getresponse()) as response:
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location:
                return _redirect_target(url, location)
            if response.status not in _OK:
                raise status_failure(url, response.status)
            return FetchedPage(
                url=url,
                requested_url=url,
                status=response.status,
                headers=tuple(response.getheaders()),
                body=read_body(response, url=url, limit=self._max_bytes),
                fetched_at=dt.datetime.now(dt.UTC),
            )


def _redirect_target(url: str, location: str) -> str:
    raw = location.encode("latin-1", "replace").decode("utf-8", "replace")
    target = _wire_form(urljoin(url, raw))
    if not is_web_address(target):
        raise FetchFailed(f"{url}: redirects to {raw!r}, which is no web address", kind="other")
    return target


def _wire_form(url: str) -> str:
    """Return an address as it is sent: percent-encoded, without its fragment."""
    return urldefrag(safe_url_string(url.strip())).url
