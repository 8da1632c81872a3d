"""What pages of one site teach of all its pages: templates and repeated lines, as hints."""

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.core.errors import Quarantine
from newsarchive.core.hints import Hints
from newsarchive.extraction.boilerplate import learn_boilerplate
from newsarchive.extraction.encoding import decode
from newsarchive.extraction.extract import Extraction
from newsarchive.extraction.template import learn
from newsarchive.pipelines.extract import ReadAll
from spiders.items import ArticlePage

SAMPLE = 60
"""Pages from which a site is learned."""

FEWEST = 5
"""Articles that teach something."""


def learn_articles(pages: Iterable[ArticlePage], hints: Hints, read_all: ReadAll) -> Hints:
    """Return the hints with what article pages of one site teach; no more where they differ."""
    articles = list(pages)
    decoded = [
        (decode(page.body, page.header("Content-Type"), hints.encoding).text, page.url)
        for page in articles
    ]
    taught = dataclasses.replace(hints, templates=learn(decoded), boilerplate=())
    texts = [
        reading.article.text
        for _, reading in read_all(articles, lambda _: taught)
        if isinstance(reading, Extraction) and reading.article is not None
    ]
    return dataclasses.replace(taught, boilerplate=learn_boilerplate(texts))


def learn_sites(pages: Iterable[ArticlePage], read_all: ReadAll) -> dict[str, Hints]:
    """Return, by host, what the articles among the pages teach, whatever the pages' order."""
    hosts: defaultdict[str, list[ArticlePage]] = defaultdict(list)
    for page, reading in read_all(
        sorted(pages, key=lambda page: _rank(page.url)), lambda _: Hints()
    ):
        if not isinstance(reading, Quarantine) and reading.article is not None:
            hosts[host_of(page.url)].append(page)
    return {
        host: learn_articles(found[:SAMPLE], Hints(), read_all)
        for host, found in hosts.items()
        if len(found) >= FEWEST
    }


def sample(addresses: Mapping[Path, str]) -> list[Path]:
    """Return the files to learn from, chosen by their addresses: some of each host.

    More than are needed, since some will be no articles; none of a host that is hardly there.
    """
    hosts: defaultdict[str, list[Path]] = defaultdict(list)
    for file, url in sorted(addresses.items(), key=lambda item: _rank(item[1])):
        if host := host_of(url):
            hosts[host].append(file)
    return [
        file for found in hosts.values() if len(found) >= FEWEST for file in found[: 2 * SAMPLE]
    ]


def host_of(url: str) -> str:
    """Return the host of a web address, empty for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else ""


def _rank(url: str) -> bytes:
    """What puts pages into an order that neither their site nor their reader chose."""
    return hashlib.sha256(url.encode("utf-8", "replace")).digest()
