"""When a source is due next: pure functions of its settings, its rhythm, its last crawl, the time.

A source with neither an interval nor a cron expression is crawled by its rhythm once that is
learned. An interval counts from the start of the last crawl. Runs that were missed, because the
scheduler stood still, are made up for by one. A run waits for the source's hours, and until a host
that blocked us has been left alone for its time.
"""

import datetime as dt
import hashlib

from newsarchive.schedule.adaptive import CEILING, next_look
from newsarchive.sources.cron import next_fire
from newsarchive.sources.hours import opens_at
from newsarchive.sources.rhythm import Rhythm
from storage.records import SourceRecord, SourceSettings

DEFAULT_SECONDS = 7200
"""Interval of a source whose rhythm is not yet known."""

JITTER_SHARE = 0.1
JITTER_CEILING_SECONDS = 300
_MOST_JITTER = dt.timedelta(seconds=JITTER_CEILING_SECONDS)


def is_adaptive(settings: SourceSettings) -> bool:
    """Tell whether a source is crawled by its rhythm."""
    return settings.cron is None and settings.every_seconds is None


def next_run(
    settings: SourceSettings, *, after: dt.datetime, rhythm: Rhythm | None = None
) -> dt.datetime:
    """Return when a source started at `after` is to be started again, in UTC.

    A wait is lengthened by the source's jitter; a cron expression is kept to the minute. `rhythm`
    counts where the source has no schedule of its own. Raises UsageError for a cron expression
    that cannot be read.
    """
    if settings.cron is not None:
        return next_fire(settings.cron, settings.zone, after=after)
    began = after.astimezone(dt.UTC)
    seconds = float(settings.every_seconds or DEFAULT_SECONDS)
    if rhythm is not None and is_adaptive(settings):
        seconds = (next_look(rhythm, after=began) - began).total_seconds()
    return began + dt.timedelta(seconds=seconds + jitter_seconds(settings.name, seconds))


def due_at(record: SourceRecord, *, now: dt.datetime) -> dt.datetime | None:
    """Return when a source is due, a time past for one that is overdue.

    None for a source that is paused, removed, or never crawled because it holds imports. What the
    scheduler planned counts unless a crawl began after it; a plan that lies further off than
    the schedule can mean (the schedule was changed, the clock set back) is cut short.
    """
    settings = record.settings
    if record.paused_at or record.removed_at or settings.kind == "manual":
        return None
    return _permitted(record, _planned(record, now), now)


def _planned(record: SourceRecord, now: dt.datetime) -> dt.datetime:
    """When a source is due by its schedule alone."""
    settings = record.settings
    latest = next_run(settings, after=now)
    if is_adaptive(settings):
        latest = now + CEILING + _MOST_JITTER
    last = record.last_crawl.started_at if record.last_crawl else None
    if last is not None and last > now:
        last = None
    planned = record.next_run_at
    if planned is None or (last is not None and last >= planned):
        return min(_after_last(record, last), latest)
    if settings.cron is not None and planned > now:
        return latest
    return min(planned, latest)


def is_due(record: SourceRecord, *, now: dt.datetime) -> bool:
    """Tell whether a source ought to be crawled now."""
    due = due_at(record, now=now)
    return due is not None and due <= now


def jitter_seconds(name: str, interval_seconds: float) -> float:
    """Return the source's own share of delay, so that sources added together spread out.

    The same for every run of a source: from 0 to a tenth of the interval, at most five minutes.
    """
    digest = hashlib.sha256(name.encode("utf-8")).digest()
    fraction = int.from_bytes(digest[:8], "big") / 2**64
    return round(fraction * min(interval_seconds * JITTER_SHARE, JITTER_CEILING_SECONDS), 3)


def _permitted(record: SourceRecord, due: dt.datetime, now: dt.datetime) -> dt.datetime:
    """The first moment from `due` on at which the source's host may be disturbed."""
    if record.barrier is not None and record.barrier.blocked_until is not None:
        due = max(due, record.barrier.blocked_until)
    moment = max(due, now)
    opens = opens_at(record.settings.hours, record.settings.zone, moment)
    return due if opens <= moment else opens


def _after_last(record: SourceRecord, last: dt.datetime | None) -> dt.datetime:
    if last is not None:
        return next_run(record.settings, after=last)
    if record.settings.cron is not None:
        return next_run(record.settings, after=record.created_at)
    return record.created_at
