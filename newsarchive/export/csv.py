"""CSV for spreadsheets: one row an article, the fields a reader looks at."""

import csv
import io
import json
from typing import Any, BinaryIO

from newsarchive.core.article_json import article_json
from storage.records import ArticleRecord

COLUMNS = (
    "id",
    "url",
    "source",
    "title",
    "text",
    "published_at",
    "publisher",
    "author",
    "editor",
    "language",
    "images",
    "attachments",
    "first_seen_at",
    "last_seen_at",
    "gone_at",
    "version",
    "story_id",
    "duplicate_of",
    "flags",
)
"""Lists stand as JSON in their cells; repairs and older versions are in JSONL dumps only."""

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""A spreadsheet may run a cell that begins so (OWASP, CSV injection)."""

DISARMING = "'"
"""Put before a cell that begins with a sign above, or with this one itself: so a reader of the
file gets every value back by taking one away from the cells that begin with it."""

BYTE_ORDER_MARK = "\ufeff"


class CsvWriter:
    """Writes a heading and a row an article; `excel` puts a byte-order mark in front."""

    def __init__(self, file: BinaryIO, *, excel: bool = False) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        if excel:
            self._text.write(BYTE_ORDER_MARK)
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow(COLUMNS)

    def write(self, record: ArticleRecord) -> None:
        """Write one article."""
        article = article_json(record)
        self._rows.writerow([cell(article[column]) for column in COLUMNS])

    def close(self) -> None:
        """Hand on what is held back."""
        self._text.detach()


def cell(value: Any) -> Any:
    """Return a value as a cell that no spreadsheet takes for a formula.

    >>> cell("=SUM(A1)"), cell(12), cell(None), cell([]), cell("区里开会")
    ("'=SUM(A1)", 12, '', '[]', '区里开会')
    """
    if value is None:
        return ""
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith((*FORMULA_SIGNS, DISARMING)):
        return f"{DISARMING}{value}"
    return value
