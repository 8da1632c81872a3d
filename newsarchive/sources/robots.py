"""Robots: what a site's robots.txt says to detection: sitemaps, and what may be fetched."""

from urllib.parse import urljoin

from protego import Protego

from newsarchive.sources.probe import Probe
from spiders.charset import decode_html
from spiders.sitemaps import sitemaps_in_robots


class Robots:
    """The robots.txt of a site; one that cannot be had, or is no robots.txt, forbids nothing."""

    def __init__(self, probe: Probe, url: str) -> None:
        page = probe.page(urljoin(url, "/robots.txt"))
        text = decode_html(page.body, page.header("Content-Type")) if page else ""
        # Sites that answer every address with a page of theirs have no robots.txt.
        self._text = "" if page is None or text.lstrip().startswith("<") else text
        self._rules = Protego.parse(self._text)
        self.sitemaps = sitemaps_in_robots(self._text, page.url) if page else ()

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether a program of that name may fetch an address."""
        return self._rules.can_fetch(url, agent)
