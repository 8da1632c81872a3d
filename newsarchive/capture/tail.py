"""Where the sound part of a WARC file ends, found cheaply even in a file of a gigabyte."""

import mmap
from pathlib import Path

from newsarchive.capture.members import MAGIC, is_record_at, whole_length

_SCAN_BUFFER = 1 << 20


def sound_length(path: Path, size: int) -> int | None:
    """Where the last whole record ends; what follows is one half-written record and may be cut off.

    None when whole records follow the unreadable place: that is damage, no torn tail, and cutting
    there would lose them. The length noted at the last orderly close is only a hint: records are
    read from there on, and from the beginning when none follows it.
    """
    noted = noted_length(path)
    if noted == size:
        return size
    with path.open("rb", buffering=_SCAN_BUFFER) as file:
        start = noted if noted < size else 0
        end = whole_length(file, start)
        if end == start > 0:
            end = whole_length(file)
        if end == size:
            return size
        with mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) as view:
            place = view.find(MAGIC, end + 1)
            while place != -1:
                if is_record_at(file, place):
                    return None
                place = view.find(MAGIC, place + 1)
    return end


def noted_length(path: Path) -> int:
    """The length noted for a file, 0 when there is none that can be read."""
    try:
        return max(0, int(_note(path).read_text("ascii")))
    except (OSError, ValueError):
        return 0


def note_length(path: Path, length: int | None) -> None:
    """Remember how long a file is, or forget it with None: a full file is never written again."""
    if length is None:
        _note(path).unlink(missing_ok=True)
    else:
        _note(path).write_text(str(length), "ascii")


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.length")
