"""Probe: a bounded number of further requests, each address asked once."""

from collections.abc import Sequence
from typing import Protocol

from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.look import Look, look_at
from newsarchive.sources.shell import filled, is_shell
from spiders.items import FetchedPage
from spiders.pagination.base import NextPage

_FORM = ("Content-Type", "application/x-www-form-urlencoded")


class Fetch(Protocol):
    """Gives the page at an address or raises NewsArchiveError; `data` is sent by POST."""

    def __call__(
        self, url: str, *, data: bytes | None = None, headers: Sequence[tuple[str, str]] = ()
    ) -> FetchedPage:
        """Return the page."""


class Probe:
    """Asks for addresses through `fetch`, at most `limit` of them; for none where it is None.

    `requests` counts those sent; `failures` tells what kept an address from us.
    """

    def __init__(self, fetch: Fetch | None, *, limit: int) -> None:
        self.requests = 0
        self.failures: dict[str, NewsArchiveError] = {}
        self._fetch = fetch
        self._limit = limit
        self._pages: dict[tuple[str, ...], FetchedPage | None] = {}

    @property
    def left(self) -> int:
        """How many more requests may be sent."""
        return self._limit - self.requests if self._fetch is not None else 0

    def page(self, url: str) -> FetchedPage | None:
        """Return the page at an address, None where it cannot be had or the limit is reached."""
        return self._page(NextPage(url=url, family="probe"))

    def look(self, url: str) -> Look | None:
        """Return what the page at an address is, None where it cannot be had."""
        page = self.page(url)
        return self.fill(look_at(page)) if page is not None else None

    def follow(self, following: NextPage) -> Look | None:
        """Return what the request for a list's next page brings, None where it brings nothing."""
        page = self._page(following)
        return look_at(page, following) if page is not None else None

    def fill(self, look: Look) -> Look:
        """Return a page with the rows that its script fetches, where it is a shell without them."""
        return filled(look, self.follow) if is_shell(look) else look

    def _page(self, asked: NextPage) -> FetchedPage | None:
        if asked.key not in self._pages:
            if self._fetch is None or not self.left:
                return None
            self.requests += 1
            is_form = asked.payload is not None and not asked.body
            headers = (*asked.headers, _FORM) if is_form else asked.headers
            try:
                self._pages[asked.key] = self._fetch(asked.url, data=asked.payload, headers=headers)
            except NewsArchiveError as error:
                # A guess that fails is no news; what was found is told in the end.
                self._pages[asked.key] = None
                self.failures[asked.url] = error
        return self._pages[asked.key]
