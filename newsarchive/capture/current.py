"""The WARC file that is written at the moment: chosen, locked, mended, appended to.

Crawls append to one file until it is full; a lock (flock) gives each running crawl its own.
"""

import contextlib
import datetime as dt
import fcntl
import itertools
import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from newsarchive.capture.errors import CaptureFailed
from newsarchive.capture.tail import note_length, sound_length

Report = Callable[[str], None]
_OWN_FILES = "newsarchive-*.warc.gz"


class CurrentFile:
    """An open WARC file that no other writer has; `size` is where the next record will begin."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.size = os.fstat(descriptor).st_size
        self._descriptor = descriptor

    def append(self, data: bytes) -> int:
        """Write records and return the offset of the first; the operating system has them then.

        Raises CaptureFailed when the disk is full or broken; a half-written rest is cut off again.
        """
        start = self.size
        try:
            _write_all(self._descriptor, data, start)
        except OSError as error:
            with contextlib.suppress(OSError):
                self.cut(start)
            raise failure(self.path, error) from error
        self.size = start + len(data)
        return start

    def cut(self, size: int) -> None:
        """Make the file shorter."""
        os.ftruncate(self._descriptor, size)
        self.size = size

    def close(self, *, full: bool) -> None:
        """Bring the file to the disk, note its length unless it is full, and unlock it.

        Raises CaptureFailed when the disk refuses.
        """
        try:
            os.fsync(self._descriptor)
            note_length(self.path, None if full else self.size)
        except OSError as error:
            raise failure(self.path, error) from error
        finally:
            self.release()

    def release(self) -> None:
        """Unlock and close the file as it is."""
        # Closing alone would not do: a forked worker may hold a copy of the descriptor.
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        os.close(self._descriptor)


def take_file(folder: Path, max_bytes: int, report: Report) -> CurrentFile:
    """The newest file of the folder that has room and is free, else a new one; locked and mended.

    Raises CaptureFailed when the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob(_OWN_FILES), reverse=True):
            file = _with_room(path, max_bytes)
            if file is not None and _mend(file, report):
                return file
        return _create(folder)
    except OSError as error:
        raise failure(folder, error) from error


def mend(path: Path, report: Report) -> None:
    """Cut a torn record off the end of a file, unless a writer has it; raises OSError."""
    file = _locked(path, 0)
    if file is not None and _mend(file, report):
        file.release()


def is_being_written(path: Path) -> bool:
    """Whether a writer has the file at the moment; raises OSError."""
    file = _locked(path, 0)
    if file is None:
        return True
    file.release()
    return False


def failure(path: Path, error: OSError) -> CaptureFailed:
    """The system's error as a sentence that says what to do."""
    why = error.strerror or str(error)
    return CaptureFailed(
        f"cannot write raw pages to {path}: {why}; free space or make it writable, then crawl again"
    )


def _with_room(path: Path, max_bytes: int) -> CurrentFile | None:
    """The file, locked, or None if it is full, in use or may not be written."""
    try:
        if path.stat().st_size >= max_bytes:
            return None
        file = _locked(path, 0)
    except OSError:
        return None
    # Its last writer may have filled it since the first look.
    if file is not None and file.size >= max_bytes:
        file.release()
        return None
    return file


def _mend(file: CurrentFile, report: Report) -> bool:
    """Cut a torn record off the end and say so; False, with the file let go, if it is damaged."""
    sound = sound_length(file.path, file.size)
    if sound is None:
        report(
            f"{file.path} is damaged before its end: it is left as it is and no longer written; "
            f"look at it with: warcio check"
        )
        file.release()
        return False
    if sound < file.size:
        report(
            f"{file.path}: cut {file.size - sound:,} bytes of a half-written record off the end; "
            f"all records before it are whole"
        )
        file.cut(sound)
    return True


def _create(folder: Path) -> CurrentFile:
    """A new, locked file; of two that begin in the same second each gets its own number."""
    for path in _names(folder):
        with contextlib.suppress(FileExistsError):
            file = _locked(path, os.O_CREAT | os.O_EXCL)
            if file is not None:
                return file
    raise AssertionError("the names never end")


def _names(folder: Path) -> Iterator[Path]:
    """File names of this moment and machine that sort by time (WARC/1.1 annex C)."""
    host = re.sub(r"[^A-Za-z0-9]+", "-", socket.gethostname()).strip("-")[:40] or "localhost"
    now = dt.datetime.now(dt.UTC)
    for number in itertools.count():
        yield folder / f"newsarchive-{now:%Y%m%d%H%M%S}-{number:05d}-{host}.warc.gz"


def _locked(path: Path, flags: int) -> CurrentFile | None:
    """The opened file, or None when another writer has it; the lock ends with the descriptor."""
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return CurrentFile(path, descriptor)


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    done = 0
    while done < len(view):
        done += os.pwrite(descriptor, view[done:], offset + done)
