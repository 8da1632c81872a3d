"""Near-duplicates: the arithmetic of `dedup`, handed to storage, which finds and joins them."""

from collections.abc import Callable

from newsarchive.dedup.compare import alike
from newsarchive.dedup.sketch import sketch
from storage.comparing import compare_waiting, waiting
from storage.engine import Database
from storage.resemblance import Resemblance

RESEMBLANCE = Resemblance(sketch=sketch, alike=alike)
"""How articles that tell the same are found."""


def texts_to_compare(database: Database) -> int:
    """Return how many texts an older version of the program stored without comparing them."""
    return waiting(database)


def find_stories(database: Database, progress: Callable[[int, int], None]) -> None:
    """Compare the texts that wait for it; a later call goes on where one was broken off.

    `progress` takes how many are done, and how many there are.
    """
    done, total = 0, waiting(database)
    for count in compare_waiting(database, RESEMBLANCE):
        done += count
        progress(done, max(done, total))
