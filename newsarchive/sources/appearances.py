"""When articles appeared, as far as an archive knows: their pages' dates and the looks."""

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from newsarchive.sources.rhythm import Appearance

_DAY = dt.timedelta(days=1)


def read_appearances(
    arrivals: Iterable[tuple[dt.datetime | None, dt.datetime]],
    looks: Sequence[dt.datetime],
    *,
    zone: str,
) -> Iterator[Appearance]:
    """Yield when each article appeared, of pairs of its date and the time it was first seen.

    `looks` are the starts of the source's crawls, in order. An article without a date came out
    between two of them; one that the first crawl brought tells nothing then.
    """
    local = ZoneInfo(zone)
    for published, seen in arrivals:
        at = bisect.bisect_right(looks, seen) - 1
        before = looks[at - 1] if at > 0 else None
        if published is not None:
            yield _dated(published, before, seen, local)
        elif before is not None:
            yield Appearance(before, seen)


def _dated(
    published: dt.datetime, before: dt.datetime | None, seen: dt.datetime, zone: ZoneInfo
) -> Appearance:
    """A time of day is taken at its word; midnight means a day alone.

    Such an article came out on that day, between two looks if they were on that day too.
    """
    if published.astimezone(zone).time() != dt.time():
        return Appearance(published, published)
    earliest = max(published, before) if before is not None else published
    latest = min(published + _DAY, seen)
    if earliest < latest:
        return Appearance(earliest, latest)
    return Appearance(published, published + _DAY)
