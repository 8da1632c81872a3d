"""When to look next at a source whose rhythm is known.

News that waits costs, and so does a request. Where articles come at a rate of `x` an hour, looking
`r` times an hour makes them wait `x / (2 r)` article-hours an hour; the sum of that and the
price of the requests is least where `r` is the square root of `x` over the price: the
square-root rule of Sia, Cho and Cho, "Efficient Monitoring Algorithm for Fast News Alerts"
(IEEE TKDE 19(7), 2007). The next look is due when the wanted looks add up to one.
"""

import datetime as dt

from newsarchive.sources.rhythm import Rhythm

FLOOR = dt.timedelta(minutes=15)
"""Two looks are never closer."""

CEILING = dt.timedelta(days=1)
"""Two looks are never further apart."""

PRICE = 0.3
"""A look costs as much as this many articles that wait for an hour.

A source with three articles in a working day of ten hours is thus looked at once an hour by day.
"""

_STEP = dt.timedelta(minutes=5)


def next_look(
    rhythm: Rhythm,
    *,
    after: dt.datetime,
    price: float = PRICE,
    floor: dt.timedelta = FLOOR,
    ceiling: dt.timedelta = CEILING,
) -> dt.datetime:
    """Return when a source looked at `after` is to be looked at again, to five minutes."""
    wanted = 0.0
    step_hours = _STEP / dt.timedelta(hours=1)
    waited = dt.timedelta()
    while waited < ceiling and (wanted < 1 or waited < floor):
        wanted += step_hours * float((rhythm.hourly(after + waited) / price) ** 0.5)
        waited += _STEP
    return after + min(waited, ceiling)
