"""Errors of the archive's database.

StorageError
├── DatabaseUnavailable    cannot be opened, read or written
├── DatabaseTooNew         written by a newer version of the program
├── UnknownSource          no source of that name
├── SourceExists           a source of that name is already there
└── InUse                  others crawl a source, or ask its hosts
"""

from storage.records import Holder


class StorageError(Exception):
    """The database refused; the message is fit to be shown as it stands."""


class DatabaseUnavailable(StorageError):
    """The database cannot be opened, read or written."""


class DatabaseTooNew(StorageError):
    """The database has migrations that this program does not know."""


class UnknownSource(StorageError):
    """There is no source of that name."""


class SourceExists(StorageError):
    """A source of that name or with that address is already registered."""


class InUse(StorageError):
    """A source, or a host of its ways in, is another owner's now; `holders` tells whose."""

    def __init__(self, source: str, holders: tuple[Holder, ...]) -> None:
        others = {holder.source for holder in holders if holder.source} - {source}
        told = f"{source} is being crawled by another process"
        if others:
            told = f"a host of {source} is asked by the crawl of {' and '.join(sorted(others))}"
        super().__init__(f"{told}; nothing was done")
        self.source = source
        self.holders = holders
