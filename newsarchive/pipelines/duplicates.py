"""Near-duplicates: the arithmetic of `dedup`, handed to storage, which finds and joins them."""

from collections.abc import Callable

from newsarchive.dedup.compare import alike
from newsarchive.dedup.fingerprint import text_digest
from newsarchive.dedup.headlines import is_another_issue
from newsarchive.dedup.sketch import sketch
from newsarchive.text.fold import fold_version
from storage.comparing import compare_waiting, let_wait, waiting
from storage.engine import Database
from storage.resemblance import Resemblance, Wording

RULES = 2
"""Number of the rules of `dedup`; raise it with every change of what they find."""


def _tell_the_same(one: Wording, other: Wording) -> bool:
    return not is_another_issue(one.title, other.title) and alike(one.text, other.text)


RESEMBLANCE = Resemblance(
    version=f"{RULES}.{fold_version()}", digest=text_digest, sketch=sketch, alike=_tell_the_same
)
"""How articles that tell the same are found."""


def texts_to_compare(database: Database) -> int:
    """Return how many texts another version of the program stored, or compared by other rules."""
    let_wait(database, RESEMBLANCE)
    return waiting(database)


def find_stories(database: Database, progress: Callable[[int, int], None]) -> None:
    """Compare the texts that wait for it; a later call goes on where one was broken off.

    `progress` takes how many are done, and how many there are.
    """
    done, total = 0, waiting(database)
    for count in compare_waiting(database, RESEMBLANCE):
        done += count
        progress(done, max(done, total))
