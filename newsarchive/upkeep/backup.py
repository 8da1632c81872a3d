"""A copy of an archive that is whole at one moment, made while crawls go on.

The database is copied first, by SQLite's online backup, then the WARC files: a capture is in the
database only when its record is on disk, so the copy has every record that it names. The search
index is left out, since it is made again from the database.
"""

import dataclasses
import datetime as dt
import fcntl
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsarchive.core.config import CONFIG_FILE
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.core.home import Home
from newsarchive.upkeep.copying import copy_warc, copy_whole
from storage.backup import copy_sqlite
from storage.engine import Database

NOTE = "backup.json"
"""Written last: what a folder holds that has it is a whole backup."""

DATABASE = "archive.db"
_WARC_SUFFIXES = (".warc", ".warc.gz")


@dataclasses.dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup did: WARC files of the archive, and bytes written of them this time."""

    warc_files: int
    bytes_written: int


def back_up(
    home: Home,
    database: Database,
    folder: Path,
    *,
    full_bytes: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> BackedUp:
    """Make or renew the backup of an archive in a folder.

    `full_bytes` is the size from which on a WARC file is no longer written. `progress` hears how
    many files are done of how many. Until all is copied, an earlier backup there stays whole.
    Raises NewsArchiveError where the folder cannot be used, or the database is on a server.
    """
    if database.path is None:
        raise NewsArchiveError(
            f"the database {database.shown} lies on a server: dump it there with pg_dump, and "
            f"after that copy the folder {home.warc}"
        )
    try:
        with _held(home, folder):
            draft = folder / f"{DATABASE}.new"
            copy_sqlite(database.path, draft)
            files = list(warc_files(home.warc))
            written = 0
            for done, name in enumerate(files, 1):
                target = folder / "warc" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                written += copy_warc(home.warc / name, target, full_bytes=full_bytes)
                progress(done, len(files))
            if (home.path / CONFIG_FILE).exists():
                copy_whole(home.path / CONFIG_FILE, folder / CONFIG_FILE)
            draft.replace(folder / DATABASE)
            _note(home, folder, len(files))
    except (OSError, sqlite3.Error) as error:
        raise NewsArchiveError(
            f"the backup in {folder} was not finished: {error}; see to space and permissions, "
            "then try again: what is copied already is not copied again"
        ) from error
    return BackedUp(len(files), written)


def warc_files(folder: Path) -> Iterator[Path]:
    """Yield the WARC files below a folder by name, relative to it."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(_WARC_SUFFIXES) and not path.name.startswith(".") and path.is_file():
            yield path.relative_to(folder)


def read_note(folder: Path) -> dict[str, Any]:
    """Return what a backup says of itself; raises NewsArchiveError where there is none."""
    try:
        note: dict[str, Any] = json.loads((folder / NOTE).read_bytes())
    except (OSError, ValueError) as error:
        raise NewsArchiveError(
            f"{folder} is no finished backup: it has no {NOTE}; make one with: newsarchive backup"
        ) from error
    return note


@contextmanager
def _held(home: Home, folder: Path) -> Iterator[None]:
    """Hold the folder for this backup alone; raises UsageError where it cannot be one."""
    inside = folder.resolve()
    if inside.is_relative_to(home.path.resolve()):
        raise UsageError(f"{folder} lies in the archive itself; name a folder elsewhere")
    if folder.exists() and any(folder.iterdir()) and not (folder / ".lock").exists():
        raise UsageError(f"{folder} holds something else; name an empty folder or a new one")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NewsArchiveError(
                f"another backup into {folder} is going on; wait for its end"
            ) from error
        yield


def _note(home: Home, folder: Path, files: int) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    told = {
        "program": f"newsarchive {version('newsarchive')}",
        "made_at": now.replace("+00:00", "Z"),
        "home": str(home.path.resolve()),
        "warc_files": files,
    }
    draft = folder / f"{NOTE}.part"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / NOTE)
