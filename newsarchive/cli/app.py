"""The command line: every command hangs here, each lives in a file of its own."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.lazy import NO_FRILLS, lazy_group
from newsarchive.cli.options import HomeOption

COMMANDS = {
    "source": "newsarchive.cli.source.app:app",
    "crawl": "newsarchive.cli.crawl:crawl",
    "run": "newsarchive.cli.run:run",
    "search": "newsarchive.cli.search:search",
    "show": "newsarchive.cli.show:show",
    "export": "newsarchive.cli.export:export",
    "import": "newsarchive.cli.import_:import_files",
    "extract": "newsarchive.cli.extract:extract",
    "discover": "newsarchive.cli.discover:discover",
    "clean": "newsarchive.cli.clean:clean",
    "reprocess": "newsarchive.cli.reprocess:reprocess",
    "index": "newsarchive.cli.index.app:app",
    "status": "newsarchive.cli.status:status",
    "log": "newsarchive.cli.log:log",
    "verify": "newsarchive.cli.verify:verify",
    "backup": "newsarchive.cli.backup:backup",
    "restore": "newsarchive.cli.restore:restore",
    "doctor": "newsarchive.cli.doctor:doctor",
    "demo": "newsarchive.cli.demo:demo",
}
"""Every command and where it lives."""

app = typer.Typer(
    name="newsarchive",
    cls=lazy_group(COMMANDS),
    no_args_is_help=True,
    help="Watch local news columns; keep every article clean, once, with its history.",
    **NO_FRILLS,
)


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
