"""JSON-LD of a page: the article object's headline, dates, names and outlet."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_TYPES = re.compile(r"article|blogposting|report|webpage", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]")
_MOST_CHARACTERS = 200_000
_MOST_OBJECTS = 200


def read_json_ld(root: HtmlElement) -> dict[str, str]:
    """Some of `title`, `published`, `author`, `publisher` and `url`; empty where there is none.

    Broken JSON is passed over.

    >>> from newsarchive.extraction.dom import parse
    >>> data = '{"@type":"NewsArticle","headline":"桥通了"}'
    >>> read_json_ld(parse(f'<script type="application/ld+json">{data}</script><p>文</p>'))
    {'title': '桥通了'}
    """
    best: dict[str, str] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for item in _objects(_load(script.text or "")):
            fields = _fields(item)
            if len(fields) > len(best):
                best = fields
    return best


def _load(text: str) -> Any:
    try:
        return json.loads(_CONTROL.sub(" ", text[:_MOST_CHARACTERS]).strip().rstrip(";"))
    except (ValueError, RecursionError):
        return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Objects of an article type, in lists and @graph too."""
    waiting = [data]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
            if _TYPES.search(str(item.get("@type", ""))) or "pubDate" in item:
                yield item


def _fields(item: dict[str, Any]) -> dict[str, str]:
    found = {
        "title": _text(item.get("headline") or item.get("title")),
        "published": _text(item.get("datePublished") or item.get("pubDate")),
        "author": _names(item.get("author")),
        "publisher": _names(item.get("publisher")),
        "url": _text(item.get("url")),
    }
    return {key: value for key, value in found.items() if value}


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return "、".join(filter(None, map(_names, value[:10])))
    return _text(value)
