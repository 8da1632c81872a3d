"""Each folder below pages/ is one page and what a fair reader would say that it is."""

import dataclasses
from typing import Any

import pytest

from newsarchive.core.article import Article
from newsarchive.extraction.extract import extract
from tests.extraction.cases import Case, read_cases

CASES = read_cases()


def field(article: Article, name: str) -> Any:
    value = getattr(article, name)
    if name == "flags":
        return [flag.name for flag in value]
    if isinstance(value, tuple):
        return [dataclasses.asdict(item) for item in value]
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_is_read_as_a_fair_reader_would(case: Case) -> None:
    expected = dict(case.truth)
    result = extract(case.body, case.url, **case.served)

    assert (result.kind, result.redirect_url) == (
        expected.pop("kind"),
        expected.pop("redirect_url", None),
    ), result.evidence
    assert result.evidence
    if result.article is None:
        assert not expected
        return
    sure = expected.keys() - case.weak
    assert {name: field(result.article, name) for name in sure} == {
        name: expected[name] for name in sure
    }
    if "text" not in case.weak:
        assert not [string for string in case.junk if string in result.article.text]


def test_there_are_pages_of_every_kind() -> None:
    kinds = {case.truth["kind"] for case in CASES}

    assert kinds == {
        "article",
        "list",
        "blocked",
        "soft_404",
        "redirect",
        "attachment_only",
        "empty",
    }
