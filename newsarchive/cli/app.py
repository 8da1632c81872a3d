"""The command line: every command hangs here, each lives in a file of its own."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli import (
    clean,
    crawl,
    demo,
    discover,
    export,
    extract,
    import_,
    reprocess,
    run,
    search,
    show,
    status,
)
from newsarchive.cli.options import HomeOption
from newsarchive.cli.source import app as source

app = typer.Typer(
    name="newsarchive",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    help="Watch local news columns; keep every article clean, once, with its history.",
)

app.add_typer(source.app, name="source")
app.command("crawl")(crawl.crawl)
app.command("run")(run.run)
app.command("search")(search.search)
app.command("show")(show.show)
app.command("export")(export.export)
app.command("import")(import_.import_files)
app.command("extract")(extract.extract)
app.command("discover")(discover.discover)
app.command("clean")(clean.clean)
app.command("reprocess")(reprocess.reprocess)
app.command("status")(status.status)
app.command("demo")(demo.demo)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsarchive {version('newsarchive')}")
        raise typer.Exit


@app.callback()
def root(
    home: HomeOption = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda wanted: _print_version(wanted=wanted), is_eager=True
        ),
    ] = False,
) -> None:
    """Watch local news columns; keep every article clean, once, with its history."""
    if home is not None:
        os.environ["NEWSARCHIVE_HOME"] = str(Path(home))
