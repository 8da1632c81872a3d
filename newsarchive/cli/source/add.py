"""`newsarchive source add`: look at an address, show what was found, store the source."""

import sys
from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.fetching import make_fetcher, shown
from newsarchive.cli.looking import look_json, print_look, take_samples
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json
from newsarchive.core.errors import NewsArchiveError
from newsarchive.crawl.browser import require_browser
from newsarchive.sources.detection import propose
from newsarchive.sources.hours import check_hours
from newsarchive.sources.interval import parse_interval
from newsarchive.sources.names import check_name, name_for
from newsarchive.sources.proposal import as_rendered, settings_of
from spiders.spec import SourceKind


def add(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A news column, home page, feed or article.")
    ],
    name: Annotated[
        str | None, typer.Option(metavar="N", help="Name of the source; made from the address.")
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(metavar="2h", help="Interval between crawls: 30m, 2h; learned without it."),
    ] = None,
    cron: Annotated[
        str | None, typer.Option(metavar="'…'", help="Cron expression instead: '0 8 * * mon-fri'.")
    ] = None,
    hours: Annotated[
        str | None,
        typer.Option(metavar="22:00-06:00", help="Hours of the day in which the schedule crawls."),
    ] = None,
    max_pages: Annotated[
        int, typer.Option(metavar="N", help="List pages read at most in one crawl.")
    ] = 50,
    kind: Annotated[SourceKind | None, typer.Option(help="Insist on this kind of way in.")] = None,
    attachments: Annotated[
        bool, typer.Option("--attachments", help="Keep the files that articles offer, too.")
    ] = False,
    render: Annotated[
        bool,
        typer.Option(
            "--render", help="Fetch pages through a browser (extra newsarchive[browser])."
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store without asking.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at an address, show what is there, store the source.

    Three sample articles show how it is read.
    """
    seconds = parse_interval(every) if every else None
    night = check_hours(hours) if hours else None
    if name:
        check_name(name)
    if render:
        require_browser()
    archive = open_archive(home, create=True)
    fetcher = make_fetcher(archive.config, url)
    with shown(fetcher) as fetch:
        proposal = propose(fetch(url), fetch=fetch, kind=kind)
        samples = take_samples(proposal, fetch) if proposal.kind else []
    if proposal.kind is None and render:
        proposal = as_rendered(proposal)
    if proposal.kind is None:
        raise NewsArchiveError(proposal.reason or f"{url}: nothing to watch was found")
    taken = [source.settings.name for source in archive.sources.list(include_removed=True)]
    settings = settings_of(
        proposal,
        name=name or name_for(proposal.url, taken),
        every_seconds=seconds,
        cron=cron,
        hours=night,
        max_pages=max_pages,
        keep_attachments=attachments,
        render=render,
    )
    if not as_json:
        print_look(proposal, samples)
    if not (yes or as_json) and sys.stdin.isatty() and not typer.confirm("\nAdd it?", default=True):
        raise typer.Exit(1)
    archive.sources.add(settings)
    if as_json:
        print_json({"source": settings.name, **look_json(proposal, samples)})
    else:
        out.print(f"\nadded as {settings.name}; fetch it with: newsarchive crawl {settings.name}")
