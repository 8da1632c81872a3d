"""`newsarchive backup`: a copy of the archive, whole at one moment, while crawls go on."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import out, print_json, progress_bar
from newsarchive.upkeep.backup import back_up


def backup(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the backup, new or an earlier one.")
    ],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the archive while it is in use. Into an earlier backup only what is new goes.

    Full WARC files are linked where DIR lies on the same file system; a backup that is to outlive
    the disk belongs on another one. The search index is left out: it is made again.
    """
    archive = open_archive(home, only_reads=True)
    with progress_bar("copying WARC files") as progress:
        done = back_up(
            archive.home,
            archive.database,
            folder,
            full_bytes=archive.config.warc_file_bytes,
            progress=progress,
        )
    if as_json:
        print_json({"folder": str(folder), **dataclasses.asdict(done)})
    else:
        megabytes = done.bytes_written / 1e6
        out.print(
            f"backed up to {folder}: the database and {done.warc_files} WARC files, "
            f"{megabytes:,.1f} MB of them new"
        )
