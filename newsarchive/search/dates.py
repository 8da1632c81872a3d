"""Days, months, years and stretches of them, as queries and options name them."""

import dataclasses
import datetime as dt
import re

from newsarchive.core.article_json import ZONE
from newsarchive.text.fold import fold

FORMS = "2023, 2023-06, 2023-06-02 or a range 2023-06..2023-08"

_DATE = re.compile(r"(\d{4})(?:年|[-/年](\d\d?)(?:月|[-/月](\d\d?)日?)?)?")
_RANGE = re.compile(rf"({_DATE.pattern})?\.\.({_DATE.pattern})?")
_LAST_YEAR = 9999


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """From the first moment `since` to before `until`; None is an open end."""

    since: dt.datetime | None
    until: dt.datetime | None


def is_range(text: str) -> bool:
    """Return whether a text has the form of a range of dates, at least one end of it named.

    >>> is_range("2023-06..2023-08"), is_range("2023.."), is_range(".."), is_range("2023-06")
    (True, True, False, False)
    """
    folded = fold(text)
    return folded != ".." and _RANGE.fullmatch(folded) is not None


def period(text: str) -> Period:
    """Return the time that a date or a range of dates covers in China, both ends included.

    Raises ValueError, which says what is wrong, for what is no date.

    >>> [str(moment) for moment in dataclasses.astuple(period("2023-06..2023-08"))]
    ['2023-06-01 00:00:00+08:00', '2023-09-01 00:00:00+08:00']
    >>> period("2023年6月2日") == period("2023-06-02")
    True
    """
    folded = fold(text.strip())
    if not is_range(folded):
        return _named(folded)
    first, _, last = folded.partition("..")
    since = _named(first).since if first else None
    until = _named(last).until if last else None
    if since is not None and until is not None and since >= until:
        raise ValueError(f"{first} comes after {last}; write the earlier date first")
    return Period(since, until)


def _named(text: str) -> Period:
    told = _DATE.fullmatch(text)
    try:
        if told is None:
            raise ValueError(text)  # noqa: TRY301 - told below like a day that does not exist
        year, month, day = (None if part is None else int(part) for part in told.groups())
        return Period(*_midnights(year or 0, month, day))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no date; write {FORMS}") from error


def _midnights(year: int, month: int | None, day: int | None) -> tuple[dt.datetime, dt.datetime]:
    first = dt.date(year, month or 1, day or 1)
    if day is not None:
        after = first + dt.timedelta(days=1)
    elif month is not None:
        after = (first + dt.timedelta(days=31)).replace(day=1)
    else:
        after = dt.date(year + 1, 1, 1)
    midnight = dt.time(tzinfo=ZONE)
    return dt.datetime.combine(first, midnight), dt.datetime.combine(after, midnight)
