"""Pages that are broken or made to do harm are read in bounded time, without an error."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.charset import decode_html
from spiders.document import parse_document, resolve
from spiders.errors import UnreadableListing
from spiders.feeds import parse_feed
from spiders.listing import read_document, read_list
from spiders.listing_dates import printed_date, split_date
from spiders.outline import MAX_LINKS, outline
from spiders.pagination.find import find_pager
from spiders.sitemaps import parse_sitemap
from spiders.stub import frame_target, jump_target, stub_target

URL = "http://www.xinhe.example/gzdt/"
ROW = '<li><a href="./202306/t20230602_{n}.html">第{n}次防汛会议</a><span>2023-06-02</span></li>'

PIECES = st.sampled_from(
    [
        "<ul>",
        "</ul>",
        "<li>",
        "<a href='1.html'>",
        '<a href=\'javascript:__doPostBack("a","2")\'>',
        "</a>",
        "<table><tr><td>",
        "2023-06-02",
        "下一页",
        "1",
        "共 9 页",
        "<datastore><record><![CDATA[",
        "]]>",
        "createPageHTML(3,0,'a','b')",
        "<script>",
        "</script>",
        "\x00",
        "\ud800",
        "新禾区召开防汛工作会议",
        "<select><option selected>1<option>2",
        "<base href='//['>",
        "&#99999999;",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_markup_is_read(html: str) -> None:
    document = parse_document(html, URL)
    read_document(document)
    find_pager(document)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    read_list(decode_html(body), URL)
    for parse in (parse_feed, parse_sitemap):
        try:
            parse(b"<rss><item><link>" + body, URL)
        except UnreadableListing:
            continue


@pytest.mark.parametrize("flood", ["<a/>", "&nbsp;", "<![CDATA[]]>"])
def test_a_flood_of_elements_or_entities_is_refused_before_it_takes_memory(flood: str) -> None:
    for parse in (parse_feed, parse_sitemap):
        with pytest.raises(UnreadableListing, match="more tags or entities than any feed"):
            parse(b"<rss>" + flood.encode() * 3_100_000, URL)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=90))
def test_any_text_is_a_date_or_none(text: str) -> None:
    printed_date(text)
    split_date(text)
    resolve(URL, text)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + ROW.format(n=1),
        "<ul>" + "".join(ROW.format(n=n) for n in range(3_000)),
        "<a href=x>" * 5_000,
        "第" + " " * 200_000 + "页",
        "·" * 200_000,
        f'<a href="1.html" title="{"…" * 100_000}">{"·" * 100_000}</a>',
        "<datastore><nextgroup>" * 20_000,
        "<datastore>" + "<![CDATA[" * 50_000,
        "<script>" + "'?p" * 60_000 + "</script>共 9 页",
        "createPageHTML(" * 50_000,
        f'<ul><li><a href="/a/1.html">{"»" * 200_000}更</a></ul>',
        "<" * 300_000,
        "<a><li><div>防汛" * 20_000,
        " " * 100_000 + "jQuery",
        "<script>" + "\n" * 300_000 + "</script>",
    ],
    ids=[
        "deep",
        "long",
        "links",
        "blanks",
        "dots",
        "title",
        "groups",
        "sections",
        "quotes",
        "calls",
        "arrows",
        "opened",
        "nested",
        "padded",
        "lines",
    ],
)
def test_page_made_to_be_slow_is_read_in_bounded_time(html: str) -> None:
    started = time.process_time()
    document = parse_document(html, URL)
    read_document(document)
    find_pager(document)
    for target in (stub_target, jump_target, frame_target):
        target(document)
    assert time.process_time() - started < 5


def test_an_address_that_no_server_need_take_is_no_link() -> None:
    assert resolve(URL, "a" * 7000) is not None
    assert resolve(URL, "a" * 8001) is None
    assert resolve(URL + "b" * 4000 + "/", "a" * 4001) is None


def test_of_a_flood_of_links_the_first_ones_are_read() -> None:
    rows = "".join(ROW.format(n=n) for n in range(MAX_LINKS + 500))
    document = parse_document(f"<ul>{rows}</ul>", URL)
    assert len(outline(document).links) == MAX_LINKS
    assert read_document(document).items[0].title == "第0次防汛会议"


def test_of_a_flood_of_tags_the_first_ones_are_read() -> None:
    rows = "".join(ROW.format(n=n) for n in range(5))
    document = parse_document(f"<ul>{rows}</ul>{'<b>' * 400_000}", URL)
    assert len(read_document(document).items) == 5
    assert document.html.count("<") < 200_000
