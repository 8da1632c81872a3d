"""`newsarchive export`: a dump of the archive, whole or by the filters of search."""

import dataclasses
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import typer

from newsarchive.capture.subset import SubsetWriter
from newsarchive.cli.archive import open_archive
from newsarchive.cli.dumping import continued, whole
from newsarchive.cli.options import (
    HomeOption,
    JsonOption,
    PublisherFilter,
    SinceFilter,
    SourceFilter,
    UntilFilter,
)
from newsarchive.cli.output import out as console
from newsarchive.cli.output import print_json, progress_bar, say
from newsarchive.core.errors import UsageError
from newsarchive.export.base import FileFormat
from newsarchive.export.export import Counts, export_articles
from newsarchive.export.formats import INCREMENTAL, format_of, formats
from newsarchive.export.manifest import Selection
from newsarchive.export.output import STANDARD_OUTPUT
from newsarchive.export.view import SCRIPTS

ScriptOption = Literal["as-is", "hans", "hant", "tw", "hk", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]


@dataclasses.dataclass(slots=True)
class RawPages:
    """Begins a dump of raw pages from a folder; counts the records that could not be read."""

    folder: Path = Path()
    damaged: int = 0

    def begin(self, file: BinaryIO) -> SubsetWriter:
        """Return the writer."""
        return SubsetWriter(file, folder=self.folder, damaged=self._leave_out, report=say)

    def _leave_out(self, sentence: str) -> None:
        self.damaged += 1
        say(f"left out: {sentence}")


def export(
    out: Annotated[
        str, typer.Argument(metavar="OUT", help="File or folder to write, - for standard output.")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="jsonl, jsonl.zst, csv, parquet, warc; markdown and datasets are folders. "
            "Else the file's name tells.",
        ),
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="QUERY", help="Only what this search finds.")
    ] = None,
    source: SourceFilter = None,
    publisher: PublisherFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    script: Annotated[
        ScriptOption, typer.Option(help="Convert title and text to this script.")
    ] = "as-is",
    excel: Annotated[
        bool, typer.Option("--excel", help="Put a byte-order mark before CSV, as Excel needs.")
    ] = False,
    since_export: Annotated[
        Path | None,
        typer.Option(
            metavar="STATE",
            help="Only what changed since this dump, or the increment that followed it.",
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write articles to a file or folder, complete or not at all.

    They come in the order of their ids. A manifest beside it says what is in it. With
    --since-export the dump holds only what changed, removals too; an archive that imports a dump
    and then its increments follows this one.
    """
    if out == STANDARD_OUTPUT and as_json:
        raise UsageError("--json and a dump cannot share standard output; name a file")
    pages = RawPages()
    known = formats(excel=excel) | {"warc": FileFormat(".warc.gz", pages.begin)}
    name = format_of(out, form, known)
    written = known[name]
    if since_export is not None and name not in INCREMENTAL:
        raise UsageError(f"--since-export writes {' or '.join(INCREMENTAL)}, not {name}")
    archive = open_archive(home, only_reads=True)
    pages.folder = archive.home.warc
    selection = Selection(
        query=query,
        sources=tuple(source or ()),
        publisher=publisher,
        since=since,
        until=until,
        script=None if script == "as-is" else SCRIPTS.get(script, script),
    )
    if since_export is not None:
        plan = continued(archive, since_export, selection)
    else:
        takes_plain = isinstance(written, FileFormat) and written.takes_plain
        plan = whole(archive, selection, plain=takes_plain)
    with progress_bar("writing articles") as progress:
        counts = export_articles(
            plan.entries,
            out,
            written,
            plan.described(name),
            progress=lambda done: progress(done, max(done, plan.total)),
        )
    _tell(out, name, counts, as_json=as_json)
    if pages.damaged:
        raise typer.Exit(1)


def _tell(out: str, name: str, counts: Counts, *, as_json: bool) -> None:
    if as_json:
        print_json({"file": out, "format": name, **dataclasses.asdict(counts)})
    elif out != STANDARD_OUTPUT:
        removed = f" and {counts.removed} removals" if counts.removed else ""
        console.print(f"{counts.articles} articles{removed} written to {out}")
