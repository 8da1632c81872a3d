"""Answers in JSON: rows as records, or a fragment of HTML that a script would put in the page."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from spiders.document import ListDocument, parse_document
from spiders.rows.base import Listing
from spiders.rows.records import read_records
from spiders.rows.structure import read_rows

_PADDED = re.compile(r"^\s*+(?:/\*\*/\s*+)?[\w$.]{1,80}\s*+\(\s*+(?=[\[{])")
_LINK = re.compile(r"<a\b|\bhref=", re.IGNORECASE)
_DEEPEST = 6


def parse_json(text: str) -> Any:
    """The value of a JSON document, one in a callback's brackets included; None for other text.

    >>> parse_json('jQuery12_3({"total": 2});')
    {'total': 2}
    """
    padded = _PADDED.match(text)
    start = text[padded.end() :] if padded else text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(start)[0]
    except (ValueError, RecursionError):
        return None


def find_fragment(value: Any) -> str | None:
    """The longest text in a JSON value that is HTML with links, None where there is none."""
    found = (text for text in _texts(value) if _LINK.search(text))
    return max(found, key=len, default=None)


def read_json(document: ListDocument) -> Listing | None:
    """The list in a JSON answer; None for a page that is no JSON or holds no rows."""
    value = parse_json(document.html)
    if value is None:
        return None
    found = read_records(value, document.base, document.item_url)
    if found.items:
        evidence = (f"{len(found.items)} records in JSON",)
        return Listing(items=found.items, reader="json", evidence=evidence, total=found.total)
    fragment = find_fragment(value)
    inside = parse_document(f"<body>{fragment}</body>", document.base) if fragment else None
    return read_rows(inside) if inside else None


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < _DEEPEST and isinstance(value, list | Mapping):
        for inner in value if isinstance(value, list) else value.values():
            yield from _texts(inner, depth + 1)
