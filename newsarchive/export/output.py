"""Where a dump goes: a file or folder that is complete or not there, a pipe, standard output.

What is written gets its name when all is well, together with its manifest. Until then it lies
beside that place under a hidden name, and what was there before stays. The hidden name tells which
process writes there: what one has left that was killed is swept by the next dump.
"""

import contextlib
import glob
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from newsarchive.core.errors import NewsArchiveError
from newsarchive.core.processes import is_alive
from newsarchive.export.manifest import IN_FOLDER, manifest_file

STANDARD_OUTPUT = "-"

_BUFFER_BYTES = 1 << 20

Describe = Callable[[Path, str], bytes]
"""The manifest of what lies at a path and will have a name."""


@contextlib.contextmanager
def opened_file(out: str, describe: Describe) -> Iterator[BinaryIO]:
    """Open `out` for bytes; devices, pipes and standard output are written as they are.

    Raises NewsArchiveError where `out` cannot be written.
    """
    with _explained(out):
        if out == STANDARD_OUTPUT:
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        target = Path(out).resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        with _file_draft(target, describe) as file:
            yield file


@contextlib.contextmanager
def opened_folder(out: str, describe: Describe) -> Iterator[Path]:
    """Give an empty folder that becomes `out`, in the place of an earlier dump if there is one.

    Raises NewsArchiveError where it cannot be written, or where something else is there.
    """
    target = Path(out).resolve()
    if out == STANDARD_OUTPUT or (target.exists() and not _is_replaceable(target)):
        raise NewsArchiveError(f"{out} cannot be written: it is no earlier dump; name a new folder")
    with _explained(out):
        _sweep(target.parent)
        draft = _hidden(target)
        draft.mkdir()
        try:
            yield draft
            (draft / IN_FOLDER).write_bytes(describe(draft, target.name))
            _put_in_place(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def _explained(out: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NewsArchiveError(
            f"{out} cannot be written: {error.strerror or error}; name another file"
        ) from error


@contextlib.contextmanager
def _file_draft(target: Path, describe: Describe) -> Iterator[BinaryIO]:
    _sweep(target.parent)
    draft, told = _hidden(target), _hidden(target)
    manifest = manifest_file(target)
    try:
        with draft.open("wb", buffering=_BUFFER_BYTES) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        told.write_bytes(describe(draft, target.name))
        # Whatever happens between these steps, no manifest lies beside another dump than its own.
        manifest.unlink(missing_ok=True)
        draft.replace(target)
        told.replace(manifest)
        _keep_names(target.parent)
    finally:
        draft.unlink(missing_ok=True)
        told.unlink(missing_ok=True)


def _put_in_place(draft: Path, target: Path) -> None:
    former = _hidden(target)
    if target.exists():
        target.rename(former)
    try:
        draft.rename(target)
    except BaseException:
        if former.exists():
            former.rename(target)
        raise
    _keep_names(target.parent)
    shutil.rmtree(former, ignore_errors=True)


def _is_replaceable(folder: Path) -> bool:
    """Whether a folder is empty or a dump, so that nothing of a person's own is lost."""
    return folder.is_dir() and ((folder / IN_FOLDER).is_file() or not any(folder.iterdir()))


def _hidden(target: Path) -> Path:
    name = f".newsarchive-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(6)}.part"
    return target.with_name(name)


def _sweep(folder: Path) -> None:
    """Remove what dumps have left in a folder whose processes, on this machine, are dead."""
    for left in folder.glob(f".newsarchive-{glob.escape(socket.gethostname())}-*-*.part"):
        pid = left.name.split("-")[-2]
        if pid.isdigit() and not is_alive(int(pid)):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """Put the folder's entries on disk, so that names outlive a power cut as the content does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
