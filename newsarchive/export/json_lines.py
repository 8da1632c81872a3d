"""JSONL: one JSON object a line, all fields, all versions; what `import` reads again."""

import sys
from typing import Any, BinaryIO, Protocol

import orjson

from newsarchive.core.article_json import article_json
from newsarchive.export.base import Outgoing, Put, Removed

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Write them."""


class JsonLinesWriter:
    """Writes one line an article, or a change of one."""

    def __init__(self, file: Sink) -> None:
        self._file = file

    def write(self, record: Outgoing) -> None:
        """Write one line."""
        self._file.write(orjson.dumps(_object(record), option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        """Nothing is held back."""


class ZstdJsonLinesWriter:
    """Writes the same lines, packed by Zstandard."""

    def __init__(self, file: BinaryIO) -> None:
        self._packed = zstd.ZstdFile(file, "w")
        self._lines = JsonLinesWriter(self._packed)

    def write(self, record: Outgoing) -> None:
        """Write one line."""
        self._lines.write(record)

    def close(self) -> None:
        """End the packed stream."""
        self._packed.close()


def _object(entry: Outgoing) -> dict[str, Any]:
    match entry:
        case Put(record):
            return {"change": "put", **article_json(record)}
        case Removed(id=article_id, url=url):
            return {"change": "remove", "id": article_id, "url": url}
        case record:
            return article_json(record)
