"""The folder of the index on disk.

    index/current          the name of the index in use
    index/lock             held by the process that writes
    index/2.9a3e…-5f0c…/   an index; before the dash stands its format

A rebuild makes a second index beside the first and then replaces `current`, so that readers have
a whole index at every moment.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsarchive.search.schema import index_format

_LOOK_AGAIN_SECONDS = 0.05


class IndexFolder:
    """Where the index lies; nothing is made before the first write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / "current"

    def current(self) -> Path | None:
        """Return the index in use, None where there is none or it has another format."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        index = self.path / name
        is_ours = name.startswith(f"{index_format()}-") and "/" not in name
        return index if is_ours and index.is_dir() else None

    def exists(self) -> bool:
        """Return whether an index of any format was ever finished here."""
        return self._pointer.exists()

    def size(self) -> int:
        """Return the bytes on disk of the index in use, 0 where there is none."""
        total = 0
        for file in index.iterdir() if (index := self.current()) else ():
            with suppress(FileNotFoundError):  # joined with others by the process that writes
                total += file.stat().st_size
        return total

    def begin(self) -> Path:
        """Return a new empty folder for an index; what earlier attempts left is removed."""
        self.tidy()
        index = self.path / f"{index_format()}-{secrets.token_hex(6)}"
        index.mkdir()
        return index

    def put_in_use(self, index: Path) -> None:
        """Let `index` be the one in use from now on, also if the machine stops this instant."""
        draft = self._pointer.with_suffix(".new")
        with draft.open("w", encoding="ascii") as file:
            file.write(index.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        self.tidy()

    def drop_current(self) -> None:
        """Forget the index in use, so that the next catch-up builds a new one."""
        self._pointer.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove all indexes but the one in use; only the holder of the lock may do so."""
        keep = self.current()
        for entry in self.path.iterdir():
            if entry.is_dir() and entry != keep:
                shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def lock(self, *, wait_seconds: float | None) -> Iterator[bool]:
        """Hold the right to write; yields False when it was not to be had in time.

        None waits for ever. Raises OSError where the folder is not writable.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("ab") as handle:
            yield _locked(handle.fileno(), wait_seconds)


def _locked(handle: int, wait_seconds: float | None) -> bool:
    """Closing the file, also by the end of the process, gives the lock back."""
    if wait_seconds is None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return True
    give_up_at = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up_at:
                return False
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return True
