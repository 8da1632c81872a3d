"""The body of a response: read within a size, its content coding undone within the same size."""

import http.client
import zlib

from newsarchive.sources.fetch_errors import FetchFailed

CHUNK_BYTES = 65_536
GZIP_MAGIC = b"\x1f\x8b"

_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_BARE_DEFLATE = -zlib.MAX_WBITS


def read_body(response: http.client.HTTPResponse, *, url: str, limit: int) -> bytes:
    """Return the body of a response, its coding undone; `limit` bytes at most before and after.

    Raises FetchFailed when it is larger or its coding is broken or unknown, OSError or
    http.client.HTTPException when the connection breaks off.
    """
    if response.length is not None and response.length > limit:
        raise too_large(url, limit)
    body = bytearray()
    while chunk := response.read1(CHUNK_BYTES):
        body += chunk
        if len(body) > limit:
            raise too_large(url, limit)
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    return undo_coding(bytes(body), coding, url=url, limit=limit)


def undo_coding(body: bytes, coding: str, *, url: str, limit: int) -> bytes:
    """Return the body without its content coding; one that only claims to be packed stays."""
    if coding in {"", "identity", "none", "utf-8"} or not body:
        return body
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchFailed(
            f"{url}: the answer is packed by {coding!r}, which was not asked for", kind="other"
        )
    if coding != "deflate":
        return _unpacked(body, _GZIP, url, limit) if body.startswith(GZIP_MAGIC) else body
    try:
        return _unpacked(body, _ZLIB, url, limit)
    except FetchFailed as error:
        if error.kind == "too_large":
            raise
        return _unpacked(body, _BARE_DEFLATE, url, limit)


def too_large(url: str, limit: int) -> FetchFailed:
    """Return the failure of a page beyond the size limit."""
    return FetchFailed(
        f"{url}: the page is larger than {limit:,} bytes and was left; "
        "raise the setting max_page_bytes if it is wanted",
        kind="too_large",
    )


def _unpacked(body: bytes, form: int, url: str, limit: int) -> bytes:
    """Unpack every member; a last one that breaks off gives what it holds."""
    text = bytearray()
    while body and (not text or body.startswith(GZIP_MAGIC)):
        unpacker = zlib.decompressobj(form)
        try:
            text += unpacker.decompress(body, limit + 1 - len(text))
        except zlib.error as error:
            raise FetchFailed(
                f"{url}: the answer is packed in a broken way", kind="other"
            ) from error
        if len(text) > limit:
            raise too_large(url, limit)
        body = unpacker.unused_data
    return bytes(text)
