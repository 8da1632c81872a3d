"""Where a page of results ended, as a word that the next search takes."""

import base64
import dataclasses
import hashlib
import json
from typing import Any

from newsarchive.core.errors import UsageError

_DIGEST_BYTES = 6
_SHOWN = 200


@dataclasses.dataclass(frozen=True, slots=True)
class Cursor:
    """The last article of a page: `key` is its score or its place in time.

    `rank` is how many matches stood up to it, itself included; `asked` a digest of the search.
    """

    key: float
    article_id: int
    rank: int
    asked: str

    def word(self) -> str:
        """Return it as letters, digits, - and _."""
        values = [self.key, self.article_id, self.rank, self.asked]
        return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def read_cursor(word: str, asked: str) -> Cursor:
    """Return the cursor that a word stands for.

    Raises UsageError where it is none, or one of another search than `asked`.
    """
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        cursor = _checked(*values)
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(
            f"{word[:_SHOWN]!r} is no cursor; take the one that the search before printed"
        ) from error
    if cursor.asked != asked:
        raise UsageError(
            f"the cursor {word} belongs to another search; "
            "repeat the search it came from with the same query, filters and order"
        )
    return cursor


def _checked(key: Any, article_id: Any, rank: Any, asked: Any) -> Cursor:
    numbers = (article_id, rank)
    if not all(type(number) is int and 1 <= number < 1 << 62 for number in numbers):
        raise ValueError("not the numbers of a cursor")
    if type(key) not in (int, float) or not abs(key) < 1 << 62:
        raise ValueError("not the key of a cursor")
    return Cursor(key, article_id, rank, str(asked))


def digest(*parts: object) -> str:
    """Return a short digest of what was asked for."""
    told = repr(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=_DIGEST_BYTES).hexdigest()
