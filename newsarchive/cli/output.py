"""How the program speaks: results on standard output, everything else on standard error."""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.control import strip_control_codes
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
"""Columns of what is drawn into a file or a pipe."""

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
    """Print a table; columns that hold only numbers are set to the right.

    In a file or a pipe a row is one line, however long, for the programs that read lines.
    """
    shown = [list(row) for row in rows]
    numbers = [
        all(isinstance(row[index], int | float) for row in shown) for index in range(len(headings))
    ]
    texts = [[_cell(cell) for cell in row] for row in shown]
    if out.is_terminal:
        _print_framed(headings, texts, numbers)
    else:
        for line in _lines([list(headings), *texts], numbers):
            sys.stdout.write(f"{line}\n")


def _cell(value: Any) -> str:
    return "" if value is None else strip_control_codes(" ".join(str(value).splitlines()))


def _print_framed(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool]
) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for heading, is_number in zip(headings, numbers, strict=True):
        table.add_column(
            heading, justify="right" if is_number else "left", no_wrap=is_number, overflow="fold"
        )
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)


def _lines(rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> Iterator[str]:
    """Rows of cells as lines whose columns stand below each other; a Han character is two wide."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for text, width, is_number in zip(row, widths, numbers, strict=True):
            space = " " * (width - cell_len(text))
            cells.append(space + text if is_number else text + space)
        yield " ".join(cells).rstrip()


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
