"""Moments as text."""

import datetime as dt


def iso_utc(moment: dt.datetime) -> str:
    """A moment in UTC, as ISO 8601 has it.

    >>> iso_utc(dt.datetime(2023, 6, 2, 8, tzinfo=dt.UTC))
    '2023-06-02T08:00:00Z'
    """
    return moment.isoformat().removesuffix("+00:00") + "Z"
