"""How well all pages below pages/ are read together: floors that a change must not fall under."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from newsarchive.core.article import Article
from newsarchive.extraction.encoding import decode
from newsarchive.extraction.extract import extract
from tests.extraction.cases import Case, read_cases

CASES = read_cases()
ARTICLES = [case for case in CASES if case.truth["kind"] == "article"]
TOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[^\W\u3400-\u9fff]+")
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
NAME = re.compile(r"""(\s(?:class|id)\s*=\s*)(["'])(.*?)\2""", re.IGNORECASE)
HEAD = re.compile(r"<meta\b(?!(?=[^>]*charset))[^>]*>", re.IGNORECASE)
PARAGRAPH = re.compile(r"</?p(?:\s[^<>]*)?>", re.IGNORECASE)
Change = Callable[[str], str]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four tokens; a shorter text is one run."""
    tokens = TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def likeness(text: str, truth: str) -> float:
    """F1 of the two texts' shingles."""
    found, wanted = shingles(text), shingles(truth)
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


def mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)


def read(case: Case) -> Article | None:
    return extract(case.body, case.url, **case.served).article


def texts(change: Change) -> dict[str, str]:
    """The text read from each article's page after a change to its source."""
    changed = ((case, change(decode(case.body).text)) for case in ARTICLES)
    found = {case.name: extract(html, case.url, **case.served).article for case, html in changed}
    return {name: article.text if article else "" for name, article in found.items()}


def without_names(html: str) -> str:
    """The page with each id and class replaced by a word that says nothing."""

    def scramble(value: str) -> str:
        return " ".join(f"z{hashlib.sha256(one.encode()).hexdigest()[:7]}" for one in value.split())

    def rename(tag: re.Match[str]) -> str:
        return NAME.sub(lambda found: f"{found[1]}{found[2]}{scramble(found[3])}{found[2]}", tag[0])

    return TAG.sub(rename, html)


def without_head(html: str) -> str:
    """The page without the elements in which its head describes it."""
    return HEAD.sub("", html)


def with_breaks(html: str) -> str:
    """The page with line breaks in place of its paragraphs."""
    return PARAGRAPH.sub("<br>", html)


def test_there_are_enough_pages_to_judge_by() -> None:
    assert len(ARTICLES) >= 60
    assert len({case.name.partition("/")[0] for case in CASES}) >= 20


def test_texts_are_read_to_the_last_character() -> None:
    found = {case.name: article.text if (article := read(case)) else "" for case in ARTICLES}

    assert mean(likeness(found[case.name], case.truth["text"]) for case in ARTICLES) >= 0.995
    assert mean(found[case.name] == case.truth["text"] for case in ARTICLES) >= 0.97


@pytest.mark.parametrize(
    ("field", "floor"),
    [
        ("title", 1.0),
        ("published_at", 0.98),
        ("publisher", 0.98),
        ("author", 0.94),
        ("editor", 1.0),
    ],
)
def test_fields_are_read_as_credited(field: str, floor: float) -> None:
    cases = [case for case in ARTICLES if case.truth.get(field)]

    assert mean(getattr(read(case), field, None) == case.truth[field] for case in cases) >= floor


@pytest.mark.parametrize("field", ["author", "editor"])
def test_no_name_is_given_where_none_is_credited(field: str) -> None:
    silent = [case for case in ARTICLES if field in case.truth and case.truth[field] is None]

    assert [case.name for case in silent if getattr(read(case), field, None)] == []


def test_kinds_are_told() -> None:
    wrong = [
        case.name
        for case in CASES
        if extract(case.body, case.url, **case.served).kind != case.truth["kind"]
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("change", "floor"),
    [(without_names, 0.97), (without_head, 0.99), (with_breaks, 0.96)],
    ids=["without names", "without head", "with breaks"],
)
def test_reading_rests_on_structure(change: Change, floor: float) -> None:
    """Names of elements, meta elements and paragraphs help; without one of them pages still read."""
    found = texts(change)

    assert mean(likeness(found[case.name], case.truth["text"]) for case in ARTICLES) >= floor
