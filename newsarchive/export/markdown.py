"""Markdown: a file an article, its facts in front matter, for notes and static sites.

    SOURCE/2023/2023-06-02-17-区里开建图书馆.md

The front matter is YAML made of JSON values, which every YAML reader takes.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from newsarchive.core.article_json import article_json, china_time
from storage.records import ArticleRecord

CHECKSUMS = "SHA256SUMS"
"""The file that `sha256sum --check` reads; a line an article."""

IN_FRONT = (
    "id",
    "url",
    "source",
    "title",
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

_TITLE_BYTES = 120
_SOURCE_BYTES = 180
_UNSAFE = re.compile(r"[^\w.+-]+")
# What YAML does not take as it stands in a quoted text, or would fold as a line break.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MEANINGFUL = re.compile(r"([\\`*_\[\]<>&~|$])")
_MEANINGFUL_FIRST = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))")


class MarkdownWriter:
    """Writes files into a folder, and their checksums as it goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._checksums = (folder / CHECKSUMS).open("w", encoding="utf-8", newline="\n")

    def write(self, record: ArticleRecord) -> None:
        """Write one article."""
        name = file_name(record)
        content = page(record).encode("utf-8")
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self._checksums.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

    def close(self) -> None:
        """Close the list of checksums."""
        self._checksums.close()


def file_name(record: ArticleRecord) -> str:
    """Return the path of an article in the folder, safe on every system whatever its title says.

    Only letters, digits and `.+-_` stay; the number keeps it from meeting another one.
    """
    day = (china_time(record.current.published_at or record.first_seen_at) or "")[:10]
    title = _safe(record.current.title, _TITLE_BYTES)
    name = "-".join(filter(None, (day, str(record.id), title)))
    return f"{_safe(record.source, _SOURCE_BYTES) or 'source'}/{day[:4]}/{name}.md"


def _safe(text: str, most_bytes: int) -> str:
    r"""Return a text as part of a file name.

    >>> _safe("../../区里/开建：“图书馆”\u202e", 120)
    '区里-开建-图书馆'
    """
    cut = _UNSAFE.sub("-", text).encode("utf-8")[:most_bytes].decode("utf-8", "ignore")
    return cut.strip("-. ")


def page(record: ArticleRecord) -> str:
    """Return an article as a Markdown page; what would be markup in its text is escaped."""
    told = article_json(record)
    front = "\n".join(f"{name}: {_yaml(told[name])}" for name in IN_FRONT)
    paragraphs = "\n\n".join(map(escaped, record.current.text.split("\n")))
    return f"---\n{front}\n---\n\n# {escaped(record.current.title)}\n\n{paragraphs}\n"


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def escaped(line: str) -> str:
    r"""Return a line that Markdown shows as it stands.

    >>> escaped("1. 全长*二百*米<b>"), escaped("# 通知"), escaped("2024年")
    ('1\\. 全长\\*二百\\*米\\<b\\>', '\\# 通知', '2024年')
    """
    line = _MEANINGFUL.sub(r"\\\1", line.strip(" \t"))
    found = _MEANINGFUL_FIRST.match(line)
    if found is None:
        return line
    mark = found[2]
    shown = f"{mark}\\" if mark.isdigit() else f"\\{mark}"
    return found[1] + shown + line[found.end() :]
