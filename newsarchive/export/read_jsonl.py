"""Reading a JSONL dump again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsarchive.core.article_json import article_from_json
from newsarchive.core.errors import NewsArchiveError
from storage.records import ArticleRecord

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_dump(file: Path) -> Iterator[ArticleRecord]:
    """Yield the articles of a JSONL dump in its order.

    Unknown fields and empty lines are passed over. Raises NewsArchiveError with the line's number
    for a line that holds no article, after the articles before it.
    """
    try:
        lines = file.open("rb")
    except OSError as error:
        raise NewsArchiveError(f"{file} cannot be read: {error.strerror}") from error
    with lines:
        for number, line in enumerate(lines, 1):
            content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            if content.strip():
                yield _record(_object(content, number), number)


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        obj = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NewsArchiveError(
            f"line {number} is no UTF-8 text at byte {error.start + 1}; save the file as UTF-8"
        ) from error
    except (ValueError, RecursionError) as error:
        hint = "" if line.endswith(b"\n") else "; the file seems to be cut off there"
        raise NewsArchiveError(f"line {number} is no JSON: {error}{hint}") from error
    if not isinstance(obj, dict):
        raise NewsArchiveError(f"line {number} is no article: it is no JSON object")
    return obj


def _record(obj: dict[str, Any], number: int) -> ArticleRecord:
    try:
        return article_from_json(obj)
    except KeyError as error:
        raise NewsArchiveError(f"line {number} is no article: it lacks {error}") from error
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise NewsArchiveError(f"line {number} is no article: {error}") from error
