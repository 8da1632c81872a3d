"""WARC -> FetchedPage: one page by its place, or all pages of a file of any tool."""

import dataclasses
import datetime as dt
import logging
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from newsarchive.capture.coding import TooLarge
from newsarchive.capture.compose import Original, payload_digest
from newsarchive.capture.errors import UnreadableCapture
from newsarchive.capture.message import Message, parse_message, read_body
from newsarchive.capture.records import Damaged, Record, record_at, records
from spiders.items import CapturePlace, FetchedPage

MAX_BODY_BYTES = 64_000_000
"""The largest body that is read, before and after its content coding is undone."""

_READ_BUFFER = 1 << 16
_log = logging.getLogger(__name__)


def read_capture(folder: Path, place: CapturePlace, *, limit: int = MAX_BODY_BYTES) -> FetchedPage:
    """The page at a place, read with one seek (two for a revisit, whose body lies elsewhere).

    `requested_url` is the address of the record itself: a WARC record does not know what redirected
    to it. Raises UnreadableCapture when the record there is not the one that was kept, cannot be
    read, or unpacks to more than `limit` bytes.
    """
    record, message = read_message(folder, place, limit=limit)
    try:
        return _page(record, message, place, limit)
    except (TooLarge, ValueError) as error:
        why = str(error) or f"it unpacks to more than {limit:,} bytes"
        raise UnreadableCapture(
            f"the page at byte {place.warc_offset:,} of {place.warc_file} cannot be read: {why}"
        ) from error


def read_message(
    folder: Path, place: CapturePlace, *, limit: int = MAX_BODY_BYTES
) -> tuple[Record, Message]:
    """The record at a place and its response, that of a revisit with the payload it stands for.

    Raises UnreadableCapture when the record there is not the one that was kept or is damaged.
    """
    record = _read(folder, place.warc_file, place.warc_offset, limit)
    message = _whole_message(folder, record, limit)
    known = message is not None and payload_digest(message.payload) == place.payload_digest
    if message is None or not known or record.length != place.warc_length:
        raise UnreadableCapture(
            f"the record at byte {place.warc_offset:,} of {place.warc_file} is not the page that "
            f"was kept there; look at the file with: warcio check"
        )
    return record, message


def find_original(folder: Path, place: CapturePlace) -> Original | None:
    """The response record that holds the payload of an earlier capture, itself perhaps a revisit.

    None when it cannot be read or is another payload: then nothing may refer to it.
    """
    try:
        record = _read(folder, place.warc_file, place.warc_offset, MAX_BODY_BYTES)
        name = place.warc_file
        if (target := _target(record)) is not None:
            name, offset = target
            record = _read(folder, name, offset, MAX_BODY_BYTES)
    except UnreadableCapture:
        return None
    message = _message(record)
    if message is None or payload_digest(message.payload) != place.payload_digest:
        return None
    return Original(
        warc_file=name,
        warc_offset=record.offset,
        url=_url(record),
        date=record.field("WARC-Date") or "",
        record_id=record.field("WARC-Record-ID") or "",
    )


def replay_file(
    path: Path,
    *,
    folder: Path | None = None,
    report: Callable[[str], None] = _log.warning,
    limit: int = MAX_BODY_BYTES,
) -> Iterator[FetchedPage]:
    """The pages of a WARC file in order: HTTP responses, and revisits whose original is at hand.

    Places name the file relative to `folder` (default: the folder it lies in). Where the file
    breaks off or is damaged the pages end, and `report` hears of it once; it also hears how many
    pages were passed over. Raises UnreadableCapture when the file is missing or no WARC file.
    """
    name = path.relative_to(folder or path.parent).as_posix()
    pages = _FilePages(path.parent if folder is None else folder, name, limit)
    try:
        with path.open("rb", buffering=_READ_BUFFER) as file:
            for record in records(file, limit):
                if (page := pages.read(record)) is not None:
                    yield page
    except OSError as error:
        raise UnreadableCapture(f"cannot read {path}: {error.strerror or error}") from error
    except Damaged as error:
        if error.offset == 0:
            raise UnreadableCapture(f"{path} is no WARC file, or damaged from its start") from error
        pages.troubles.append(f"it is cut off or damaged from byte {error.offset:,} on")
    if troubles := pages.all_troubles():
        report(f"{path}: {'; '.join(troubles)}; the {pages.count:,} other pages were read")


