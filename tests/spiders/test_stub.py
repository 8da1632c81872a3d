"""Column stubs lead to their first sub-column; challenges and error pages lead nowhere."""

import pytest

from spiders.document import parse_document
from spiders.stub import frame_target, jump_target, stub_target

URL = "http://www.xinhe.example/gzdt/index.html"


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="Refresh" content="0;URL=./ywyw/">',
        "<meta http-equiv=refresh content=\"0; url='ywyw/'\">",
        '<script>window.location.href = "./ywyw/";</script>',
        "<script>location.replace('/gzdt/ywyw/')</script>",
    ],
)
def test_stub_leads_below_itself(html: str) -> None:
    assert stub_target(parse_document(html, URL)) == "http://www.xinhe.example/gzdt/ywyw/"


@pytest.mark.parametrize(
    "html",
    [
        "<script>location.href=location.pathname+location.search</script>",
        '<script>location.href="/"</script>',
        '<meta http-equiv="refresh" content="5;url=/index.html">',
        '<meta http-equiv="refresh" content="60">',
        '<script>location.href="http://127.0.0.1/gzdt/x/"</script>',
        '<script>location.href="javascript:void(0)"</script>',
        f'<script>location.href="./ywyw/"</script><p>{"正文" * 3000}</p>',
    ],
)
def test_other_redirections_are_not_followed(html: str) -> None:
    assert stub_target(parse_document(html, URL)) is None


def test_page_that_shows_a_page_of_its_site_in_a_frame_leads_there() -> None:
    page = (
        "<iframe src='/weather.html' height='400'></iframe><iframe src='rows.html' height='600'></iframe>"
        "<iframe src='http://other.example/x.html' height='900'></iframe>"
    )
    found = frame_target(parse_document(page, "http://www.xinhe.example/gzdt/"))
    assert found == "http://www.xinhe.example/gzdt/rows.html"


def test_stub_that_names_its_target_by_a_variable_is_followed() -> None:
    page = (
        "<script>var target='https://other.example/a/1.html';window.location.href=target;</script>"
    )
    found = jump_target(parse_document(page, "http://www.xinhe.example/gzdt/1.html"))
    assert found == "https://other.example/a/1.html"
