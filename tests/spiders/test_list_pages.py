"""Every folder under lists/ is a list page: page.html and what it holds, expected.json."""

import json
import pathlib
from typing import Any

import pytest

from spiders.charset import decode_html
from spiders.document import parse_document
from spiders.listing import read_list
from spiders.pagination.find import find_pager

LISTS = pathlib.Path(__file__).parent / "lists"
CASES = sorted(str(page.parent.relative_to(LISTS)) for page in LISTS.rglob("page.html"))


def read_case(case: str) -> tuple[str, dict[str, Any]]:
    folder = LISTS / case
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    return decode_html((folder / "page.html").read_bytes()), expected


@pytest.mark.parametrize("case", CASES)
def test_list_page_gives_its_entries_and_nothing_else(case: str) -> None:
    html, expected = read_case(case)

    items = read_list(html, expected["url"]).items

    assert [
        {
            "url": item.url,
            "title": item.title,
            "date_text": item.date_text,
            "published_at": item.published_at.isoformat() if item.published_at else None,
        }
        for item in items
    ] == expected["items"]


@pytest.mark.parametrize("case", CASES)
def test_list_page_tells_its_next_page(case: str) -> None:
    html, expected = read_case(case)

    pager = find_pager(parse_document(html, expected["url"]))

    following = pager.next if pager else None
    assert (pager.family if pager else None) == expected["family"]
    assert (pager.pages if pager else None) == expected["pages"]
    assert (following.url if following else None) == expected["next"]
    assert [list(pair) for pair in (following.form if following else ())] == expected.get(
        "form", []
    )
