"""`newsarchive import`: dumps, WARC files, saved pages and plain texts into the archive."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.archive import Archive
from newsarchive.cli.extract import page_addresses
from newsarchive.cli.options import HomeOption, JsonOption, UrlsOption
from newsarchive.cli.output import out, print_json, progress_bar, say
from newsarchive.cli.writing import articles_to_write, open_to_write
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.ingest.dump import import_dump
from newsarchive.ingest.manual import DEFAULT_SOURCE, ImportCounts, PageKeeper, manual_source
from newsarchive.ingest.pages import import_html, import_warc
from newsarchive.ingest.texts import import_text
from newsarchive.search.index import SearchIndex
from storage.followed import FollowedRepository

KINDS = {
    ".jsonl": "dump",
    ".warc": "warc",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".txt": "text",
}


PACKED = ("dump", "warc")
"""Kinds that may be packed: `.gz`, dumps also `.zst`."""


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help=".jsonl, .jsonl.zst, .warc, .warc.gz, .html, .txt",
            show_default=False,
        ),
    ],
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address of the one page or text given.")
    ] = None,
    urls: UrlsOption = None,
    source: Annotated[
        str, typer.Option(metavar="NAME", help="Source under which pages are filed.")
    ] = DEFAULT_SOURCE,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring in JSONL dumps, WARC files, saved pages and texts.

    Nothing is stored twice: importing a file again changes nothing. The increments of a dump are
    followed in the order in which they are given.
    """
    kinds = {file: file_kind(file) for file in files}
    addresses = page_addresses(files, url, urls)
    for file in files:
        if kinds[file] == "html" and addresses[file].startswith("file:"):
            raise UsageError(f"{file}: say where the page came from, with --url or --urls")
    archive = open_to_write(home, create=True)
    total = ImportCounts()
    failed = False
    for file in files:
        try:
            counts = _import(archive, file, kinds[file], addresses[file], source)
        except (NewsArchiveError, OSError) as error:
            failed = True
            say(f"{file}: {error}")
        else:
            total = total.plus(counts)
    SearchIndex(archive.home.index).catch_up(archive.database)
    if as_json:
        print_json(dataclasses.asdict(total))
    else:
        parts = [f"{count} {name}" for name, count in dataclasses.asdict(total).items()]
        out.print(", ".join(parts))
    if failed or total.failed:
        raise typer.Exit(1)


def file_kind(file: Path) -> str:
    """Return what a file's name says it holds; raises UsageError for another name."""
    suffixes = [suffix.lower() for suffix in file.suffixes[-2:]]
    packed = suffixes[-1:] if suffixes[-1:] in ([".gz"], [".zst"]) else []
    kind = KINDS.get(suffixes[-1 - len(packed)] if len(suffixes) > len(packed) else "")
    if kind is None or (packed and kind not in PACKED) or (packed == [".zst"] and kind != "dump"):
        known = ", ".join(KINDS)
        raise UsageError(
            f"{file}: unknown kind of file; known are {known}, also .jsonl.zst and .warc.gz"
        )
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file")
    return kind


def _import(archive: Archive, file: Path, kind: str, address: str, source: str) -> ImportCounts:
    if kind == "dump":
        size = file.stat().st_size
        with progress_bar(f"reading {file.name}", in_bytes=True) as progress:
            return import_dump(
                file,
                articles_to_write(archive),
                FollowedRepository(archive.database),
                lambda done: progress(done, size),
            )
    keeper = PageKeeper(archive.database, manual_source(archive.database, source))
    if kind == "text":
        import_text(file, address, keeper)
    elif kind == "warc":
        import_warc(file, archive.home.warc, keeper, workers=archive.config.workers, report=say)
    else:
        import_html(file, address, archive.home.warc, keeper, report=say)
    return keeper.counts
