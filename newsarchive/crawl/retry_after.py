"""Retry-After: when a server wants us back, in seconds or as a date (RFC 9110, 10.2.3)."""

import datetime as dt
import email.utils

LONGEST_SECONDS = 24 * 3600
"""A server that names a later time is asked again after a day."""


def retry_after_seconds(value: str, now: dt.datetime) -> float | None:
    """Return how long to wait, from 0 to a day; None for a value that is neither form.

    >>> now = dt.datetime(2024, 5, 6, 8, 0, tzinfo=dt.UTC)
    >>> retry_after_seconds("120", now)
    120.0
    >>> retry_after_seconds("Mon, 06 May 2024 08:01:30 GMT", now)
    90.0
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), LONGEST_SECONDS))
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max((aware - now).total_seconds(), 0.0), float(LONGEST_SECONDS))
