"""Cron expressions of five fields, with the meaning that crontab(5) gives them.

APScheduler reads weekdays from 0 = Monday and wants both the day of the month and the
weekday to fit; crontab counts from 0 = Sunday and takes either where both are given.
"""

import datetime as dt
import functools
import re
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from newsarchive.core.errors import UsageError

EXAMPLE = "'30 6,18 * * *' (at 06:30 and 18:30) or '0 8 * * mon-fri'"

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_WEEKDAY_PART = re.compile(r"(?P<first>[^-/]+)(?:-(?P<last>[^-/]+))?(?:/(?P<step>\d+))?")
_LONGEST_WAIT = dt.timedelta(days=366 * 8)


def check_cron(expression: str, zone: str) -> None:
    """Raise UsageError unless this is a cron expression that will ever come true."""
    now = dt.datetime.now(dt.UTC)
    if next_fire(expression, zone, after=now) > now + _LONGEST_WAIT:
        raise UsageError(f"cron expression {expression!r} never comes true")


def next_fire(expression: str, zone: str, *, after: dt.datetime) -> dt.datetime:
    """Return the first moment later than `after` that fits the expression in that zone, in UTC.

    The far end of time for an expression that never fits (30 February). Raises UsageError for
    an expression or a zone that cannot be read.

    >>> next_fire("0 8 * * 1", "Asia/Shanghai", after=dt.datetime(2023, 6, 2, tzinfo=dt.UTC))
    datetime.datetime(2023, 6, 5, 0, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        local = ZoneInfo(zone)
    except (LookupError, OSError, ValueError) as error:
        raise UsageError(f"{zone!r} is no time zone, such as Asia/Shanghai") from error
    later = (after + dt.timedelta(microseconds=1)).astimezone(local)
    fires = (trigger.get_next_fire_time(None, later) for trigger in _triggers(expression, zone))
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    return min((fire.astimezone(dt.UTC) for fire in fires if fire), default=never)


@functools.lru_cache(maxsize=1024)
def _triggers(expression: str, zone: str) -> tuple[CronTrigger, ...]:
    fields = expression.split()
    if len(fields) != 5:  # noqa: PLR2004 - minute, hour, day, month, weekday
        raise UsageError(
            f"cron expression {expression!r} has {len(fields)} fields, not five "
            f"(minute, hour, day, month, weekday); write one such as {EXAMPLE}"
        )
    minute, hour, day, month, weekday = fields
    days = [(day, "*"), ("*", weekday)] if "*" not in {day[0], weekday[0]} else [(day, weekday)]
    try:
        return tuple(
            CronTrigger.from_crontab(
                f"{minute} {hour} {one_day} {month} {_weekdays(one_weekday)}",
                timezone=ZoneInfo(zone),
            )
            for one_day, one_weekday in days
        )
    except ValueError as error:
        raise UsageError(
            f"cron expression {expression!r} cannot be read ({error}); write one such as {EXAMPLE}"
        ) from error


def _weekdays(field: str) -> str:
    """Return a weekday field with every day by name, so that no number is left to be misread."""
    if field.startswith("*"):
        step = int(field.removeprefix("*/")) if field != "*" else 1
        return ",".join(_WEEKDAYS[::step])
    return ",".join(name for part in field.split(",") for name in _weekday_part(part))


def _weekday_part(part: str) -> list[str]:
    match = _WEEKDAY_PART.fullmatch(part)
    if not match:
        raise ValueError(f"weekday {part!r}")
    first = _weekday(match["first"])
    last = _weekday(match["last"]) if match["last"] else first
    span = last - first if last >= first else last - first + 7
    step = int(match["step"] or 1)
    return [_WEEKDAYS[(first + n) % 7] for n in range(0, span + 1, step)]


def _weekday(text: str) -> int:
    if text.lower() in _WEEKDAYS:
        return _WEEKDAYS.index(text.lower())
    if not re.fullmatch(r"[0-7]", text):
        raise ValueError(f"weekday {text!r} is none of sun to sat and 0 to 7")
    return int(text)
