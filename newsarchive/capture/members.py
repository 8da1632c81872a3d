"""Gzip members: a packed WARC file is a row of them, one a record (RFC 1952, WARC/1.1 annex D)."""

import dataclasses
import zlib
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6
_READ_BYTES = 1 << 14
_UNPACK_BYTES = 1 << 18
_MARK = b"WARC/"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A whole gzip member: its packed length, its unpacked size, the first bytes of its content."""

    length: int
    size: int
    content: bytes


def pack(content: bytes) -> bytes:
    """One gzip member; the same content always gives the same bytes (it carries no time)."""
    return zlib.compress(content, _LEVEL, _GZIP)


def read_member(file: BinaryIO, offset: int, keep: int) -> Member | None:
    """The member that begins at an offset, with at most `keep` bytes of its content.

    None when no member begins there, or when it is cut off or fails its checksum. Memory stays
    near `keep` whatever the member unpacks to.
    """
    file.seek(offset)
    unpacker = zlib.decompressobj(_GZIP)
    content = bytearray()
    read = size = 0
    while not unpacker.eof:
        block = unpacker.unconsumed_tail
        if not block:
            block = file.read(_READ_BYTES)
            read += len(block)
        if not block:
            return None
        try:
            piece = unpacker.decompress(block, _UNPACK_BYTES)
        except zlib.error:
            return None
        size += len(piece)
        content += piece[: keep - len(content)]
    return Member(length=read - len(unpacker.unused_data), size=size, content=bytes(content))


def is_record_at(file: BinaryIO, offset: int) -> bool:
    """Whether a whole compressed WARC record begins at an offset."""
    return _record_length(file, offset) > 0


def whole_length(file: BinaryIO, start: int = 0) -> int:
    """Where the last whole record of a compressed WARC file ends, looking from `start` on.

    `start` must be the end of a record; it comes back itself when no whole record follows.
    """
    end = start
    while length := _record_length(file, end):
        end += length
    return end


def _record_length(file: BinaryIO, offset: int) -> int:
    """The packed length of the whole record at an offset, 0 when there is none."""
    member = read_member(file, offset, keep=len(_MARK))
    return member.length if member is not None and member.content == _MARK else 0
