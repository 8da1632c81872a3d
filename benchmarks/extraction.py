"""CPU time of newsarchive's extraction next to other libraries', on the same pages in one run.

    python benchmarks/extraction.py [--pages DIR] [--site DIR …] [--most N]

DIR of --pages holds zh/ (html/, gold/) and en/ (html/, ground-truth.json): pages of unknown sites.
Each DIR of --site holds the saved pages of one site and is named after its host, with `_` for
dots; templates are learned from part of its articles, and the others are read.

Every reader starts from bytes and gives text and metadata. A page is read by one reader after the
other, so that all of them meet the same state of the machine; each reads each page twice, of which
the quicker time counts. Readers that are not installed are left out and named:
`pip install .[bench]` installs them, magic-html comes from its own repository.
"""

import argparse
import contextlib
import importlib
import io
import logging
import statistics
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from extraction_scores import load

from newsarchive.core.hints import Hints
from newsarchive.extraction.boilerplate import learn_boilerplate
from newsarchive.extraction.dom import parse
from newsarchive.extraction.encoding import decode
from newsarchive.extraction.extract import extract
from newsarchive.extraction.template import learn

Page = tuple[bytes, str]
Reader = Callable[[bytes, str], object]

TAUGHT = 40
"""Pages of a site from which its templates are learned."""


def trafilatura() -> Reader:
    """Return trafilatura with metadata, given text that is decoded rightly."""
    module = importlib.import_module("trafilatura")
    return lambda body, url: module.bare_extraction(
        decode(body).text, url=url, with_metadata=True, include_comments=False
    )


def newspaper4k() -> Reader:
    """Return newspaper4k without its downloads and summaries."""
    module = importlib.import_module("newspaper")

    def read(body: bytes, url: str) -> object:
        article = module.Article(url or "http://page.invalid/", fetch_images=False)
        article.download(input_html=decode(body).text)
        article.parse()
        return article.text

    return read


def gne() -> Reader:
    """Return GNE, the Chinese general news extractor."""
    reader = importlib.import_module("gne").GeneralNewsExtractor()
    return lambda body, url: reader.extract(decode(body).text, host=url)


def magic_html() -> Reader:
    """Return magic-html's reader of articles."""
    reader = importlib.import_module("magic_html").GeneralExtractor()
    return lambda body, url: reader.extract(decode(body).text, base_url=url, html_type="article")


def resiliparse() -> Reader:
    """Return resiliparse's main content; it reads no metadata."""
    extractor = importlib.import_module("resiliparse.extract.html2text")
    return lambda body, _: extractor.extract_plain_text(decode(body).text, main_content=True)


PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "gne": gne,
    "magic-html": magic_html,
    "resiliparse": resiliparse,
}


def installed() -> dict[str, Reader]:
    """Return the readers that are here; names those that are not."""
    found = {}
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    return found


def milliseconds(reader: Reader, body: bytes, url: str) -> float:
    """Return the CPU time of reading a page, the quicker of two; a failing reader's counts too."""
    times = []
    for _ in range(2):
        started = time.process_time()
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
            reader(body, url)
        times.append((time.process_time() - started) * 1000)
    return min(times)


def measure(title: str, pages: Iterable[Page], readers: Mapping[str, Reader]) -> None:
    """Print mean and median of each reader, and how many times the first one's mean they are."""
    chosen = list(pages)
    times: dict[str, list[float]] = {name: [] for name in readers}
    for reader in readers.values():
        milliseconds(reader, *chosen[0])
    for body, url in chosen:
        for name, reader in readers.items():
            times[name].append(milliseconds(reader, body, url))
    print(f"\n{title}: {len(chosen)} pages, CPU milliseconds a page")
    ours = statistics.mean(next(iter(times.values())))
    for name, taken in times.items():
        mean = statistics.mean(taken)
        print(
            f"  {name:24} mean {mean:7.2f}  median {statistics.median(taken):7.2f}  "
            f"{mean / ours:5.1f} times ours"
        )


def saved_pages(folder: Path) -> list[Page]:
    """Return the pages of a site with their addresses, in the order of these."""
    host = folder.name.replace("_", ".")
    return [
        (file.read_bytes(), f"http://{host}/{file.relative_to(folder)}")
        for file in sorted(folder.rglob("*.htm*"))
    ]


def learned(folder: Path, most: int) -> tuple[Hints, list[Page]]:
    """Return what a site teaches and those of its later articles that are read with it."""
    articles = [
        (page, found)
        for page in saved_pages(folder)
        if (found := extract(*page).article) is not None
    ]
    step = max(1, len(articles) // TAUGHT)
    taught = articles[::step][:TAUGHT]
    hints = Hints(
        templates=learn([(decode(body).text, url) for (body, url), _ in taught]),
        boilerplate=learn_boilerplate([article.text for _, article in taught]),
    )
    known = [page for page, _ in taught]
    later = [page for page, _ in articles if page not in known and is_fitted(page, hints)]
    return hints, later[:most]


def is_fitted(page: Page, hints: Hints) -> bool:
    """Whether a page is read by a template."""
    return "template" in extract(*page, hints=hints).evidence[0]


def main() -> None:
    """Print one table a set of pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--site", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, default=60, help="pages of each set")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    peers = installed()
    tree = {"lxml alone": lambda body, _: parse(decode(body).text)}
    if options.pages:
        for language in ("zh", "en"):
            pages = list(load(options.pages / language, language).values())[: options.most]
            measure(f"unknown sites, {language}", pages, {"newsarchive": extract} | peers | tree)
    for folder in options.site:
        hints, later = learned(folder, options.most)
        ours = {
            "newsarchive, learned": lambda body, url, known=hints: extract(body, url, hints=known),
            "newsarchive, unknown": extract,
        }
        measure(f"later pages of {folder.name}", later, ours | peers | tree)


if __name__ == "__main__":
    main()
