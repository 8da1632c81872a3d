"""Log files: one JSON object a line, one line an event, kept to a size."""

import datetime as dt
import json
import logging
from pathlib import Path

CHATTY = ("scrapy.utils.log", "scrapy.addons", "scrapy.middleware", "scrapy.crawler")
"""Loggers that tell at the start of every crawl, over many lines, what never changes."""


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `at` (UTC), `level`, `message`, and `error` for a traceback.

    `bound` are fields that every line has, such as the source.
    """

    def __init__(self, **bound: str) -> None:
        super().__init__()
        self._bound = bound

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        told = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            **self._bound,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def rotate(file: Path, *, most_bytes: int = 1_000_000, keep: int = 3) -> None:
    """Put a log file aside that has grown to a size; `keep` earlier ones stay, `.1` the newest.

    Nothing happens to a smaller file, or where there is none.
    """
    if not file.exists() or file.stat().st_size < most_bytes:
        return
    for number in range(keep, 0, -1):
        earlier = file if number == 1 else file.with_name(f"{file.name}.{number - 1}")
        if earlier.exists():
            earlier.replace(file.with_name(f"{file.name}.{number}"))
