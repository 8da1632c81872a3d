"""Articles -> a dump: streamed, atomic, in one of the known formats."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from newsarchive.core.article_json import article_json
from newsarchive.core.errors import UsageError
from newsarchive.export.base import Writer
from newsarchive.export.csv import CsvWriter
from newsarchive.export.jsonl import JsonlWriter
from newsarchive.export.output import STANDARD_OUTPUT, opened
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
        if name and out != STANDARD_OUTPUT:
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

    `out` is a file, complete or not there at all, or `-` for standard output. `script` shows
    titles and texts in zh-Hans, zh-Hant, zh-TW or zh-HK; repairs and flags keep the offsets of the
    text as published. `progress` hears the number written so far. Only one record is held at a
    time. Raises NewsArchiveError where the file cannot be written.
    """
    count = 0
    with opened(out) as file:
        writer = FORMATS[name](file, excel=excel)
        for count, record in enumerate(records, 1):
            article = article_json(record)
            writer.write(_converted(article, script) if script else article)
            progress(count)
    return count


def _converted(article: Mapping[str, Any], script: str) -> dict[str, Any]:
    """A view of an article in another script: its title and text, those of its versions too."""
    view = _view(article, script)
    view["versions"] = [_view(version, script) for version in article["versions"]]
    return view


def _view(told: Mapping[str, Any], script: str) -> dict[str, Any]:
    view = dict(told)
    for name in ("title", "text"):
        if name in view:
            view[name] = convert(view[name], script)
    if str(view.get("language", "")).startswith("zh"):
        view["language"] = script
    return view
