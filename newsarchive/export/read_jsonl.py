"""Reading a JSONL dump again."""

import json
from collections.abc import Iterator
from pathlib import Path

from newsarchive.core.article_json import article_from_json
from newsarchive.core.errors import NewsArchiveError
from storage.records import ArticleRecord


def read_dump(file: Path) -> Iterator[ArticleRecord]:
    """Yield the articles of a JSONL dump in its order; unknown fields are passed over.

    Raises NewsArchiveError with the line's number for a line that holds no article.
    """
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, number)
    except UnicodeDecodeError as error:
        raise NewsArchiveError(f"no UTF-8 text at byte {error.start}") from error


def _record(line: str, number: int) -> ArticleRecord:
    try:
        obj = json.loads(line)
    except ValueError as error:
        raise NewsArchiveError(f"line {number} is no JSON: {error}") from error
    try:
        return article_from_json(obj)
    except KeyError as error:
        raise NewsArchiveError(f"line {number} is no article: it lacks {error}") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise NewsArchiveError(f"line {number} is no article: {error}") from error
