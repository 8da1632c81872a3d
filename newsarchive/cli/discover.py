"""`newsarchive discover`: what is seen on one page, live or saved."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.fetching import make_fetcher, shown
from newsarchive.cli.looking import print_items, print_proposal
from newsarchive.cli.options import JsonOption
from newsarchive.cli.output import print_json
from newsarchive.core.config import load_config
from newsarchive.core.errors import NewsArchiveError
from newsarchive.sources.detection import propose
from newsarchive.sources.proposal import proposal_json
from spiders.items import FetchedPage


def discover(
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="An address, or a saved page.")],
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="The address that a saved page came from.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what one page lists and where it goes on. Nothing is stored."""
    if "://" in page and not Path(page).exists():
        fetcher = make_fetcher(load_config(), page)
        with shown(fetcher) as fetch:
            proposal = propose(fetch(page), fetch=fetch)
    else:
        proposal = propose(_saved(Path(page), url))
    if as_json:
        print_json(proposal_json(proposal))
        return
    print_proposal(proposal)
    print_items(proposal, limit=len(proposal.items))


def _saved(file: Path, url: str | None) -> FetchedPage:
    try:
        body = file.read_bytes()
        written = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
    except OSError as error:
        raise NewsArchiveError(f"{file} cannot be read: {error.strerror}") from error
    address = url or file.absolute().as_uri()
    return FetchedPage(
        url=address, requested_url=address, status=200, headers=(), body=body, fetched_at=written
    )
