"""Lists that stand in a page's script as an array: `var itemObj = [{…}]`."""

import re

from spiders.apis.item_url import find_item_url
from spiders.apis.literals import parse_literal
from spiders.document import ListDocument
from spiders.rows.base import Listing
from spiders.rows.records import Records, read_records

_ARRAY = re.compile(r"(?:=|:|\()\s*(?=\[\s*\{)|=\s*(?=\{\s*[\"'])")
_FEWEST = 3
_MOST_LITERALS = 60


def read_inline(document: ListDocument) -> Listing | None:
    """The longest list of titles with addresses among the literals of a page's scripts."""
    item_url = find_item_url(document)
    best = Records(())
    for script in document.root.iter("script"):
        text = script.text or ""
        for count, start in enumerate(_ARRAY.finditer(text)):
            if count >= _MOST_LITERALS:
                break
            value = parse_literal(text[start.end() :])
            found = read_records(value, document.base, item_url)
            best = max(best, found, key=lambda one: len(one.items))
    if len(best.items) < _FEWEST:
        return None
    evidence = (f"{len(best.items)} records in a script of the page",)
    return Listing(items=best.items, reader="inline", evidence=evidence, total=best.total)