class _FilePages:
    """What one pass over a file remembers: where payloads lie, what was passed over."""

    def __init__(self, folder: Path, name: str, limit: int) -> None:
        self.count = 0
        self.troubles: list[str] = []
        self._folder = folder
        self._name = name
        self._limit = limit
        self._payloads: dict[str, int] = {}
        self._passed_over = {"too large": 0, "without a date": 0, "revisits of a page elsewhere": 0}

    def read(self, record: Record) -> FetchedPage | None:
        """The page of a record; None when it holds none, or one that must be passed over."""
        try:
            message = self._message(record)
            page = None if message is None else self._page(record, message)
        except TooLarge:
            self._passed_over["too large"] += 1
            return None
        except ValueError:
            self._passed_over["without a date"] += 1
            return None
        self.count += page is not None
        return page

    def all_troubles(self) -> list[str]:
        """What went wrong, in words."""
        over = [f"{count:,} {why}" for why, count in self._passed_over.items() if count]
        return [*self.troubles, *([f"passed over: {', '.join(over)}"] if over else [])]

    def _message(self, record: Record) -> Message | None:
        if record.block is None and record.field("WARC-Type") == "response":
            raise TooLarge
        message = _message(record)
        if record.field("WARC-Type") != "revisit":
            digest = record.field("WARC-Payload-Digest")
            if message is not None and digest and record.length is not None:
                self._payloads[digest] = record.offset
            return message
        try:
            message = _whole_message(self._folder, record, self._limit, self._earlier(record))
        except UnreadableCapture:
            message = None
        self._passed_over["revisits of a page elsewhere"] += message is None
        return message

    def _earlier(self, record: Record) -> tuple[str, int] | None:
        """Where in this file the payload of a revisit came by, for tools that give no place."""
        offset = self._payloads.get(record.field("WARC-Payload-Digest") or "")
        return None if offset is None else (self._name, offset)

    def _page(self, record: Record, message: Message) -> FetchedPage:
        place = record.length and CapturePlace(
            warc_file=self._name,
            warc_offset=record.offset,
            warc_length=record.length,
            payload_digest=payload_digest(message.payload),
        )
        return _page(record, message, place or None, self._limit)


def _read(folder: Path, name: str, offset: int, limit: int) -> Record:
    """The record at a place; the name may not lead out of the folder."""
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise UnreadableCapture(f"{name!r} is no file of the raw page archive")
    try:
        with (folder / relative).open("rb", buffering=_READ_BUFFER) as file:
            return record_at(file, offset, limit)
    except (OSError, ValueError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableCapture(f"cannot read {folder / relative}: {why}") from error
    except Damaged as error:
        raise UnreadableCapture(
            f"no whole record at byte {offset:,} of {folder / relative}; look at the file with: "
            f"warcio check"
        ) from error


def _url(record: Record) -> str:
    """The address; wget 1.19 put it in angle brackets."""
    return (record.field("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")


def _message(record: Record) -> Message | None:
    """The HTTP response of a response or revisit record, None for any other."""
    is_page = record.field("WARC-Type") in {"response", "revisit"}
    if not is_page or record.block is None or not _url(record).startswith(("http:", "https:")):
        return None
    return parse_message(record.block)


def _target(record: Record) -> tuple[str, int] | None:
    """The place that a revisit record refers to, None when it gives none."""
    name = record.field("WARC-Refers-To-Filename")
    offset = record.field("WARC-Refers-To-File-Offset") or ""
    is_place = record.field("WARC-Type") == "revisit" and name and offset.isdecimal()
    return (name, int(offset)) if name and is_place else None


def _whole_message(
    folder: Path, record: Record, limit: int, elsewhere: tuple[str, int] | None = None
) -> Message | None:
    """The response of a record, that of a revisit with the payload of the record it refers to."""
    message = _message(record)
    if record.field("WARC-Type") != "revisit":
        return message
    place = _target(record) or elsewhere
    original = None if place is None else _message(_read(folder, *place, limit))
    if original is None or message is None:
        return original
    return dataclasses.replace(message, payload=original.payload)


def _page(record: Record, message: Message, place: CapturePlace | None, limit: int) -> FetchedPage:
    """Raises TooLarge for the body, ValueError for a record without a readable date."""
    fetched_at = dt.datetime.fromisoformat(record.field("WARC-Date") or "")
    body, headers = read_body(message, limit)
    return FetchedPage(
        url=_url(record),
        requested_url=_url(record),
        status=message.status,
        headers=headers,
        body=body,
        fetched_at=fetched_at.replace(tzinfo=fetched_at.tzinfo or dt.UTC).astimezone(dt.UTC),
        capture=place,
    )
