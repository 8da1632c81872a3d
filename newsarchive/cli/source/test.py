"""`newsarchive source test`: look at a source again, as if it were to be added now."""

from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.fetching import make_fetcher, shown
from newsarchive.cli.looking import look_json, print_look, take_samples
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import print_json, say
from newsarchive.core.errors import UsageError
from newsarchive.sources.detection import propose
from storage.records import SourceSettings


def test(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the source.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how a source is read now. Nothing is stored.

    Ends with 1 when the list holds no articles or no sample could be read.
    """
    archive = open_archive(home)
    settings = archive.sources.get(name).settings
    if settings.kind == "manual":
        raise UsageError(f"{name} holds imported articles; there is nothing to test")
    entry = settings.entry_urls[0]
    fetcher = make_fetcher(archive.config, entry)
    with shown(fetcher) as fetch:
        proposal = propose(fetch(entry), fetch=fetch, kind=settings.kind)
        samples = take_samples(proposal, fetch)
    if as_json:
        print_json({"source": name, **look_json(proposal, samples)})
    else:
        print_look(proposal, samples)
        _compare(settings, proposal.pagination)
    if not any(sample.reading and sample.reading.article for sample in samples):
        raise typer.Exit(1)


def _compare(settings: SourceSettings, pagination: str | None) -> None:
    if settings.pagination != pagination:
        say(
            f"beware: next pages were {settings.pagination or 'none'} when the source was added "
            f"and look like {pagination or 'none'} now; add it again to follow"
        )
