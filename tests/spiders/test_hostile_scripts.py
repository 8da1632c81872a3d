"""What sites' scripts, interfaces and stubs say is read or passed over, whatever it is."""

import contextlib
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.apis.literals import constants, evaluate, parse_literal
from spiders.document import parse_document
from spiders.errors import UnreadableListing
from spiders.feeds import parse_feed
from spiders.listing import read_document
from spiders.newspaper import paper_pages
from spiders.pagination.find import find_pager
from spiders.parts import next_part, part_number
from spiders.stub import frame_target, jump_target, stub_target

URL = "http://www.xinhe.example/gzdt/"
DEEP = "[" * 100_000

NAMES = st.sampled_from(
    [
        "title",
        "url",
        "link",
        "href",
        "id",
        "pubDate",
        "date",
        "list",
        "rows",
        "data",
        "total",
        "pages",
        "totalPage",
        "page",
        "html",
        "content",
        "items",
        "version",
        "next_url",
        "�",
        "",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        [
            "新禾区召开防汛工作会议",
            "/a/1.html",
            "//[",
            "javascript:0",
            "2023-06-02",
            "1714982400000",
            "https://jsonfeed.org/version/1.1",
            "<ul><li><a href='1.html'>防汛会议</a>",
            "\x00",
            "9" * 400,
        ]
    )
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)
ROWS = st.fixed_dictionaries(
    {"data": st.fixed_dictionaries({"list": st.lists(st.dictionaries(NAMES, LEAVES), max_size=5)})},
    optional={"total": LEAVES, "pageSize": LEAVES, "code": LEAVES},
)
SCRIPTS = st.lists(
    st.sampled_from(
        [
            "function go(id){location.href='/a/'+id+'.html'}",
            "function go(",
            "$.ajax({url:'/api/list?page='+page,data:{size:10,page:n},type:'POST'})",
            "$.ajax({url:",
            "axios.get(`/api/${column}/list`)",
            "fetch('//[/list.json')",
            "var total='9',page=1,url=\"\\u002f\\x2fa\";",
            "var pageCount=99999999999999999999999;",
            "createPageHTML(3,0,'a','b');",
            "createPageHTML(1e9,-1,'','');",
            "location.href='../index.html'",
            "window.location='https://evil.example:99999/'",
            "setTimeout(\"location='//[::1'\",0)",
            "queryData:{'webid':1,'columnid':{}}",
            "</script><a onclick=\"go('\\u202e')\">防汛</a><script>",
            "<a onclick='go(1)'>新禾区召开防汛会议</a>2023-06-02",
            "'+'\"+`${",
            "{" * 50,
            "下一页",
            "\x00\ud800",
        ]
    ),
    max_size=12,
).map("".join)
STUBS = st.lists(
    st.sampled_from(
        [
            '<meta http-equiv=refresh content="0;url=',
            "<meta http-equiv='refresh' content='",
            "0; URL='//['",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "/a/1.html",
            '">',
            "'>",
            '<frameset><frame src="',
            "<iframe src='data:text/html,x'>",
            "<area coords='1,2,3' href='node_2.htm'>",
            "<a href='content_1.htm'>第01版：要闻</a>",
            "<a href='1_2.html'>2</a><a href='1_3.html'>下一页</a>",
            "<script>location.replace('",
            "')</script>",
            "\x00",
        ]
    ),
    max_size=10,
).map("".join)  # fmt: skip


def read(text: str) -> None:
    """Read a text as a list page, and what it asks for next."""
    document = parse_document(text, URL)
    read_document(document)
    pager = find_pager(document)
    if pager is not None and pager.next is not None:
        find_pager(document, previous=pager.next)
    for target in (stub_target, jump_target, frame_target):
        found = target(document)
        assert found is None or urlsplit(found).scheme in {"http", "https"}, found


@settings(max_examples=150, deadline=None)
@given(VALUES | ROWS)
def test_any_answer_of_an_interface_is_read(value: object) -> None:
    text = json.dumps(value)
    read(text)
    read(f"<script>var list = {text};</script><a href=1.html>防汛</a>")
    with contextlib.suppress(UnreadableListing):
        parse_feed(text.encode(), URL)


@settings(max_examples=150, deadline=None)
@given(SCRIPTS)
def test_any_script_is_read(script: str) -> None:
    read(f"<script>{script}</script>")
    read(script)
    evaluate(script, constants(script))


@settings(max_examples=150, deadline=None)
@given(STUBS)
def test_any_stub_leads_to_an_address_of_the_web_or_nowhere(html: str) -> None:
    read(html)
    document = parse_document(html, URL)
    next_part(document, URL)
    paper_pages(document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_addresses_are_compared(one: str, other: str) -> None:
    part_number(one, other)
    part_number(f"{URL}{one}.html", f"{URL}{other}.html")


@pytest.mark.parametrize(
    "parse",
    [read, lambda text: read(f"<script>var list = {text}</script>"), parse_literal],
    ids=["answer", "script", "literal"],
)
def test_nesting_without_end_is_passed_over(parse: Callable[[str], object]) -> None:
    try:
        parse(DEEP)
        parse(DEEP.replace("[", '{"a":'))
    except ValueError:
        pass


@given(st.integers(0, 0x1FFFFF), st.sampled_from(["&#{};", "&#x{:x};", "&#X{:X};", "&#{}"]))
def test_any_number_of_a_character_in_a_feed_gives_text(number: int, form: str) -> None:
    written = form.format(number)
    feed = f"<rss><item><link>/1.html</link><title>防汛{written}会议</title></item></rss>"
    (item,) = parse_feed(feed.encode(), URL).items
    assert item.title is not None
    assert item.title.encode()
    assert "防汛" in item.title


@pytest.mark.parametrize(
    "feed",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": ' + DEEP,
        "<rss>" + "<item>" * 100_000,
    ],
    ids=["json", "xml"],
)
def test_a_feed_nested_without_end_is_refused_or_empty(feed: str) -> None:
    with contextlib.suppress(UnreadableListing):
        assert parse_feed(feed.encode(), URL).items == ()
