"""Content codings undone: gzip, deflate, Brotli and Zstandard (RFC 9110, section 8.4.1).

As lenient as Scrapy's own decompression, so that a page reads the same from the archive as it did
when it was fetched: what can be unpacked of a broken body counts.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE_BYTES = 1 << 16
_MEMBERS = 1_000
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class TooLarge(Exception):
    """The body unpacks to more than the limit."""


def undo_codings(body: bytes, codings: Sequence[str], limit: int) -> tuple[bytes, tuple[str, ...]]:
    """The body without its content codings, and those that were left on it because none knows them.

    `codings` stand in the order they were applied. A body that is not coded as it claims comes back
    as it is. Raises TooLarge beyond `limit` bytes, before more memory than that is used.

    >>> import gzip
    >>> body, left = undo_codings(gzip.compress("春耕".encode()), ["gzip"], limit=1000)
    >>> body.decode(), left
    ('春耕', ())
    """
    left = [coding.strip().lower() for coding in codings if coding.strip()]
    while left and left[-1] in _UNPACK:
        body = _collect(_UNPACK[left.pop()](body), body, limit)
    return body, tuple(left)


def _collect(pieces: Iterator[bytes], packed: bytes, limit: int) -> bytes:
    """All pieces up to the first fault; the packed body itself if nothing can be unpacked."""
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
            if len(body) > limit:
                raise TooLarge
    except _BROKEN:
        return bytes(body) or packed
    return bytes(body)


def _gunzip(body: bytes) -> Iterator[bytes]:
    """A gzip body may be made of several members; what follows them is passed over."""
    start = 0
    for number in range(_MEMBERS):
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            for block in _blocks(body, start):
                start += len(block)
                yield from _drain(unpacker, block)
                if unpacker.eof:
                    break
        except zlib.error:
            if number == 0:
                raise
            return
        start -= len(unpacker.unused_data)


def _inflate(body: bytes) -> Iterator[bytes]:
    """`deflate` means zlib, but some servers send it without the zlib head."""
    try:
        zlib.decompressobj().decompress(body[:_PIECE_BYTES], 1)
    except zlib.error:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    else:
        unpacker = zlib.decompressobj()
    for block in _blocks(body):
        yield from _drain(unpacker, block)


def _blocks(body: bytes, start: int = 0) -> Iterator[bytes]:
    """The body in pieces: zlib and Brotli copy all input that is left at every call."""
    for place in range(start, len(body), _PIECE_BYTES):
        yield body[place : place + _PIECE_BYTES]


def _drain(unpacker: "zlib._Decompress", block: bytes) -> Iterator[bytes]:
    while block and not unpacker.eof:
        yield unpacker.decompress(block, _PIECE_BYTES)
        block = unpacker.unconsumed_tail


def _unbrotli(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    for block in _blocks(body):
        piece = unpacker.process(block, output_buffer_limit=_PIECE_BYTES)
        while piece:
            yield piece
            piece = unpacker.process(b"", output_buffer_limit=_PIECE_BYTES)
        if unpacker.is_finished():
            return


def _unzstd(body: bytes) -> Iterator[bytes]:
    unpacker = zstd.ZstdDecompressor()
    piece = unpacker.decompress(body, _PIECE_BYTES)
    while piece:
        yield piece
        piece = b"" if unpacker.eof else unpacker.decompress(b"", _PIECE_BYTES)


_UNPACK: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
