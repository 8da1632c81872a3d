"""Articles -> a dump: streamed, atomic, in one of the known formats."""

import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from newsarchive.core.article_json import article_json
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.export.base import Writer
from newsarchive.export.csv import CsvWriter
from newsarchive.export.jsonl import JsonlWriter
from newsarchive.text.script import convert
from storage.records import ArticleRecord

FORMATS: Mapping[str, type[Writer]] = {"jsonl": JsonlWriter, "csv": CsvWriter}
"""A further format is one class and one line here."""


def format_of(out: str, wanted: str | None) -> str:
    """Return the format asked for, else the one that the file's name tells, else JSONL.

    Raises UsageError for a format that is not known.
    """
    name = wanted or Path(out).suffix.lstrip(".").lower()
    if wanted is None and name not in FORMATS:
        if name and out != "-":
            raise UsageError(
                f"{out}: the name tells no format; say --format {' or '.join(FORMATS)}"
            )
        return "jsonl"
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; there are: {', '.join(FORMATS)}")
    return name


def export_articles(
    records: Iterable[ArticleRecord],
    out: str,
    name: str,
    *,
    script: str | None = None,
    excel: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write a dump of `records` in their order; returns how many there were.

    `out` is a file, complete or not there at all, or `-` for standard output. `script` converts
    title and text to zh-Hans, zh-Hant, zh-TW or zh-HK. `progress` hears the number written so far.
    Raises NewsArchiveError where the file cannot be written.
    """
    count = 0
    with _opened(out) as file:
        writer = FORMATS[name](file, excel=excel)
        for count, record in enumerate(records, 1):
            article = article_json(record)
            writer.write(_converted(article, script) if script else article)
            progress(count)
    return count


def _converted(article: dict[str, Any], script: str) -> dict[str, Any]:
    told = {name: convert(article[name], script) for name in ("title", "text")}
    return article | told


@contextlib.contextmanager
def _opened(out: str) -> Iterator[TextIO]:
    if out == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(out)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise NewsArchiveError(f"{out} cannot be written: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
