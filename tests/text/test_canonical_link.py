"""The address that a page names for itself counts only where it can be the same article."""

import pytest

from newsarchive.text.canonical_link import canonical_link

URL = "http://huwan.gov.cn/show.php?id=20230602&cat=3"


def link(href, rel="canonical"):
    return canonical_link(f'<head><link href="{href}" rel={rel}></head>', URL)


@pytest.mark.parametrize(
    ("href", "named"),
    [
        ("/content/20230602.html", "http://www.huwan.gov.cn/content/20230602.html"),
        ("https://m.huwan.gov.cn/a/20230602", "http://www.huwan.gov.cn/a/20230602"),
        ("/show.php?id=20230602&amp;utm_source=x", "http://www.huwan.gov.cn/show.php?id=20230602"),
    ],
)
def test_another_address_with_the_articles_number_is_believed(href, named):
    assert link(href) == named


@pytest.mark.parametrize(
    "href",
    [
        *("/", "/index.html", "/gzdt/", "/show.php?id=20230603", "/show.php", ""),
        *("http://other.example/20230602.html", "http://127.0.0.1/20230602", "javascript:20230602"),
        *("http://[bad/20230602", "http://huwan.gov.cn:8080/20230602.html", URL),
    ],
)
def test_a_home_page_another_article_another_host_and_nonsense_are_not(href):
    assert link(href) is None


def test_other_links_are_none():
    assert link("/content/20230602.html", rel="alternate") is None
    assert canonical_link("<p>没有这样的标记</p>", URL) is None
