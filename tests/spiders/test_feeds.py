"""Feeds are read for what lists an article, and for nothing that could do harm."""

import json
import time

import pytest

from spiders.errors import UnreadableListing
from spiders.feeds import find_feeds, parse_feed

URL = "http://www.hexin.example/rss.xml"


def rss(items: str, head: str = "") -> bytes:
    return (
        f'{head}<rss version="2.0"><channel><title>公司新闻</title>{items}</channel></rss>'.encode()
    )


def test_rss_entries_come_in_order_with_title_and_time() -> None:
    feed = parse_feed(
        rss(
            "<item><title>二期工程投产</title><link>http://www.hexin.example/2.html</link>"
            "<pubDate>Fri, 02 Jun 2023 01:15:00 GMT</pubDate></item>"
            "<item><title>一期工程开工</title><link>/1.html</link>"
            "<pubDate>2023-01-05 08:00</pubDate></item>"
        ),
        URL,
    )

    assert feed.title == "公司新闻"
    assert [(item.url, item.title) for item in feed.items] == [
        ("http://www.hexin.example/2.html", "二期工程投产"),
        ("http://www.hexin.example/1.html", "一期工程开工"),
    ]
    times = [item.published_at.isoformat() for item in feed.items if item.published_at]
    assert times == ["2023-06-02T01:15:00+00:00", "2023-01-05T08:00:00+08:00"]
    assert feed.items[0].date_text == "Fri, 02 Jun 2023 01:15:00 GMT"


def test_atom_link_to_the_page_is_taken_not_the_one_to_itself() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>要闻</title>'
        '<link rel="next" href="?page=2"/>'
        '<entry><title type="html">&lt;b&gt;投产&lt;/b&gt;仪式</title>'
        '<link rel="self" href="/self"/><link rel="alternate" href="/1"/><id>tag:1</id>'
        "<updated>2023-06-02T09:15:00+08:00</updated></entry></feed>"
    )
    feed = parse_feed(atom.encode(), URL)

    assert feed.items[0].url == "http://www.hexin.example/1"
    assert feed.items[0].title == "投产仪式"
    assert feed.next == "http://www.hexin.example/rss.xml?page=2"


def test_rdf_entries_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="http://a.example"><title>t</title></channel>'
        '<item rdf:about="http://a.example/1"><title>山城茶席</title>'
        "<dc:date>2023-06-02</dc:date></item>"
        "</rdf:RDF>"
    )
    assert [item.url for item in parse_feed(rdf.encode(), URL).items] == ["http://a.example/1"]


def test_feed_in_a_gb_charset_is_decoded() -> None:
    head = '<?xml version="1.0" encoding="gb2312"?>'
    body = rss("<item><title>镕与䶮</title><link>/1</link></item>", head).decode().encode("gb18030")
    assert parse_feed(body, URL).items[0].title == "镕与䶮"


def test_faults_of_hand_made_feeds_are_passed_over() -> None:
    feed = parse_feed(
        b"\n\n"
        + rss(
            "<item><title>A&B \x0b&nbsp;&hellip;</title><link>/v?id=1&type=2</link></item>"
            "<item><link><![CDATA[/v?id=2&type=2]]></link></item>"
            "<item><title>no link</title></item>"
            "<item><title>unclosed<link>/3</link></item>"
        ),
        URL,
    )

    assert [item.url for item in feed.items][:2] == [
        "http://www.hexin.example/v?id=1&type=2",
        "http://www.hexin.example/v?id=2&type=2",
    ]
    assert feed.items[0].title == "A&B …"


def test_entities_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{levels}]>'
    started = time.process_time()

    feed = parse_feed(rss("<item><title>&l9;</title><link>/1</link></item>", bomb), URL)

    assert feed.items[0].title in {None, ""}
    assert time.process_time() - started < 1


def test_external_entities_are_not_read() -> None:
    head = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    feed = parse_feed(rss("<item><title>&file;</title><link>/1</link></item>", head), URL)
    assert feed.items[0].title is None


def test_entities_declared_beyond_the_head_are_refused() -> None:
    late = "<!DOCTYPE rss [" + "<!ELEMENT x ANY>" * 10_000 + '<!ENTITY a "b">]>'
    with pytest.raises(UnreadableListing, match="entities"):
        parse_feed(rss("<item><link>/1</link></item>", late), URL)


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01\x02", b"plain text", b"<html><body>404</body></html>"]
)
def test_what_is_no_feed_says_so_with_its_address(body: bytes) -> None:
    with pytest.raises(UnreadableListing, match=r"http://www\.hexin\.example/rss\.xml"):
        parse_feed(body, URL)


def test_feed_cut_short_gives_what_it_has() -> None:
    whole = rss("".join(f"<item><title>第{n}期</title><link>/{n}</link></item>" for n in range(9)))
    assert len(parse_feed(whole[: len(whole) // 2], URL).items) >= 3


def test_page_names_its_feeds_once_each() -> None:
    page = (
        '<link rel="alternate" type="application/rss+xml" title="要闻" href="/rss.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        '<link rel="alternate" type="application/atom+xml" href="atom.xml">'
        '<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" href="/a.css">'
    )
    assert [feed.url for feed in find_feeds(page, "http://www.hexin.example/news/")] == [
        "http://www.hexin.example/rss.xml",
        "http://www.hexin.example/news/atom.xml",
    ]


def test_feed_in_json_is_read_like_any_other() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "新禾要闻",
            "next_url": "/feed.json?page=2",
            "items": [
                {
                    "id": "1",
                    "url": "/a/1.html",
                    "title": "防汛会议",
                    "date_published": "2023-06-02T01:15:00Z",
                },
                {"id": "2", "title": "没有地址的条目"},
                "不是条目",
            ],
        }
    ).encode()
    feed = parse_feed(body, "http://www.xinhe.example/feed.json")
    assert [(item.url, item.title) for item in feed.items] == [
        ("http://www.xinhe.example/a/1.html", "防汛会议")
    ]
    assert (feed.title, feed.next) == ("新禾要闻", "http://www.xinhe.example/feed.json?page=2")
    with pytest.raises(UnreadableListing):
        parse_feed(body[:-20], "http://www.xinhe.example/feed.json")
