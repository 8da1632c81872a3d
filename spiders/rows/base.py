"""Listing: what a list page says; and the protocol of the readers that find it."""

import dataclasses
from collections.abc import Callable

from spiders.document import ListDocument
from spiders.items import ListedItem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of a list page in page order, each address once.

    `reader` names the way they were found, `evidence` says in words why these are the list;
    `total` is the number of entries that the column declares, None where it does not tell.
    """

    items: tuple[ListedItem, ...] = ()
    reader: str = "none"
    evidence: tuple[str, ...] = ()
    total: int | None = None


RowReader = Callable[[ListDocument], Listing | None]
"""Reads one kind of list; None where the page holds no such list."""
