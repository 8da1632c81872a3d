"""开普 UCAP: `createPageHTML('page_div',8, 1,'list','shtml',118)`, pages counted from 1.

The arguments are the container's id, pages, current page, stem, extension and records; page 2 is
`list_2.shtml`. The same name as in TRS with another count: told apart by the leading string.
"""

import re

from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager

NAME = "ucap"

_CALL = re.compile(
    r"createPageHTML\s*\(\s*['\"][^'\"]*['\"]\s*,\s*(?P<pages>\d{1,7})\s*,\s*(?P<current>\d{1,7})\s*,"
    r"\s*['\"](?P<stem>[^'\"]+)['\"]\s*,\s*['\"]\.?(?P<extension>\w+)['\"]",
    re.IGNORECASE,
)


def ucap(document: ListDocument, _: NextPage | None = None) -> Pager | None:
    """The pager that a UCAP list page writes by script."""
    call = _CALL.search(document.html)
    if call is None:
        return None
    pages, current = int(call["pages"]), max(int(call["current"]), 1)
    url = document.resolve(f"{call['stem']}_{current + 1}.{call['extension']}")
    following = None
    if url and current < pages:
        following = NextPage(url=url, family=NAME, number=current + 1)
    return Pager(family=NAME, next=following, pages=pages, evidence=call.group(0))
