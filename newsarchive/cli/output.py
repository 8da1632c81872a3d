"""How the program speaks: results on standard output, everything else on standard error."""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

from newsarchive.core.article_json import ZONE

WIDTH_OF_FILES = 160
"""Columns of a table that goes into a file or a pipe."""

REDRAW_SECONDS = 0.1

_width = None if sys.stdout.isatty() else WIDTH_OF_FILES
out = Console(highlight=False, soft_wrap=True, width=_width)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class ProgressReport(Protocol):
    """Takes how much of how much is done."""

    def __call__(self, done: int, total: int, /) -> None:
        """Show it."""


def say(message: str) -> None:
    """Tell a person something that is no result."""
    err.print(Text(message))


def print_json(value: Any) -> None:
    """Print one JSON document, Chinese text as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table; columns that hold only numbers are set to the right."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    shown = [list(row) for row in rows]
    for index, heading in enumerate(headings):
        numbers = all(isinstance(row[index], int | float) for row in shown)
        table.add_column(
            heading, justify="right" if numbers else "left", no_wrap=numbers, overflow="fold"
        )
    for row in shown:
        table.add_row(*[Text("" if cell is None else str(cell)) for cell in row])
    out.print(table)


class RateColumn(ProgressColumn):
    """How many are done a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, empty while nothing is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "")


@contextmanager
def progress_bar(label: str, *, in_bytes: bool = False) -> Iterator[ProgressReport]:
    """Draw a bar on standard error while long work goes on; it goes away when done.

    It shows how much is done, at what rate, and the time left.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if in_bytes else MofNCompleteColumn(),
        TransferSpeedColumn() if in_bytes else RateColumn(),
        TimeRemainingColumn(),
    )
    shown = err.is_terminal
    with Progress(*columns, console=err, transient=True, disable=not shown) as progress:
        task = progress.add_task(label, total=None)

        shown_at = 0.0

        def show(done: int, total: int, /) -> None:
            nonlocal shown_at
            # Work of a few microseconds apiece must not wait for its picture.
            if done < total and time.monotonic() - shown_at < REDRAW_SECONDS:
                return
            shown_at = time.monotonic()
            progress.update(task, completed=done, total=total)

        yield show


def local_time(moment: dt.datetime | None) -> str:
    """A time as a reader in China writes it, to the minute; a dash for None."""
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else "—"
