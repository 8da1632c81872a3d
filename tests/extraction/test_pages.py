"""Each folder below pages/ is one page and what a fair reader would say that it is."""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from newsarchive.core.article import Article
from newsarchive.extraction.extract import Extraction, extract

PAGES = Path(__file__).parent / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/page.html"))


def read(case: Path) -> Extraction:
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    return extract(
        (case / "page.html").read_bytes(),
        meta["url"],
        content_type=meta["content_type"],
        status=meta["status"],
        fetched_at=dt.datetime.fromisoformat(meta["fetched_at"]),
    )


def field(article: Article, name: str) -> Any:
    value = getattr(article, name)
    if name == "flags":
        return [flag.name for flag in value]
    if isinstance(value, tuple):
        return [dataclasses.asdict(item) for item in value]
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_page_is_read_as_a_fair_reader_would(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    result = read(case)

    assert (result.kind, result.redirect_url) == (
        expected.pop("kind"),
        expected.pop("redirect_url", None),
    ), result.evidence
    assert result.evidence
    if result.article is None:
        assert not expected
        return
    published = expected.pop("published_at", None)
    if published:
        assert result.article.published_at == dt.datetime.fromisoformat(published)
    assert {name: field(result.article, name) for name in expected} == expected


def test_there_are_pages_of_every_kind() -> None:
    kinds = {
        json.loads((case / "expected.json").read_text(encoding="utf-8"))["kind"] for case in CASES
    }

    assert kinds == {
        "article",
        "list",
        "blocked",
        "soft_404",
        "redirect",
        "attachment_only",
        "empty",
    }
