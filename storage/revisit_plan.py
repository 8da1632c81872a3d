"""When an article is looked at again: often while it is young, seldom later, at last no more.

Edits and removals come soon after publication if at all, so the looks lie ever further apart. A
page that was missing once is looked at a day later, since servers fail; one that is gone, a few
times more, since withdrawn articles come back.
"""

import datetime as dt

STEPS = (
    dt.timedelta(hours=1),
    dt.timedelta(days=1),
    dt.timedelta(days=7),
    dt.timedelta(days=30),
    dt.timedelta(days=91),
)
"""Ages at which an article is looked at: an hour, a day, a week, a month, a season."""

STEPS_WHEN_GONE = STEPS[2:]
"""The same for one that is gone, counted from when it went."""

CONFIRM_AFTER = dt.timedelta(days=1)
"""Time between the two visits that must both miss an article before it counts as gone."""


def next_visit(
    first_seen_at: dt.datetime,
    last_visit_at: dt.datetime,
    *,
    gone_at: dt.datetime | None = None,
) -> dt.datetime | None:
    """When an article is due for a look after the last one, None where the plan has ended.

    A look that comes late stands for all steps that it missed.

    >>> seen = dt.datetime(2024, 5, 6, 8, 0, tzinfo=dt.UTC)
    >>> str(next_visit(seen, seen)), str(next_visit(seen, seen + dt.timedelta(days=2)))
    ('2024-05-06 09:00:00+00:00', '2024-05-13 08:00:00+00:00')
    >>> next_visit(seen, seen + dt.timedelta(days=200)) is None
    True
    """
    start, steps = (first_seen_at, STEPS) if gone_at is None else (gone_at, STEPS_WHEN_GONE)
    return next((start + step for step in steps if start + step > last_visit_at), None)
