"""Exchange -> WARC/1.1 records, each packed as a gzip member of its own (ISO 28500:2017)."""

import base64
import dataclasses
import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from typing import Any

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsarchive.capture.exchange import Exchange
from newsarchive.capture.members import pack

_VERSION = "1.1"
_SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The response record that a revisit record stands for: its place, address, date and id."""

    warc_file: str
    warc_offset: int
    url: str
    date: str
    record_id: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The packed request and response records of one exchange, and the digest of its payload."""

    request: bytes
    response: bytes
    payload_digest: str


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """An HTTP head that warcio writes byte for byte; it would percent-encode GBK file names."""

    def __init__(self, head: bytes) -> None:
        super().__init__(statusline="as received", headers=[])
        self._head = head

    def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
        """The bytes as received."""
        del filter_func
        return self._head


def payload_digest(payload: bytes) -> str:
    """`sha1:` and the Base32 digest, the customary form of WARC-Payload-Digest.

    >>> payload_digest("县图书馆周末开放".encode("gb18030"))
    'sha1:5WHRSK3IGWCW3QUZHZ4JNP7RGUO4XWFT'
    """
    digest = hashlib.sha1(payload, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode("ascii")


def warcinfo(file_name: str, software: str) -> bytes:
    """The record at the head of a file."""
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": _SPECIFICATION,
    }
    return _packed(RecordBuilder(warc_version=_VERSION).create_warcinfo_record(file_name, fields))


def compose(exchange: Exchange, original: Original | None = None) -> Records:
    """The records of one exchange; with `original`, a revisit record in place of the response.

    The original must hold the same payload. Touches nothing outside, so it may run in a thread.
    """
    builder = RecordBuilder(warc_version=_VERSION)
    digest = payload_digest(exchange.body)
    if original is None:
        response = _response(builder, exchange, digest)
    else:
        response = _revisit(builder, exchange, digest, original)
    request = builder.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(exchange.request_body),
        length=len(exchange.request_body),
        http_headers=_Head(exchange.request_head()),
        warc_headers_dict={
            **_fields(exchange),
            "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
        },
    )
    return Records(request=_packed(request), response=_packed(response), payload_digest=digest)


def pack_response(url: str, head: bytes, payload: bytes, fields: Mapping[str, str]) -> bytes:
    """A packed response record made of its parts: the HTTP head as received, the bytes after it."""
    record = RecordBuilder(warc_version=_VERSION).create_warc_record(
        url,
        "response",
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=_Head(head),
        warc_headers_dict={**fields, "WARC-Payload-Digest": payload_digest(payload)},
    )
    return _packed(record)


def _response(builder: Any, exchange: Exchange, digest: str) -> Any:
    fields = {**_fields(exchange), "WARC-Payload-Digest": digest}
    if exchange.truncated:
        fields["WARC-Truncated"] = exchange.truncated
    return builder.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=_Head(exchange.response_head()),
        warc_headers_dict=fields,
    )


def _revisit(builder: Any, exchange: Exchange, digest: str, original: Original) -> Any:
    """The two fields with the place are no part of the standard, but known from other tools."""
    return builder.create_revisit_record(
        exchange.url,
        digest,
        refers_to_uri=original.url,
        refers_to_date=original.date,
        http_headers=_Head(exchange.response_head()),
        warc_headers_dict={
            **_fields(exchange),
            "WARC-Refers-To": original.record_id,
            "WARC-Refers-To-Filename": original.warc_file,
            "WARC-Refers-To-File-Offset": str(original.warc_offset),
        },
    )


def _fields(exchange: Exchange) -> dict[str, str]:
    """What request and response say alike."""
    moment = exchange.fetched_at.astimezone(dt.UTC)
    fields = {"WARC-Date": moment.isoformat(timespec="microseconds").replace("+00:00", "Z")}
    if exchange.ip_address:
        fields["WARC-IP-Address"] = exchange.ip_address
    return fields


def _packed(record: Any) -> bytes:
    """The record as warcio writes it; packing it here allows a faster level than its 9."""
    buffer = io.BytesIO()
    WARCWriter(buffer, gzip=False, warc_version=_VERSION).write_record(record)
    return pack(buffer.getvalue())
