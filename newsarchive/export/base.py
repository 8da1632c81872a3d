"""What a format of a dump must offer: one class a format, one file a class."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from storage.records import ArticleRecord, PlainArticle


class Writer(Protocol):
    """Writes articles to an open file or into a folder that it was made with."""

    def write(self, record: ArticleRecord) -> None:
        """Write one article, or keep it for a moment."""

    def close(self) -> None:
        """Write what was held back; an open file stays open."""


@dataclasses.dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of one file; `suffix` is how its names end.

    `takes_plain` tells that its writer takes plain articles too, which are read much faster.
    """

    suffix: str
    begin: Callable[[BinaryIO], Writer]
    takes_plain: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format of many files in a new folder."""

    begin: Callable[[Path], Writer]


Format = FileFormat | FolderFormat


@dataclasses.dataclass(frozen=True, slots=True)
class Put:
    """In an increment: from now on this is the whole article."""

    record: ArticleRecord


@dataclasses.dataclass(frozen=True, slots=True)
class Removed:
    """In an increment: an article that is no longer in the archive, or no longer selected."""

    id: int
    url: str


Entry = ArticleRecord | Put | Removed
"""What a dump holds: articles where it is whole, the other two where it is an increment."""

Outgoing = Entry | PlainArticle
"""What is given to a writer."""
