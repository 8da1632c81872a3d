"""`newsarchive verify`: whether everything in the archive is there and sound."""

import dataclasses
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json, progress_bar
from newsarchive.upkeep import verify as examination
from newsarchive.upkeep.finding import Finding


def verify(
    quick: Annotated[
        bool, typer.Option("--quick", help="Read no raw page and not the whole index.")
    ] = False,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Put right what can be: the index, torn ends of WARC files, leftovers."
        ),
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the database, every raw page and the index. Crawls may go on meanwhile.

    Ends with 1 when a problem is left.
    """
    archive = open_archive(home, only_reads=not repair)
    report(findings(archive, quick=quick, repair=repair), as_json=as_json)


def findings(archive: Archive, *, quick: bool = False, repair: bool = False) -> list[Finding]:
    """Examine an archive, with a bar meanwhile."""
    with progress_bar("reading raw pages") as progress:
        found = examination.verify(
            archive.home,
            archive.database,
            full_bytes=archive.config.warc_file_bytes,
            quick=quick,
            repair=repair,
            progress=progress,
        )
        return list(found)


def report(found: Iterable[Finding], *, as_json: bool) -> None:
    """Tell what was found; ends with 1 when a problem is left."""
    found = list(found)
    still_open = [finding for finding in found if finding.is_open]
    if as_json:
        print_json(
            {"sound": not still_open, "findings": [dataclasses.asdict(one) for one in found]}
        )
    else:
        for one in found:
            state = "repaired" if one.repaired else one.weight
            out.print(Text(f"{state:>8}  {one.check}: {one.sentence}"))
        count = len(still_open)
        out.print("the archive is sound" if not count else f"{count} problems")
    if still_open:
        raise typer.Exit(1)
