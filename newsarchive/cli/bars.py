"""Counts by month as bars for the terminal."""

import itertools
from collections.abc import Sequence

from newsarchive.search.results import Facet

WIDTH = 40
"""Columns of the longest bar."""

MOST_MONTHS = 24
"""More months than that are shown by year."""

MOST_BARS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_MONTHS = 12


def bars(months: Sequence[Facet]) -> list[str]:
    """Return a line a month (`2023-06`), empty ones between too; by year where they are many.

    Of more lines than fit the last ones are kept.

    >>> bars([Facet("2023-05", 1), Facet("2023-07", 8)])[:2]
    ['2023-05  █████ 1', '2023-06  0']
    """
    counts = _filled({_number(month.value): month.count for month in months})
    if len(counts) > MOST_MONTHS:
        years = itertools.groupby(counts, lambda counted: counted[0] // _MONTHS)
        named = [(f"{year:04d}", sum(count for _, count in group)) for year, group in years]
    else:
        named = [(f"{n // _MONTHS:04d}-{n % _MONTHS + 1:02d}", count) for n, count in counts]
    shown = named[-MOST_BARS:]
    most = max((count for _, count in shown), default=0)
    return [f"{name}  {_bar(count, most)}{count}" for name, count in shown]


def _number(month: str) -> int:
    return int(month[:4]) * _MONTHS + int(month[5:]) - 1


def _filled(counts: dict[int, int]) -> list[tuple[int, int]]:
    if not counts:
        return []
    return [(n, counts.get(n, 0)) for n in range(min(counts), max(counts) + 1)]


def _bar(count: int, most: int) -> str:
    if not count:
        return ""
    eighths = max(1, round(count / most * WIDTH * 8))
    full, rest = divmod(eighths, 8)
    return _FULL * full + (_EIGHTHS[rest] if rest else "") + " "
