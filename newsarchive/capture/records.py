"""Records of a WARC file, one after the other or the one at a place; packed or not, of any tool.

Reads WARC 1.0 and 1.1 with a gzip member a record, with several records in a member, or plain.
"""

import dataclasses
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeadersParser

from newsarchive.capture.members import MAGIC, read_member

_LINE_BYTES = 1 << 16
_HEAD_BYTES = 1 << 20
_LARGEST_FILE = 1 << 50


class Damaged(Exception):
    """No whole record begins at `offset`, though the file goes on there."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"no whole WARC record at byte {offset}")
        self.offset = offset


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its WARC fields and its block.

    `length` counts the bytes in the file, None when others share the gzip member, so that the
    record cannot be reached by itself. `block` is None when it is larger than the caller's limit.
    """

    offset: int
    length: int | None
    fields: Any
    block: bytes | None

    def field(self, name: str) -> str | None:
        """The value of a WARC field, or None."""
        value: str | None = self.fields.get_header(name)
        return value


def records(file: BinaryIO, limit: int) -> Iterator[Record]:
    """All records in order; raises Damaged at the first place that cannot be read.

    Blocks of more than `limit` bytes are passed over and given as None.
    """
    if not _is_packed(file, 0):
        yield from _plain_records(file, limit)
        return
    offset = 0
    while not _is_end(file, offset):
        found, length = _member_records(file, offset, limit)
        yield from found
        offset += length


def record_at(file: BinaryIO, offset: int, limit: int) -> Record:
    """The record that begins at an offset; raises Damaged when there is none."""
    if _is_packed(file, offset):
        found, _ = _member_records(file, offset, limit)
        record = found[0] if found else None
    else:
        record = next(_plain_records(file, limit), None)
    if record is None:
        raise Damaged(offset)
    return record


def _is_packed(file: BinaryIO, offset: int) -> bool:
    """Whether a gzip member begins at an offset; leaves the file standing there."""
    file.seek(offset)
    packed = file.read(len(MAGIC)) == MAGIC
    file.seek(offset)
    return packed


def _is_end(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    return not file.read(1)


def _member_records(file: BinaryIO, offset: int, limit: int) -> tuple[list[Record], int]:
    """The records of the gzip member at an offset (mostly one), and the length of the member."""
    member = read_member(file, offset, keep=limit + _HEAD_BYTES)
    if member is None:
        raise Damaged(offset)
    content = io.BytesIO(member.content)
    if member.size > len(member.content):
        large = Record(offset=offset, length=member.length, fields=_fields(content, 0), block=None)
        return [large], member.length
    try:
        found = list(_plain_records(content, limit))
    except Damaged as error:
        raise Damaged(offset) from error
    length = member.length if len(found) == 1 else None
    found = [dataclasses.replace(record, offset=offset, length=length) for record in found]
    return found, member.length


def _plain_records(file: BinaryIO, limit: int) -> Iterator[Record]:
    """The records from where the file stands on; `length` leaves out blank lines between them."""
    while (offset := _skip_blank_lines(file)) is not None:
        fields = _fields(file, offset)
        size = _block_size(fields, offset)
        if size > limit:
            file.seek(size - 1, io.SEEK_CUR)
            block, read = None, size - 1 + len(file.read(1))
        else:
            block = file.read(size)
            read = len(block)
        if read < size:
            raise Damaged(offset)
        yield Record(offset=offset, length=file.tell() - offset, fields=fields, block=block)


def _skip_blank_lines(file: BinaryIO) -> int | None:
    """Where the next line with something in it begins; None at the end of the file."""
    while line := file.readline(_LINE_BYTES):
        if line.strip():
            return file.seek(-len(line), io.SEEK_CUR)
    return None


def _fields(file: BinaryIO, offset: int) -> Any:
    """The WARC fields that begin where the file stands."""
    head = bytearray()
    line = b""
    while line.strip() or not head:
        line = file.readline(_LINE_BYTES)
        head += line
        if not line or len(head) > _HEAD_BYTES or not head.startswith(b"WARC/"):
            raise Damaged(offset)
    return StatusAndHeadersParser([], verify=False).parse(io.BytesIO(head))


def _block_size(fields: Any, offset: int) -> int:
    try:
        size = int(fields.get_header("Content-Length") or "")
    except ValueError as error:
        raise Damaged(offset) from error
    if not 0 <= size <= _LARGEST_FILE:
        raise Damaged(offset)
    return size
