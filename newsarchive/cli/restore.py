"""`newsarchive restore`: the archive of a backup again, and the proof that it is sound."""

from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import progress_bar, say
from newsarchive.cli.verify import findings, report
from newsarchive.core.config import load_config
from newsarchive.upkeep import restore as copying


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a backup.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an archive again from a backup, and verify it. It goes to a new folder (--home).

    Ends with 1 when the restored archive is not sound.
    """
    place = load_config({"home": str(home) if home else None}).home
    with progress_bar("copying files") as progress:
        copying.restore(folder, place, progress)
    say(f"restored to {place}; verifying it")
    report(findings(open_archive(place), repair=True), as_json=as_json)
