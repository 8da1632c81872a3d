"""`newsarchive source …`: the registry of sources."""

import typer

from newsarchive.cli.lazy import NO_FRILLS, lazy_group

COMMANDS = {
    "add": "newsarchive.cli.source.add:add",
    "list": "newsarchive.cli.source.listing:list_sources",
    "show": "newsarchive.cli.source.show:show",
    "test": "newsarchive.cli.source.test:test",
    "pause": "newsarchive.cli.source.state:pause",
    "resume": "newsarchive.cli.source.state:resume",
    "remove": "newsarchive.cli.source.state:remove",
    "import": "newsarchive.cli.source.exchange:import_sources",
    "export": "newsarchive.cli.source.exchange:export_sources",
}

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    no_args_is_help=True,
    help="The columns that the archive watches.",
    **NO_FRILLS,
)


@app.callback()
def source() -> None:
    """The columns that the archive watches."""
