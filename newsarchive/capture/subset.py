"""The raw pages behind chosen articles as one WARC file that stands by itself."""

import uuid
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from newsarchive.capture.compose import pack_response, warcinfo
from newsarchive.capture.errors import UnreadableCapture
from newsarchive.capture.members import pack
from newsarchive.capture.message import Message
from newsarchive.capture.place import capture_place
from newsarchive.capture.records import Record
from newsarchive.capture.replay import read_message
from spiders.items import CapturePlace
from storage.records import ArticleRecord

FILE_NAME = "articles.warc.gz"
"""What the head of the file calls it, however it is called on disk."""

_KEPT_FIELDS = ("WARC-Date", "WARC-IP-Address", "WARC-Truncated")


class SubsetWriter:
    """Writes the responses that the versions of articles were made from, oldest first.

    `damaged` hears a sentence about each record that cannot be read, `report` how many versions
    have no raw page here since they came as text or with a dump.
    """

    def __init__(
        self,
        file: BinaryIO,
        *,
        folder: Path,
        damaged: Callable[[str], None],
        report: Callable[[str], None],
    ) -> None:
        self._file = file
        self._folder = folder
        self._damaged = damaged
        self._report = report
        self._without_page = 0
        file.write(warcinfo(FILE_NAME, f"newsarchive {version('newsarchive')}"))

    def write(self, record: ArticleRecord) -> None:
        """Write the responses of one article."""
        for told in record.versions:
            place = capture_place(told.capture) if told.capture else None
            if place is None:
                self._without_page += 1
                continue
            try:
                self._file.write(standalone(self._folder, place))
            except UnreadableCapture as error:
                self._damaged(str(error))

    def close(self) -> None:
        """Say what could not be written since it is not there."""
        if self._without_page:
            self._report(f"{self._without_page:,} versions have no raw page in this archive")


def standalone(folder: Path, place: CapturePlace) -> bytes:
    """Return the packed record at a place; a revisit becomes a response with the body it stood for.

    Raises UnreadableCapture.
    """
    record, message = read_message(folder, place)
    if record.field("WARC-Type") != "revisit":
        return _as_it_lies(folder, place)
    fields = {name: value for name in _KEPT_FIELDS if (value := record.field(name))}
    # The same revisit gives the same record in every dump, but it is not the record it was.
    told = uuid.uuid5(uuid.NAMESPACE_URL, record.field("WARC-Record-ID") or place.payload_digest)
    return pack_response(
        record.field("WARC-Target-URI") or "",
        _http_head(record, message),
        message.payload,
        {**fields, "WARC-Record-ID": f"<urn:uuid:{told}>"},
    )


def _as_it_lies(folder: Path, place: CapturePlace) -> bytes:
    with (folder / place.warc_file).open("rb") as file:
        file.seek(place.warc_offset)
        lying = file.read(place.warc_length)
    return pack(lying + b"\r\n\r\n") if lying.startswith(b"WARC/") else lying


def _http_head(record: Record, message: Message) -> bytes:
    block = record.block or b""
    if block.startswith(b"HTTP/"):
        return block.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    lines = [f"HTTP/1.1 {message.status}", *(f"{name}: {value}" for name, value in message.headers)]
    return "\r\n".join([*lines, "", ""]).encode()
