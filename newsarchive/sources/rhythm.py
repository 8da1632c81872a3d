"""A source's publishing rhythm: how many articles an hour it brings, by kind of day and hour.

Learned from when its articles appeared. Each article is a span of time in which it must have
appeared: a moment where its page shows one, else the time between two crawls, so that looking
at certain hours alone does not make those hours look busy. Older articles count less.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from newsarchive.sources.days import HOLIDAY, KINDS, WORKDAYS, day_kind

WINDOW = dt.timedelta(weeks=26)
"""Articles older than this teach nothing any more."""

LEAST_ARTICLES = 5
"""With fewer articles there is no rhythm yet."""

_HALF_LIFE_DAYS = 42.0
_PRIOR_DAYS = 1.0
_PRIOR_ARTICLES = 4.0
_LEAST_DAYS = 3.0
_SUNDAY = 6
_KERNEL = ((-1, 0.2), (0, 0.6), (1, 0.2))
_HOUR = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Appearance:
    """An article came out at some moment from `earliest` to `latest`, aware datetimes."""

    earliest: dt.datetime
    latest: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Rhythm:
    """Articles a day for each of the eight kinds of days, and how they spread over the hours.

    `workday_hours` and `other_hours` are 24 shares that add up to one, in the source's `zone`;
    `articles` is the number of those it was learned from.
    """

    zone: str
    articles: int
    daily: tuple[float, ...]
    workday_hours: tuple[float, ...]
    other_hours: tuple[float, ...]

    def hourly(self, at: dt.datetime) -> float:
        """Return how many articles an hour are to be expected at a moment."""
        local = at.astimezone(ZoneInfo(self.zone))
        kind = day_kind(local.date(), self.zone)
        hours = self.workday_hours if kind in WORKDAYS else self.other_hours
        return self.daily[kind] * hours[local.hour]


def learn_rhythm(
    appearances: Iterable[Appearance], *, zone: str, now: dt.datetime
) -> Rhythm | None:
    """Return the rhythm of a source by its articles of the last half year, None for too few."""
    recent = [seen for seen in appearances if now - WINDOW <= seen.latest <= now]
    if len(recent) < LEAST_ARTICLES:
        return None
    local = ZoneInfo(zone)
    counts = [[0.0] * 24 for _ in range(KINDS)]
    for seen in recent:
        weight = _weight(now - seen.latest)
        hours = _hours(seen, local)
        for hour in hours:
            counts[day_kind(hour.date(), zone)][hour.hour] += weight / len(hours)
    first = min(seen.latest for seen in recent).astimezone(local).date()
    daily = _daily([sum(row) for row in counts], _exposure(first, now.astimezone(local), zone))
    workdays = _shares(_sum(counts[kind] for kind in WORKDAYS), (1 / 24,) * 24)
    others = _shares(_sum(counts[kind] for kind in range(KINDS) if kind not in WORKDAYS), workdays)
    return Rhythm(zone, len(recent), daily, workdays, others)


def _weight(age: dt.timedelta) -> float:
    return float(0.5 ** (age / dt.timedelta(days=_HALF_LIFE_DAYS)))


def _hours(seen: Appearance, zone: ZoneInfo) -> list[dt.datetime]:
    """The hours of a span in local time, at least one, at most those of a week."""
    start = max(seen.earliest, seen.latest - dt.timedelta(days=7))
    count = max(1, -int((start - seen.latest) // _HOUR))
    return [(seen.latest - step * _HOUR).astimezone(zone) for step in range(count)]


def _exposure(first: dt.date, now: dt.datetime, zone: str) -> list[float]:
    """How many days of each kind the articles come from, weighted like these; today in part."""
    days = [0.0] * KINDS
    days[day_kind(now.date(), zone)] = now.hour / 24
    for age in range(1, (now.date() - first).days + 1):
        day = now.date() - dt.timedelta(days=age)
        days[day_kind(day, zone)] += _weight(dt.timedelta(days=age))
    return days


def _daily(counts: Sequence[float], days: Sequence[float]) -> tuple[float, ...]:
    """Articles a day by kind; kinds that were seldom seen lean on the mean, holidays on Sundays."""
    mean = sum(counts) / max(sum(days), _LEAST_DAYS)

    def rate(kind: int, prior: float) -> float:
        return (counts[kind] + _PRIOR_DAYS * prior) / (days[kind] + _PRIOR_DAYS)

    weekdays = [rate(kind, mean) for kind in range(HOLIDAY)]
    return (*weekdays, rate(HOLIDAY, weekdays[_SUNDAY]))


def _shares(counts: Sequence[float], prior: Sequence[float]) -> tuple[float, ...]:
    """Shares of the hours, each smoothed by its neighbours and drawn towards the prior's."""
    smooth = [
        sum(share * counts[(hour + step) % 24] for step, share in _KERNEL) for hour in range(24)
    ]
    total = sum(smooth) + _PRIOR_ARTICLES
    return tuple(
        (count + _PRIOR_ARTICLES * before) / total
        for count, before in zip(smooth, prior, strict=True)
    )


def _sum(rows: Iterable[Sequence[float]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]
