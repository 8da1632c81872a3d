"""Hanweb lists: the rows stand in `<script type="text/xml"><datastore>`, each in a CDATA section.

The same text is the answer of `dataproxy.jsp`. It is no XML (raw `&`, stray `]]>`, broken tags are
met), so the sections are cut out as text and read as the small pieces of HTML they are.
"""

import dataclasses
import re

from spiders.document import ListDocument, parse_document
from spiders.rows.base import Listing
from spiders.rows.structure import read_rows

_STORE = re.compile(r"<datastore>.*?(?:</datastore>|$)", re.IGNORECASE | re.DOTALL)
_GROUP = re.compile(
    r"<(?:next|pre)group>\s*<!\[CDATA\[(.{0,4000}?)\]\]>", re.IGNORECASE | re.DOTALL
)
_TOTAL = re.compile(r"<totalrecord>\s*(\d{1,9})", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Datastore:
    """The rows of one group, as the HTML they hold, and the number of rows the column has."""

    records: tuple[str, ...]
    total: int | None


def find_datastore(html: str) -> Datastore | None:
    """The datastore of a page or of an answer of dataproxy.jsp, None where there is none.

    >>> store = "<totalrecord>9</totalrecord><record><![CDATA[<li>要闻</li>]]></record>"
    >>> find_datastore(f"<datastore>{store}</datastore>")
    Datastore(records=('<li>要闻</li>',), total=9)
    """
    stores = _STORE.findall(html)
    if not stores:
        return None
    store = max(stores, key=len)
    total = _TOTAL.search(store)
    groups = {group.strip() for group in _GROUP.findall(store)}
    records = [record for record in _sections(store) if record not in groups]
    return Datastore(tuple(records), int(total.group(1)) if total else None)


def _sections(store: str) -> list[str]:
    """The texts of the CDATA sections; each ends at the last mark before the next begins."""
    pieces = store.split("<![CDATA[")[1:]
    texts = (piece.rpartition("]]>")[0].strip() for piece in pieces)
    return [text for text in texts if text]


def read_datastore(document: ListDocument) -> Listing | None:
    """The list in the datastore of a Hanweb page, None where there is none with rows."""
    store = find_datastore(document.html)
    if store is None or not store.records:
        return None
    rows = "".join(f"<div>{record}</div>" for record in store.records)
    if len(store.records) == 1:
        rows = store.records[0]
    found = read_rows(parse_document(f"<body><div>{rows}</div></body>", document.base))
    if found is None:
        return None
    evidence = (f"{len(store.records)} records in a datastore", *found.evidence)
    return dataclasses.replace(found, reader="datastore", evidence=evidence, total=store.total)
