"""The formats of a dump, and which one is meant."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from newsarchive.core.errors import UsageError
from newsarchive.export.base import FileFormat, FolderFormat, Format
from newsarchive.export.csv import CsvWriter
from newsarchive.export.datasets import DatasetsWriter
from newsarchive.export.json_lines import JsonLinesWriter, ZstdJsonLinesWriter
from newsarchive.export.markdown import MarkdownWriter
from newsarchive.export.output import STANDARD_OUTPUT
from newsarchive.export.parquet import ParquetWriter

INCREMENTAL = ("jsonl", "jsonl.zst")
"""The formats that can say that an article is gone."""


def formats(*, excel: bool = False) -> dict[str, Format]:
    """Return the formats by name; `excel` puts a byte-order mark before CSV."""
    return {
        "jsonl": FileFormat(".jsonl", JsonLinesWriter, takes_plain=True),
        "jsonl.zst": FileFormat(".jsonl.zst", ZstdJsonLinesWriter, takes_plain=True),
        "csv": FileFormat(".csv", partial(CsvWriter, excel=excel)),
        "parquet": FileFormat(".parquet", ParquetWriter),
        "markdown": FolderFormat(MarkdownWriter),
        "datasets": FolderFormat(DatasetsWriter),
    }


def format_of(out: str, wanted: str | None, known: Mapping[str, Format]) -> str:
    """Return the format asked for, else the one that the file's name tells, else JSONL.

    Raises UsageError for a format that is not known.
    """
    if wanted is not None:
        if wanted not in known:
            raise UsageError(f"there is no format {wanted!r}; there are: {', '.join(known)}")
        return wanted
    name = Path(out).name.lower()
    for told, form in known.items():
        if isinstance(form, FileFormat) and name.endswith(form.suffix):
            return told
    if out != STANDARD_OUTPUT and "." in name.strip("."):
        raise UsageError(f"{out}: the name tells no format; say --format {' or '.join(known)}")
    return "jsonl"
