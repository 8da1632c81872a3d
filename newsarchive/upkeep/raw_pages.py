"""Whether the raw pages are all there: each capture's record, and the ends of the files."""

from collections.abc import Callable, Iterator
from pathlib import Path

from newsarchive.capture.current import is_being_written, mend
from newsarchive.capture.errors import UnreadableCapture
from newsarchive.capture.replay import read_message
from newsarchive.capture.tail import sound_length
from newsarchive.upkeep.backup import warc_files
from newsarchive.upkeep.finding import Finding
from spiders.items import CapturePlace
from storage.soundness import Soundness, StoredPlace, WarcExtent

_TOLD = 20
"""Damaged records of one file that are told one by one."""


def check_extents(folder: Path, extents: list[WarcExtent]) -> Iterator[Finding]:
    """Whether every file that captures name is there and long enough; files that none names."""
    known = {extent.warc_file for extent in extents}
    for extent in extents:
        file = folder / extent.warc_file
        size = file.stat().st_size if file.is_file() else None
        if size is None:
            yield _problem(f"{file} is missing: the raw pages of {extent.captures} captures")
        elif size < extent.end:
            yield _problem(f"{file} is {size:,} bytes long; its captures reach to {extent.end:,}")
    for name in warc_files(folder):
        if name.as_posix() not in known:
            yield Finding("raw pages", "note", f"no capture lies in {folder / name}")


def check_ends(folder: Path, *, full_bytes: int, repair: bool) -> Iterator[Finding]:
    """Whether a file that is still appended to ends in a half-written record.

    Files that a crawl writes at the moment are left out.
    """
    for name in warc_files(folder):
        file = folder / name
        size = file.stat().st_size
        if len(name.parts) > 1 or not 0 < size < full_bytes or is_being_written(file):
            continue
        sound = sound_length(file, size)
        if sound is None:
            yield _problem(f"{file} is damaged before its end; put it back from a backup")
        elif sound < size:
            if repair:
                mend(file, lambda _sentence: None)
            sentence = f"{file} ends in {size - sound:,} bytes of a half-written record"
            yield Finding("raw pages", "problem", sentence, repaired=repair)


def check_records(
    folder: Path, soundness: Soundness, extents: list[WarcExtent], progress: Callable[[int], None]
) -> Iterator[Finding]:
    """Whether the record of each capture can be read and has the digest that was noted.

    `progress` hears how many captures were looked at.
    """
    done = 0
    for extent in extents:
        if not (folder / extent.warc_file).is_file():
            continue
        damaged = 0
        for place in soundness.places_in(extent.warc_file):
            done += 1
            progress(done)
            if (fault := _fault(folder, place)) is not None:
                damaged += 1
                if damaged <= _TOLD:
                    yield _problem(f"capture {place.capture_id} of {place.url}: {fault}")
        if damaged > _TOLD:
            yield _problem(f"{damaged - _TOLD} more captures in {extent.warc_file} are damaged")


def _fault(folder: Path, place: StoredPlace) -> str | None:
    try:
        read_message(
            folder,
            CapturePlace(
                warc_file=place.warc_file,
                warc_offset=place.warc_offset,
                warc_length=place.warc_length,
                payload_digest=place.payload_digest,
            ),
        )
    except UnreadableCapture as error:
        return str(error)
    return None


def _problem(sentence: str) -> Finding:
    return Finding("raw pages", "problem", sentence)
