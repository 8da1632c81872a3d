"""A rhythm in words, for whoever asks why a source is crawled when it is."""

from collections.abc import Sequence

from newsarchive.sources.days import HOLIDAY, WORKDAYS
from newsarchive.sources.rhythm import Rhythm

FIXED = "a schedule of its own"
NOT_LEARNED = "too few articles yet to learn when news comes"

_WEEKEND = (5, 6)
_BUSY = 0.8
_QUIET = 0.15


def rhythm_text(rhythm: Rhythm | None) -> str:
    """Return a sentence on how often and when news is to be expected.

    >>> hours = tuple(0.25 if hour in (9, 10, 15, 16) else 0.0 for hour in range(24))
    >>> rhythm_text(Rhythm("PRC", 60, (3.0,) * 5 + (0.2, 0.2, 0.1), hours, hours))
    'learned from 60 articles: 3.0 a working day, most at 9-11 and 15-17 h; quiet on days off'
    >>> rhythm_text(None)
    'too few articles yet to learn when news comes'
    """
    if rhythm is None:
        return NOT_LEARNED
    working = sum(rhythm.daily[kind] for kind in WORKDAYS) / len(WORKDAYS)
    weekend = sum(rhythm.daily[kind] for kind in _WEEKEND) / len(_WEEKEND)
    return (
        f"learned from {rhythm.articles} articles: {_often(working)} a working day, "
        f"most at {_busy(rhythm.workday_hours)} h; {_days_off(working, weekend)}"
        f"{_holidays(rhythm, weekend)}"
    )


def _often(daily: float) -> str:
    return f"{daily:.1f}" if daily >= 1 else f"{daily:.2f}"


def _days_off(working: float, weekend: float) -> str:
    if weekend < working * _QUIET:
        return "quiet on days off"
    return f"{_often(weekend)} a weekend day"


def _holidays(rhythm: Rhythm, weekend: float) -> str:
    silent = rhythm.daily[HOLIDAY] < weekend * _QUIET
    return ", silent on holidays" if silent else ""


def _busy(shares: Sequence[float]) -> str:
    """The fewest hours that bring most of the news, neighbours joined."""
    ranked = sorted(range(24), key=lambda hour: -shares[hour])
    chosen: set[int] = set()
    while sum(shares[hour] for hour in chosen) < _BUSY:
        chosen.add(ranked[len(chosen)])
    starts = [hour for hour in sorted(chosen) if hour - 1 not in chosen]
    ends = [hour + 1 for hour in sorted(chosen) if hour + 1 not in chosen]
    spans = [f"{start}-{end}" for start, end in zip(starts, ends, strict=True)]
    return " and ".join([", ".join(spans[:-1]), spans[-1]] if len(spans) > 1 else spans)
