"""extract() returns, whatever it is given."""

import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.extraction import dom
from newsarchive.extraction.extract import extract

PARAGRAPH = "<p>湖湾县召开会议，部署防汛工作，要求各单位认真落实。</p>"
URL = "http://www.huwan.example/a/1.html"
PAGES = sorted((Path(__file__).parent / "pages").glob("*/*/page.html"))
PIECES = [
    "</html>",
    "<table><tr>",
    "</div>",
    "<p",
    "<!--",
    "]]>",
    "\0",
    "&#x1F;",
    "<script>",
    '"',
    "<td>",
    "\ufffe",
]

quick = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@quick
@given(st.data())
def test_pages_cut_and_mixed_at_random_never_raise(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(PAGES)).read_bytes()
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(PIECES)).encode("utf-8", "surrogatepass")
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 300)) :]

    assert extract(text, URL).evidence


def test_a_page_that_is_nothing_but_an_address_is_not_fetched() -> None:
    page = extract(b"http://127.0.0.1:9/latest/meta-data", URL)

    assert page.article is None


@quick
@given(
    st.binary(max_size=2000),
    st.text(max_size=60),
    st.sampled_from([None, "text/html; charset=x-no", "text/html"]),
)
def test_random_bytes_at_random_addresses_never_raise(
    body: bytes, url: str, content_type: str | None
) -> None:
    assert extract(body, url, content_type=content_type).evidence


@quick
@given(st.text(max_size=2000))
def test_random_text_never_raises(text: str) -> None:
    assert extract(text, URL).evidence


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + PARAGRAPH,
        "<b>" * 50_000 + "文字。",
        "<table><tr><td>" * 3_000 + PARAGRAPH,
        '<div class="' + "a " * 500_000 + '">' + PARAGRAPH,
        "<" * 500_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PARAGRAPH,
        "来源：" + " " * 500_000 + "湖湾",
        "（" * 200_000,
        '<div style="' + "display " * 200_000 + '">' + PARAGRAPH,
        "<div " + " ".join(f'a{number}="x"' for number in range(100_000)) + ">" + PARAGRAPH,
        "<article>" * 20_000 + PARAGRAPH,
        '<meta http-equiv="refresh" ' * 50_000,
    ],
    ids=[
        "divs",
        "inline",
        "tables",
        "classes",
        "angles",
        "json",
        "spaces",
        "brackets",
        "style",
        "attributes",
        "articles",
        "refreshes",
    ],
)
def test_nesting_and_floods_end_in_good_time(html: str) -> None:
    assert extract(html, URL).kind in {"article", "empty"}


def test_a_page_of_twenty_megabytes_is_read_in_part_and_flagged() -> None:
    html = "<title>湖湾县防汛会议</title><h1>湖湾县防汛会议</h1>" + PARAGRAPH * (
        20_000_000 // len(PARAGRAPH)
    )

    article = extract(html, URL).article

    assert article is not None
    assert len(article.text) <= dom.MAX_CHARACTERS
    assert "too_long" in [flag.name for flag in article.flags]


@pytest.mark.parametrize("body", [b"", "", b"\0\0\0", "<html></html>", "<p></p>"])
def test_pages_without_anything_are_empty(body: bytes | str) -> None:
    assert extract(body, URL).kind == "empty"


def test_documents_served_as_pages_are_told_by_their_first_bytes() -> None:
    result = extract(b"%PDF-1.5 \xe2\xe3\xcf\xd3" * 100, URL, content_type="text/html")

    assert (result.kind, result.article) == ("attachment_only", None)


def test_results_travel_between_processes() -> None:
    result = extract(PAGES[0].read_bytes(), URL)

    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own bytes
