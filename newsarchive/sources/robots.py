"""Robots: what a site's robots.txt says to detection: sitemaps, and what may be fetched."""

from urllib.parse import urljoin

from protego import Protego

from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.fetch_errors import FetchFailed
from newsarchive.sources.probe import Probe
from spiders.charset import decode_html
from spiders.sitemaps import sitemaps_in_robots

FIRST_SERVER_ERROR = 500
"""HTTP status from which on a robots.txt counts as out of reach (RFC 9309, 2.3.1.4)."""


class Robots:
    """The robots.txt of a site; one that is not there, or is no robots.txt, forbids nothing.

    `unreachable` tells what keeps it from us where it may be there: a crawl then leaves the site
    alone (RFC 9309, 2.3.1.4).
    """

    def __init__(self, probe: Probe, url: str) -> None:
        place = urljoin(url, "/robots.txt")
        page = probe.page(place)
        failure = probe.failures.get(place)
        self.unreachable = failure if failure and _may_be_there(failure) else None
        text = decode_html(page.body, page.header("Content-Type")) if page else ""
        # Sites that answer every address with a page of theirs have no robots.txt.
        self._text = "" if page is None or text.lstrip().startswith("<") else text
        self._rules = Protego.parse(self._text)
        self.sitemaps = sitemaps_in_robots(self._text, page.url) if page else ()

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether a program of that name may fetch an address."""
        return self._rules.can_fetch(url, agent)


def _may_be_there(failure: NewsArchiveError) -> bool:
    status = failure.status if isinstance(failure, FetchFailed) else None
    return status is None or status >= FIRST_SERVER_ERROR
