"""`newsarchive extract`: saved pages -> articles, without an archive."""

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from newsarchive.cli.options import JsonOption, UrlsOption
from newsarchive.cli.output import local_time, out, print_json, say
from newsarchive.core.article import Article
from newsarchive.core.article_json import china_time
from newsarchive.core.config import load_config
from newsarchive.core.errors import NewsArchiveError, Quarantine, UsageError
from newsarchive.core.hints import Hints
from newsarchive.extraction.extract import Extraction
from newsarchive.ingest.pages import saved_page
from newsarchive.pipelines.extract import ExtractionPool
from newsarchive.pipelines.learn import host_of, learn_sites, sample
from spiders.items import ArticlePage

FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Saved HTML pages.", show_default=False)
]
UrlOption = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="The address of the one page given.")
]


def extract(
    files: FilesArgument,
    url: UrlOption = None,
    urls: UrlsOption = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line, as each page is done.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read saved pages as articles; no archive is touched. Pages of one host are read as one site.

    Ends with 1 when a file could not be read; a page that is no article is a result.
    """
    addresses = page_addresses(files, url, urls)
    results = []
    failed = False
    for file, reading in _readings(files, addresses):
        failed = failed or isinstance(reading, NewsArchiveError)
        result = {"file": str(file), **_reading_json(reading)}
        if jsonl:
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif as_json:
            results.append(result)
        else:
            _print_reading(file, reading)
    if as_json:
        print_json(results if len(files) > 1 else results[0])
    if failed:
        raise typer.Exit(1)


def page_addresses(files: list[Path], url: str | None, urls: Path | None) -> dict[Path, str]:
    """Return the address of each file; one without a known address gets a file: address.

    Raises UsageError for --url with several files and for a TSV line without a tab.
    """
    if url is not None and len(files) > 1:
        raise UsageError("--url names one page; for several, give a file with --urls")
    addresses = {file: url or file.absolute().as_uri() for file in files}
    if urls is None:
        return addresses
    try:
        lines = urls.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{urls} cannot be read: {error}") from error
    listed = {}
    for number, line in enumerate(lines, 1):
        name, tab, address = line.partition("\t")
        if not tab:
            raise UsageError(f"{urls}, line {number}: no tab between the file and its address")
        listed[name] = address.strip()
    return {file: listed.get(str(file), addresses[file]) for file in files}


def article_object(article: Article) -> dict[str, Any]:
    """Return an article that is not stored as a JSON object, fields as in the archive."""
    return {**dataclasses.asdict(article), "published_at": china_time(article.published_at)}


def _readings(
    files: list[Path], addresses: dict[Path, str]
) -> Iterator[tuple[Path, Extraction | NewsArchiveError]]:
    unreadable: dict[Path, NewsArchiveError] = {}

    def pages(some: Iterable[Path]) -> Iterator[ArticlePage]:
        for file in some:
            try:
                yield saved_page(file, addresses[file])
            except OSError as error:
                unreadable[file] = NewsArchiveError(f"{file}: {error.strerror}")

    workers = min(load_config().workers or os.cpu_count() or 1, len(files))
    with ExtractionPool(workers) as pool:
        taught = learn_sites(pages(sample(addresses)), pool.read_all)
        waiting = iter(files)

        def hints(page: ArticlePage) -> Hints:
            return taught.get(host_of(page.url), Hints())

        for _page, reading in pool.read_all(pages(files), hints):
            file = next(waiting)
            while file in unreadable:
                yield file, unreadable[file]
                file = next(waiting)
            yield file, reading
        for file in waiting:
            yield file, unreadable[file]


def _reading_json(reading: Extraction | NewsArchiveError) -> dict[str, Any]:
    if isinstance(reading, NewsArchiveError):
        return {"kind": "unreadable", "error": str(reading)}
    found = {"kind": reading.kind, "evidence": list(reading.evidence)}
    return found | (article_object(reading.article) if reading.article else {})


def _print_reading(file: Path, reading: Extraction | NewsArchiveError) -> None:
    if isinstance(reading, NewsArchiveError):
        kind = "could not be read" if isinstance(reading, Quarantine) else "failed"
        say(f"{file}: {kind}: {reading}")
        return
    article = reading.article
    out.print(Text(f"{file}: {reading.kind}", style="dim"))
    if article is None:
        out.print(Text("; ".join(reading.evidence), style="dim"))
        return
    out.print(Text(article.title, style="bold"))
    credits_line = [article.publisher, article.author, article.editor]
    out.print(Text(" · ".join([local_time(article.published_at), *filter(None, credits_line)])))
    out.print(Text(f"{article.text}\n"))
