"""Import of saved pages: HTML files with their addresses, and the responses of WARC files."""

import dataclasses
import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from newsarchive.capture.exchange import Exchange
from newsarchive.capture.replay import replay_file
from newsarchive.capture.warc import WarcWriter
from newsarchive.core.errors import NewsArchiveError
from newsarchive.core.hints import Hints
from newsarchive.ingest.manual import PageKeeper
from newsarchive.pipelines.extract import ExtractionPool, read_page
from spiders.items import ArticlePage, FetchedPage, ListedItem, Via

Report = Callable[[str], None]

HTML_TYPES = ("text/html", "application/xhtml+xml")


def import_html(file: Path, url: str, warc: Path, keeper: PageKeeper, *, report: Report) -> None:
    """Store the article of a saved page and keep the page itself in the folder `warc`."""
    page = saved_page(file, url)
    exchange = Exchange(
        url=url,
        status=page.status,
        headers=((b"Content-Type", b"text/html"), (b"X-Archive-Orig", b"imported from a file")),
        body=page.body,
        fetched_at=page.fetched_at,
    )
    with WarcWriter(warc, report=report) as writer:
        kept = dataclasses.replace(page, capture=writer.write(exchange))
    problem = keeper.keep(kept, read_page(kept, Hints()))
    if problem:
        report(problem)


def import_warc(
    file: Path, warc: Path, keeper: PageKeeper, *, workers: int, report: Report
) -> None:
    """Copy a WARC file into the folder `warc` and store the articles of its pages."""
    copy = adopt(file, warc)
    with ExtractionPool(workers) as pool:
        for page, reading in pool.read_all(warc_pages(copy, warc, report), lambda _: Hints()):
            problem = keeper.keep(page, reading)
            if problem:
                report(problem)


def adopt(file: Path, warc: Path) -> Path:
    """Return the copy of a WARC file in the archive, made once whatever the file is called.

    Raises NewsArchiveError when it cannot be read or copied.
    """
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()[:16]
        suffix = ".warc.gz" if file.name.lower().endswith(".gz") else ".warc"
        copy = warc / "imported" / f"{digest}{suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            part = copy.with_suffix(".part")
            shutil.copyfile(file, part)
            part.rename(copy)
    except OSError as error:
        raise NewsArchiveError(f"cannot be copied into {warc}: {error.strerror}") from error
    return copy


def saved_page(file: Path, url: str) -> ArticlePage:
    """Return the page saved in a file, as fetched from `url` when the file was last written."""
    page = FetchedPage(
        url=url,
        requested_url=url,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=file.read_bytes(),
        fetched_at=dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC),
    )
    return _article_page(page, "import")


def warc_pages(file: Path, warc: Path, report: Report) -> Iterator[ArticlePage]:
    """Yield the HTML pages with status 200 of a WARC file, in its order."""
    for page in replay_file(file, folder=warc, report=report):
        content_type = (page.header("Content-Type") or "").partition(";")[0].strip().lower()
        if page.status == 200 and content_type in HTML_TYPES:  # noqa: PLR2004 - HTTP
            yield _article_page(page, "warc")


def _article_page(page: FetchedPage, via: Via) -> ArticlePage:
    return ArticlePage(**page.as_fields(), via=via, listed=ListedItem(url=page.requested_url))
