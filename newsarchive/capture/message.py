"""The HTTP response inside a WARC record, with chunk framing and content coding undone."""

import dataclasses
import io
import re

from warcio.statusandheaders import StatusAndHeadersParser

from newsarchive.capture.coding import undo_codings

Headers = tuple[tuple[str, str], ...]
_UNDONE = frozenset({"content-encoding", "transfer-encoding"})
_CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHUNKS = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A response as it lies in a record: `payload` are the bytes after the headers, untouched."""

    status: int
    headers: Headers
    payload: bytes


def parse_message(block: bytes) -> Message | None:
    """The response in a block, None when the block is no HTTP response."""
    if not block.startswith(b"HTTP/"):
        return None
    stream = io.BytesIO(block)
    head = StatusAndHeadersParser([], verify=False).parse(stream)
    status = re.match(r"\d{3}(?!\d)", head.statusline)
    if status is None:
        return None
    return Message(status=int(status[0]), headers=tuple(head.headers), payload=stream.read())


def read_body(message: Message, limit: int) -> tuple[bytes, Headers]:
    """The body as a reader wants it, and the headers without those that no longer hold.

    Framing that a header claims but the payload does not have is passed over, as other tools do.
    Raises coding.TooLarge beyond `limit` bytes.
    """
    body = message.payload
    if "chunked" in _values(message.headers, "transfer-encoding"):
        body = _join_chunks(body)
    body, left = undo_codings(body, _values(message.headers, "content-encoding"), limit)
    headers = [(name, value) for name, value in message.headers if name.lower() not in _UNDONE]
    if left:
        headers.append(("Content-Encoding", ", ".join(left)))
    return body, tuple(headers)


def _values(headers: Headers, name: str) -> list[str]:
    """The members of a list header, in order, in lower case."""
    found = [value for key, value in headers if key.lower() == name]
    return [part.strip().lower() for value in found for part in value.split(",")]


def _join_chunks(payload: bytes) -> bytes:
    r"""The body that was sent in chunks, or what came of it; an unframed payload as it is.

    >>> _join_chunks(b"3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n"), _join_chunks(b"<p>")
    (b'abcd', b'<p>')
    """
    chunks: list[bytes] = []
    place = 0
    while len(chunks) < _CHUNKS and (head := _CHUNK_HEAD.match(payload, place)):
        end = head.end() + int(head[1], 16)
        chunks.append(payload[head.end() : end])
        if not chunks[-1]:
            break
        place = end + (2 if payload.startswith(b"\r\n", end) else 1)
    return b"".join(chunks) if chunks else payload
