"""Errors of the archive's database.

StorageError
├── DatabaseUnavailable    cannot be opened, read or written
├── DatabaseTooNew         written by a newer version of the program
├── UnknownSource          no source of that name
└── SourceExists           a source of that name is already there
"""


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
