"""Dates on the command line, which search, export, reprocess and crawl share."""

import datetime as dt

from newsarchive.core.errors import UsageError
from newsarchive.search.dates import Period, period


def day_start(text: str | None, option: str) -> dt.datetime | None:
    """The first moment of a day, month or year in China; raises UsageError for another form."""
    return _period(text, option).since if text else None


def day_end(text: str | None, option: str) -> dt.datetime | None:
    """The first moment after a day, month or year in China; raises UsageError for another form."""
    return _period(text, option).until if text else None


def _period(text: str, option: str) -> Period:
    try:
        return period(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error
