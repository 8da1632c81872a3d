"""A page number in the address, `?page=2`, where the page tells the number of pages, not links."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.counts import declared_counts

NAME = "query"

_NUMBER = re.compile(r"^\d{1,7}$")
_KEYS = re.compile(
    r"^(?:page|p|paged|pn|page_?no|page_?num|page_?index|current_?page|cur_?page|currentpageno)$",
    re.IGNORECASE,
)


def query(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The next value of the page parameter in the page's own address, up to the declared number."""
    parts = urlsplit(document.url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    keys = [key for key, value in pairs if _KEYS.match(key) and _NUMBER.match(value)]
    counts = declared_counts(document)
    if len(keys) != 1 or counts.pages is None:
        return None
    value = int(dict(pairs)[keys[0]])
    number = counts.current or value
    raised = urlencode([(key, str(value + 1) if key == keys[0] else old) for key, old in pairs])
    url = parts._replace(query=raised, fragment="").geturl()
    following = None
    if number < counts.pages:
        following = NextPage(url=url, family=NAME, number=number + 1)
    told = f"{keys[0]}={value} of {counts.pages} pages"
    return Pager(family=NAME, next=following, pages=counts.pages, evidence=told)
