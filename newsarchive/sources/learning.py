"""When a source is due to be learned, and from which of its captures: a decision without I/O."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from storage.records import LearnedSite, TemplateAudit

FIRST_PAGES = 5
_GROWTH = 2
_RECENT_AUDITS, _MOST_LOST = 10, 1
_RECENT_PAGES, _MOST_MISSED = 8, 5
_SETTLED = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learned: from captures since `valid_from`, which the result will read.

    `distrusted` tells that the templates known so far are not to be learned again.
    """

    valid_from: dt.datetime
    reason: str
    distrusted: bool = False


def next_lesson(
    known: LearnedSite | None, fetched: Sequence[dt.datetime], audits: Sequence[TemplateAudit]
) -> Lesson | None:
    """Return what a source is to teach now, None while what is known will do.

    `fetched` are the times of its articles' captures, oldest first: all of them, or those that
    `known` reads; `audits` are those of `known`, in the order in which they were made.
    """
    if known is None:
        enough = len(fetched) >= FIRST_PAGES
        return Lesson(fetched[0], "the first pages") if enough else None
    lost = [one for one in _recent(audits) if one.outcome == "scratch"]
    if len(lost) > _MOST_LOST:
        since = min(one.fetched_at for one in lost)
        return Lesson(since, "audits: reading from scratch was better", distrusted=True)
    missed = _redesigned_at(fetched, audits)
    if missed is not None:
        return Lesson(missed, "a redesign: the templates no longer fit")
    if len(fetched) >= _GROWTH * known.pages:
        return Lesson(known.valid_from, "more pages")
    return None


def trust(audits: Sequence[TemplateAudit]) -> float | None:
    """Return the share of recent audits in which the template's reading held, None without any."""
    recent = _recent(audits)
    held = sum(one.outcome != "scratch" for one in recent)
    return held / len(recent) if recent else None


def _recent(audits: Sequence[TemplateAudit]) -> list[TemplateAudit]:
    return [one for one in audits if one.outcome != "no_fit"][-_RECENT_AUDITS:]


def _redesigned_at(
    fetched: Sequence[dt.datetime], audits: Sequence[TemplateAudit]
) -> dt.datetime | None:
    """Return since when hardly any page fits; None while most of the last ones do."""
    misses = {one.fetched_at for one in audits if one.outcome == "no_fit"}
    last = fetched[-_RECENT_PAGES:]
    if sum(at in misses for at in last) <= _MOST_MISSED:
        return None
    since, fitting = last[-1], 0
    for at in reversed(fetched):
        if at in misses:
            since, fitting = at, 0
        else:
            fitting += 1
        if fitting == _SETTLED:
            break
    return since
