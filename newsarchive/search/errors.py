"""Errors of the search index.

NewsArchiveError
└── IndexDamaged    files of the index are missing or damaged; the next catch-up builds it anew
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.core.errors import NewsArchiveError


class IndexDamaged(NewsArchiveError):
    """The index cannot be read; nothing is lost, since the database has all that is in it."""


@contextmanager
def damage_named(folder: Path) -> Iterator[None]:
    """Turn what the engine raises on a damaged index into IndexDamaged.

    The engine reports damage as ValueError or OSError, or, deep inside a file, by a panic, which
    arrives as an exception that is no Exception and has no importable name.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _damaged(folder, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: BaseException) -> IndexDamaged:
    return IndexDamaged(
        f"the search index in {folder} cannot be read ({error}); "
        "search again and it is built anew from the archive"
    )
