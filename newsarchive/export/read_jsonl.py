"""Reading a JSONL dump again, packed or not."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from newsarchive.core.article_json import article_from_json, text_of
from newsarchive.core.errors import NewsArchiveError
from newsarchive.export.base import Entry, Put, Removed

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LONGEST_LINE = 256_000_000
"""Bytes; a packed file of a few kilobytes can claim to be one line without end."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BROKEN = (EOFError, zlib.error, zstd.ZstdError, gzip.BadGzipFile)


def read_dump(file: Path, progress: Callable[[int], None] = lambda _: None) -> Iterator[Entry]:
    """Yield what a JSONL dump holds in its order; names in `.zst` and `.gz` are unpacked.

    Unknown fields and empty lines are passed over; `progress` hears how many bytes of the file
    were read. Raises NewsArchiveError with the line's number for a line that holds no article,
    after the articles before it.
    """
    try:
        opened = file.open("rb")
    except OSError as error:
        raise NewsArchiveError(f"{file} cannot be read: {error.strerror}") from error
    with opened, _unpacked(file, opened) as lines:
        for number, line in _numbered(file, lines):
            content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if content.strip():
                yield _entry(_object(content, number), number)
            progress(opened.tell())


def _unpacked(file: Path, opened: BinaryIO) -> Any:
    match file.suffix.lower():
        case ".zst":
            return zstd.ZstdFile(opened)
        case ".gz":
            return gzip.GzipFile(fileobj=opened)
        case _:
            return opened


def _numbered(file: Path, lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while True:
        number += 1
        try:
            line = lines.readline(LONGEST_LINE)
        except _BROKEN as error:
            raise NewsArchiveError(
                f"{file} is damaged or cut off after line {number - 1}: {error}"
            ) from error
        if len(line) == LONGEST_LINE:
            raise NewsArchiveError(f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if not line:
            return
        yield number, line


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        line.decode("utf-8")
        obj = orjson.loads(line)
    except UnicodeDecodeError as error:
        raise NewsArchiveError(
            f"line {number} is no UTF-8 text at byte {error.start + 1}; save the file as UTF-8"
        ) from error
    except ValueError as error:
        hint = "" if line.endswith(b"\n") else "; the file seems to be cut off there"
        raise NewsArchiveError(f"line {number} is no JSON: {error}{hint}") from error
    if not isinstance(obj, dict):
        raise NewsArchiveError(f"line {number} is no article: it is no JSON object")
    return obj


def _entry(obj: dict[str, Any], number: int) -> Entry:
    try:
        read = _CHANGES[obj.get("change")]
    except (KeyError, TypeError) as error:
        told = obj["change"]
        raise NewsArchiveError(f"line {number} tells an unknown change {told!r}") from error
    try:
        return read(obj)
    except KeyError as error:
        raise NewsArchiveError(f"line {number} is no article: it lacks {error}") from error
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise NewsArchiveError(f"line {number} is no article: {error}") from error


_CHANGES: Mapping[Any, Callable[[dict[str, Any]], Entry]] = {
    None: article_from_json,
    "put": lambda obj: Put(article_from_json(obj)),
    "remove": lambda obj: Removed(int(obj["id"]), text_of(obj, "url")),
}
