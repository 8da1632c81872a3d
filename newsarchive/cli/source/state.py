"""`newsarchive source pause | resume | remove`."""

from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json
from storage.hosts import HostRepository
from storage.sources import host_of

NamesArgument = Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of sources.")]


def pause(names: NamesArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Leave sources alone until they are resumed."""
    archive = open_archive(home)
    for name in names:
        archive.sources.pause(name)
    _tell(names, "paused", as_json=as_json)


def resume(names: NamesArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Crawl paused sources again. Hosts that blocked us are tried at once."""
    archive = open_archive(home)
    hosts = HostRepository(archive.database)
    for name in names:
        hosts.unblock(host_of(archive.sources.resume(name).settings.url))
    _tell(names, "resumed", as_json=as_json)


def remove(names: NamesArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Take sources out of the registry. Their articles and raw pages stay."""
    archive = open_archive(home)
    for name in names:
        archive.sources.remove(name)
    _tell(names, "removed", as_json=as_json)


def _tell(names: list[str], done: str, *, as_json: bool) -> None:
    if as_json:
        print_json({done: names})
    else:
        out.print(f"{done}: {', '.join(names)}")
