"""`newsarchive source import | export`: the registry as a TOML file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.clean import read_text
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json
from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.toml import from_toml, to_toml


def import_sources(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A TOML file, - for standard input.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add the sources of a TOML file, or change known ones by it.

    A bad entry stops the import before anything is changed.
    """
    settings = from_toml(read_text(file), file)
    archive = open_archive(home, create=True)
    known = {source.settings.name for source in archive.sources.list()}
    added, updated = [], []
    for one in settings:
        if one.name in known:
            archive.sources.update(one)
            updated.append(one.name)
        else:
            archive.sources.add(one)
            added.append(one.name)
    if as_json:
        print_json({"added": added, "updated": updated})
    else:
        out.print(f"{len(added)} sources added, {len(updated)} brought up to date")


def export_sources(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to write, - for standard output.")
    ] = "-",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write all sources as TOML. For version control, or another archive."""
    archive = open_archive(home, only_reads=True)
    settings = [
        source.settings for source in archive.sources.list() if source.settings.kind != "manual"
    ]
    text = to_toml(settings)
    if file == "-" and not as_json:
        sys.stdout.write(text)
        return
    if file != "-":
        try:
            Path(file).write_text(text, "utf-8")
        except OSError as error:
            raise NewsArchiveError(f"{file} cannot be written: {error.strerror}") from error
    if as_json:
        print_json({"sources": [one.name for one in settings], "toml": text})
    else:
        out.print(f"{len(settings)} sources written to {file}")
