"""A consistent copy of an SQLite database that may be in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.locations import reading_address


def copy_sqlite(source: Path, target: Path) -> None:
    """Copies a database file while others read and write it; `target` appears when complete.

    Uses SQLite's online backup, which also takes what still lies in the write-ahead log.
    Raises OSError or sqlite3.Error when the copy cannot be made.
    """
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(reading_address(source), uri=True)) as reader,
            closing(sqlite3.connect(unfinished)) as writer,
        ):
            reader.backup(writer)
            # The copy must be one file, complete without a log beside it.
            writer.execute("PRAGMA journal_mode = DELETE")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
