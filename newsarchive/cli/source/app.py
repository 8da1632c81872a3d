"""`newsarchive source …`: the registry of sources."""

import typer

from newsarchive.cli.source import add, exchange, listing, state, test
from newsarchive.cli.source import show as show_source

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The columns that the archive watches."
)
app.command("add")(add.add)
app.command("list")(listing.list_sources)
app.command("show")(show_source.show)
app.command("test")(test.test)
app.command("pause")(state.pause)
app.command("resume")(state.resume)
app.command("remove")(state.remove)
app.command("import")(exchange.import_sources)
app.command("export")(exchange.export_sources)
