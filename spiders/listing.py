"""The entries of a list page: which of its links are the articles of the column.

Navigation, hot lists, footers and friend links are no entries. The list is found by structure, not
by class names; where a publishing system keeps its rows elsewhere (Hanweb puts them into a script)
a reader of its own comes first.
"""

from spiders.document import ListDocument, parse_document
from spiders.rows.base import Listing, RowReader
from spiders.rows.datastore import read_datastore
from spiders.rows.inline import read_inline
from spiders.rows.json_answer import read_json
from spiders.rows.newspaper import read_newspaper
from spiders.rows.structure import read_rows

READERS: tuple[RowReader, ...] = (read_datastore, read_json, read_newspaper)
"""The readers that are sure of their kind, in the order they are asked."""

OPEN_READERS: tuple[RowReader, ...] = (read_rows, read_inline)
"""The readers that look for what is likeliest: the one that finds more dated entries is right.

A new kind of list is one module and one line in either table.
"""


def read_list(html: str, url: str) -> Listing:
    """The list on a page; without items where the page holds none.

    >>> row = '<li><a href="./202306/t2023060{0}_81.html">新禾区第{0}次防汛会议</a>06-0{0}</li>'
    >>> rows = "".join(row.format(number) for number in (3, 2, 1))
    >>> found = read_list(f"<ul>{rows}</ul>", "http://www.xinhe.example/gzdt/")
    >>> [(item.title, item.date_text) for item in found.items][0]
    ('新禾区第3次防汛会议', '06-03')
    """
    return read_document(parse_document(html, url))


def read_document(document: ListDocument) -> Listing:
    """The list on a parsed page."""
    for reader in READERS:
        found = reader(document)
        if found is not None:
            return found
    lists = [found for reader in OPEN_READERS if (found := reader(document)) is not None]
    return max(lists, key=_worth, default=Listing())


def _worth(listing: Listing) -> tuple[bool, int]:
    dated = sum(item.date_text is not None for item in listing.items)
    return dated * 2 > len(listing.items), len(listing.items)
