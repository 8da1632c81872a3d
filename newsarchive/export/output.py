"""Where a dump goes: a file that is complete or not there, a pipe, or standard output."""

import contextlib
import io
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from newsarchive.core.errors import NewsArchiveError

STANDARD_OUTPUT = "-"


@contextlib.contextmanager
def opened(out: str) -> Iterator[TextIO]:
    """Open `out` for UTF-8 text without any change of line ends.

    A file gets its name only when the block ends well; until then what was there before stays.
    Devices and pipes are written as they are. Raises NewsArchiveError where `out` cannot be
    written.
    """
    if out == STANDARD_OUTPUT:
        with _standard_output() as file:
            yield file
        return
    try:
        target = Path(out).resolve()
        is_device = target.exists() and not target.is_file()
        with _as_it_is(target) if is_device else _whole(target) as file:
            yield file
    except OSError as error:
        raise NewsArchiveError(
            f"{out} cannot be written: {error.strerror or error}; name another file"
        ) from error


@contextlib.contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output as it is opened by Python may have another charset and other line ends."""
    sys.stdout.flush()
    file = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        yield file
        file.flush()
    finally:
        file.detach()


def _as_it_is(target: Path) -> TextIO:
    return target.open("w", encoding="utf-8", newline="")


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[TextIO]:
    draft = target.with_name(f".newsarchive-{secrets.token_hex(6)}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        _keep_name(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Put the folder's entry on disk, so that the name outlives a power cut as the content does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
