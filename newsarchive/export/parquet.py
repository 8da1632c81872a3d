"""Parquet: a typed table with one row an article (needs the extra `parquet`)."""

import json
from types import ModuleType
from typing import Any, BinaryIO

from newsarchive.core.article_json import ZONE, article_json
from newsarchive.core.errors import NewsArchiveError
from storage.records import ArticleRecord

ROWS_AT_ONCE = 1000
CHARACTERS_AT_ONCE = 4_000_000
"""A row group is written when either is reached, so memory does not grow with the archive."""

AS_JSON = ("repairs", "title_repairs", "flags", "provenance", "versions")
"""Columns that hold JSON text: what they say has no fixed shape."""

_TEXT = ("title", "text", "publisher", "author", "editor", "language")
_TIMES = ("published_at", "first_seen_at", "last_seen_at", "gone_at")


class ParquetWriter:
    """Writes row groups to a file, packed by Zstandard."""

    def __init__(self, file: BinaryIO) -> None:
        self._arrow, parquet = arrow()
        self._schema = schema(self._arrow)
        self._table = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    def write(self, record: ArticleRecord) -> None:
        """Keep one article, and write those kept when they are enough for a row group."""
        self._rows.append(row(record))
        self._characters += sum(len(version.text) for version in record.versions)
        if len(self._rows) >= ROWS_AT_ONCE or self._characters >= CHARACTERS_AT_ONCE:
            self._write_group()

    def close(self) -> None:
        """Write the rest and the foot of the file."""
        if self._rows:
            self._write_group()
        self._table.close()

    def _write_group(self) -> None:
        self._table.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
        self._rows.clear()
        self._characters = 0


def arrow() -> tuple[ModuleType, ModuleType]:
    """Return pyarrow and its Parquet module; raises NewsArchiveError where they are missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise NewsArchiveError(
            "Parquet needs the library pyarrow; install it with: "
            "pip install 'newsarchive[parquet]', or write JSONL"
        ) from error
    return pa, pq


def schema(pa: ModuleType) -> Any:
    """Return the columns: the fields of `article_json` in their order, times as timestamps."""
    text, number = pa.string(), pa.int64()
    utc = pa.timestamp("us", tz="UTC")
    kinds = {
        "id": number,
        "url": text,
        "source": text,
        **dict.fromkeys(_TEXT[:2], text),
        "published_at": pa.timestamp("us", tz=str(ZONE)),
        **dict.fromkeys(_TEXT[2:], text),
        "images": pa.list_(_struct(pa, "url", "alt", "caption")),
        "attachments": pa.list_(_struct(pa, "url", "title", "type")),
        **dict.fromkeys(AS_JSON[:-1], text),
        **dict.fromkeys(_TIMES[1:], utc),
        "version": number,
        "versions": text,
        "story_id": number,
        "duplicate_of": number,
        "capture": pa.struct(
            {
                "url": text,
                "fetched_at": utc,
                "status": number,
                "warc_file": text,
                "warc_offset": number,
                "digest": text,
            }
        ),
    }
    return pa.schema(kinds)


def _struct(pa: ModuleType, *names: str) -> Any:
    return pa.struct(dict.fromkeys(names, pa.string()))


def row(record: ArticleRecord) -> dict[str, Any]:
    """Return an article as a row of the table."""
    told = article_json(record)
    for name in AS_JSON:
        told[name] = json.dumps(told[name], ensure_ascii=False)
    told["published_at"] = record.current.published_at
    for name in _TIMES[1:]:
        told[name] = getattr(record, name)
    if told["capture"] and record.current.capture:
        told["capture"]["fetched_at"] = record.current.capture.fetched_at
    return told
