"""Answers of a list's interface: the page after the one that was asked for by number."""

import re

from spiders.apis.request import ListApi
from spiders.document import ListDocument
from spiders.pagination.base import NextPage, Pager
from spiders.rows.json_answer import find_fragment, parse_json
from spiders.rows.records import read_records

_COUNT = re.compile(
    r"\b(?:data-)?(?:count|total(?:count|record|num)?)\s*=\s*[\"']?(\d{1,9})", re.IGNORECASE
)
_HEADERS = (("X-Requested-With", "XMLHttpRequest"),)
_JSON = (("Content-Type", "application/json"), ("Accept", "application/json, */*"))


def first_request(api: ListApi, family: str, number: int = 1) -> NextPage:
    """The request for a page of an interface's rows, the first one unless told otherwise."""
    return NextPage(
        url=api.filled(api.url, number),
        family=family,
        method=api.method,
        form=tuple((key, api.filled(value, number)) for key, value in api.form),
        body=api.filled(api.body, number),
        headers=(*_HEADERS, *(_JSON if api.body else ())),
        number=number,
        api=api,
    )


def answer(document: ListDocument, previous: NextPage | None = None) -> Pager | None:
    """The pager of what a request of an interface brought; None for any other page."""
    if previous is None or previous.api is None or previous.number is None:
        return None
    api, number = previous.api, previous.number
    rows, pages = _figures(document, api.size, number)
    goes_on = rows > 0 and api.has_pages and (number < pages if pages else rows >= (api.size or 1))
    following = first_request(api, previous.family, number + 1) if goes_on else None
    told = f"{rows} rows" + (f" of page {number} of {pages}" if pages else "")
    return Pager(family=previous.family, next=following, pages=pages, evidence=told)


def _figures(document: ListDocument, size: int | None, number: int) -> tuple[int, int | None]:
    """The number of rows in an answer and of pages that it declares, None where it does not."""
    value = parse_json(document.html)
    found = read_records(value, document.base, document.item_url)
    fragment = document.html if value is None else find_fragment(value) or ""
    rows = found.rows or fragment.count("<a ")
    total = found.total if found.total is not None else _count(fragment)
    pages = found.pages
    if total is not None and rows and (size or number == 1):
        pages = -(-total // (size or rows))
    return rows, pages


def _count(fragment: str) -> int | None:
    found = _COUNT.search(fragment)
    return int(found[1]) if found else None
