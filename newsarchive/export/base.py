"""What a format of a dump must offer: one class a format, one file a class."""

from collections.abc import Mapping
from typing import Any, Protocol, TextIO


class Writer(Protocol):
    """Writes articles, in the JSON form of `newsarchive.core.article_json`, to an open file."""

    def __init__(self, file: TextIO, *, excel: bool) -> None:
        """Begin; `excel` asks for what that program needs, where the format knows such a thing."""

    def write(self, article: Mapping[str, Any]) -> None:
        """Write one article."""
