"""Lengths of time as people write them: 90s, 30m, 2h, 1d."""

import re

from newsarchive.core.errors import UsageError

FLOOR_SECONDS = 60
CEILING_SECONDS = 366 * 86_400

_UNITS = {"d": 86_400, "h": 3600, "m": 60, "s": 1}
_INTERVAL = re.compile(r"(\d{1,9})\s*([smhd])", re.IGNORECASE | re.ASCII)


def parse_interval(text: str) -> int:
    """Return the seconds of an interval, from a minute to a year.

    Raises UsageError for anything else.

    >>> parse_interval("2h"), parse_interval("90s")
    (7200, 90)
    """
    match = _INTERVAL.fullmatch(text.strip())
    if not match:
        raise UsageError(
            f"interval {text!r} is not understood; write a whole number and s, m, h or d, "
            "such as 90s, 30m, 2h or 1d"
        )
    seconds = int(match[1]) * _UNITS[match[2].lower()]
    problem = interval_problem(seconds)
    if problem:
        raise UsageError(f"interval {text!r} {problem}")
    return seconds


def format_interval(seconds: int) -> str:
    """Return an interval in its largest whole unit, so that `parse_interval` gives it back.

    >>> format_interval(7200), format_interval(5400), format_interval(86400)
    ('2h', '90m', '1d')
    """
    unit = next(unit for unit, size in _UNITS.items() if seconds % size == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def interval_problem(seconds: int) -> str | None:
    """Return what is wrong with an interval in seconds, or None."""
    if seconds < FLOOR_SECONDS:
        return f"is too short; {format_interval(FLOOR_SECONDS)} is the shortest"
    if seconds > CEILING_SECONDS:
        return f"is too long; {format_interval(CEILING_SECONDS)} is the longest"
    return None
