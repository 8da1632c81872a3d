"""An index that is open for reading while another process may be writing it."""

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from newsarchive.core.processes import mapped_file_bytes
from newsarchive.search.errors import damage_named
from newsarchive.search.schema import open_index
from newsarchive.search.state import IndexState, read_state
from storage.locations import is_writable

MOST_MAPPED_BYTES = 220 * 1024 * 1024
"""Searches leave the pages that they read mapped; from so many on the index is opened anew, which
takes a few milliseconds and lets them go. The system still has them in its cache."""


class OpenIndex:
    """One index; every search sees its last commit. Safe to share between threads.

    Raises IndexDamaged, on opening and later, where its files are missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        with damage_named(folder):
            self._seen = self._stamp()
            self._stand_in = None if is_writable(folder) else _stand_in(folder)
            self._open()
            self.schema = self.index.schema

    def _open(self) -> None:
        self.index = open_index(self._place)
        self._mapped_before = mapped_file_bytes()

    @property
    def _place(self) -> Path:
        return Path(self._stand_in.name) if self._stand_in else self.folder

    def searcher(self) -> tantivy.Searcher:
        """Return a view of the last commit."""
        with damage_named(self.folder), self._lock:
            stamp = self._stamp()
            if stamp != self._seen:
                self.index.reload()
                self._seen = stamp
            elif mapped_file_bytes() - self._mapped_before > MOST_MAPPED_BYTES:
                self._open()
            return self.index.searcher()

    def state(self) -> IndexState:
        """Return how far it has followed the change log."""
        searcher = self.searcher()
        with damage_named(self.folder):
            return read_state(searcher, self.schema)

    def _stamp(self) -> tuple[int, int, int]:
        """Every commit puts a new file in the place of this one."""
        status = (self.folder / "meta.json").stat()
        return status.st_ino, status.st_mtime_ns, status.st_size


def _stand_in(folder: Path) -> TemporaryDirectory[str]:
    """Links to the files of an index that cannot be written, where a lock can be made.

    The engine makes a lock beside the files even to read them.
    """
    made = TemporaryDirectory(prefix="newsarchive-index-")
    for file in folder.iterdir():
        if file.suffix != ".lock":
            Path(made.name, file.name).symlink_to(file.absolute())
    return made
