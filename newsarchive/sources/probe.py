"""Probe: a bounded number of further requests, each address asked once."""

from collections.abc import Callable

from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.look import Look, look_at
from spiders.items import FetchedPage

Fetch = Callable[[str], FetchedPage]


class Probe:
    """Asks for addresses through `fetch`, at most `limit` of them; for none where it is None.

    `requests` counts those sent.
    """

    def __init__(self, fetch: Fetch | None, *, limit: int) -> None:
        self.requests = 0
        self._fetch = fetch
        self._limit = limit
        self._pages: dict[str, FetchedPage | None] = {}

    @property
    def left(self) -> int:
        """How many more requests may be sent."""
        return self._limit - self.requests if self._fetch is not None else 0

    def page(self, url: str) -> FetchedPage | None:
        """Return the page at an address, None where it cannot be had or the limit is reached."""
        if url not in self._pages:
            if self._fetch is None or not self.left:
                return None
            self.requests += 1
            try:
                self._pages[url] = self._fetch(url)
            except NewsArchiveError:
                # A guess that fails is no news; what was found is told in the end.
                self._pages[url] = None
        return self._pages[url]

    def look(self, url: str) -> Look | None:
        """Return what the page at an address is, None where it cannot be had."""
        page = self.page(url)
        return look_at(page) if page is not None else None
