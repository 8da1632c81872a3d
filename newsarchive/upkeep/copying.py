"""Copies of files that only ever grow at their end, made while they do."""

import os
import shutil
from pathlib import Path

from newsarchive.capture.tail import sound_length

_LOOK_BACK = 1 << 20


def copy_warc(source: Path, target: Path, *, full_bytes: int) -> int:
    """Bring the copy of a WARC file up to date; returns how many bytes were written.

    A file that has reached `full_bytes`, so that nothing is appended any more, is linked where the
    two lie on one file system. Of others only what is new is copied, up to the last whole record.
    Raises OSError.
    """
    size = source.stat().st_size
    have = target.stat().st_size if target.exists() else 0
    if have and source.samefile(target):
        return 0
    if size >= full_bytes and have == 0 and _linked(source, target):
        return 0
    if have > size or not _same_before(source, target, have):
        target.unlink()
        have = 0
    if size > have:
        _append(source, target, have, size)
    if size < full_bytes:
        _cut_torn(target)
    return size - have


def copy_whole(source: Path, target: Path) -> None:
    """Copy a small file; `target` appears when complete. Raises OSError."""
    unfinished = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, unfinished)
    unfinished.replace(target)


def _linked(source: Path, target: Path) -> bool:
    """Whether the file could be linked; other file systems, and some of these, cannot."""
    try:
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _same_before(source: Path, target: Path, size: int) -> bool:
    """Whether the ends of what was copied before are the same in both files."""
    if size == 0:
        return True
    start = max(0, size - _LOOK_BACK)
    with source.open("rb") as one, target.open("rb") as other:
        one.seek(start)
        other.seek(start)
        return one.read(size - start) == other.read(size - start)


def _append(source: Path, target: Path, start: int, end: int) -> None:
    with source.open("rb") as reader, target.open("ab") as writer:
        reader.seek(start)
        left = end - start
        while left > 0 and (block := reader.read(min(left, _LOOK_BACK))):
            writer.write(block)
            left -= len(block)
        writer.flush()
        os.fsync(writer.fileno())


def _cut_torn(target: Path) -> None:
    """Leave out a record that was being written at that moment."""
    size = target.stat().st_size
    sound = sound_length(target, size) if target.name.endswith(".gz") and size else size
    if sound is not None and sound < size:
        os.truncate(target, sound)
