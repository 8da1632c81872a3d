"""`newsarchive index …`: the search index, which otherwise looks after itself."""

import typer

from newsarchive.cli.lazy import NO_FRILLS, lazy_group

COMMANDS = {
    "status": "newsarchive.cli.index.status:status",
    "rebuild": "newsarchive.cli.index.rebuild:rebuild",
}

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    no_args_is_help=True,
    help="The search index; it follows the archive and heals by itself.",
    **NO_FRILLS,
)


@app.callback()
def index() -> None:
    """The search index; it follows the archive and heals by itself."""
