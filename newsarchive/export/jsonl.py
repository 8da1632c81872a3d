"""JSONL: one JSON object a line, all fields, all versions; what `import` reads again."""

import json
from collections.abc import Mapping
from typing import Any, TextIO


class JsonlWriter:
    """Writes one line an article; `excel` means nothing here."""

    def __init__(self, file: TextIO, *, excel: bool) -> None:
        del excel
        self._file = file

    def write(self, article: Mapping[str, Any]) -> None:
        """Write one article."""
        self._file.write(json.dumps(article, ensure_ascii=False) + "\n")
