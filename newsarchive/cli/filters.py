"""The filters of search, which export and reprocess share."""

import datetime as dt

from newsarchive.core.article_json import ZONE
from newsarchive.core.errors import UsageError


def day_start(text: str | None, option: str) -> dt.datetime | None:
    """The first moment of a day, month or year in China; raises UsageError for another form."""
    return _moment(text, option)[0] if text else None


def day_end(text: str | None, option: str) -> dt.datetime | None:
    """The first moment after a day, month or year in China; raises UsageError for another form."""
    return _moment(text, option)[1] if text else None


def _moment(text: str, option: str) -> tuple[dt.datetime, dt.datetime]:
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            first, after = dt.date(numbers[0], 1, 1), dt.date(numbers[0] + 1, 1, 1)
        elif len(numbers) == 2:  # noqa: PLR2004 - a year and a month
            first = dt.date(numbers[0], numbers[1], 1)
            after = (first + dt.timedelta(days=32)).replace(day=1)
        else:
            first = dt.date(*numbers)
            after = first + dt.timedelta(days=1)
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(
            f"{option}: {text!r} is no date; write 2023-06-02, 2023-06 or 2023"
        ) from error
    midnight = dt.time(tzinfo=ZONE)
    return dt.datetime.combine(first, midnight), dt.datetime.combine(after, midnight)
