"""Sitemaps: entries, children, news, gzip, plain text, and hostile ones."""

import gzip
import time

import pytest

from spiders.errors import UnreadableListing
from spiders.sitemaps import MAX_ENTRIES, parse_sitemap, sitemaps_in_robots

URL = "http://www.hexin.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(entries: str, more: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<urlset {NAMESPACE} {more}>{entries}</urlset>".encode()


def test_last_change_of_a_page_is_told_but_is_no_time_of_publication() -> None:
    entry = "<url><loc>http://www.hexin.example/1.html</loc><lastmod>2023-06-02</lastmod></url>"
    item = parse_sitemap(urlset(entry), URL).items[0]
    assert (item.url, item.date_text, item.published_at) == (
        "http://www.hexin.example/1.html",
        "2023-06-02",
        None,
    )


def test_news_sitemap_gives_title_and_time_of_publication() -> None:
    news = (
        "<url><loc>http://www.hexin.example/1.html</loc><lastmod>2023-07-01</lastmod><n:news>"
        "<n:publication><n:name>禾新网</n:name></n:publication><n:title>二期工程投产</n:title>"
        "<n:publication_date>2023-06-02T09:15:00+08:00</n:publication_date></n:news></url>"
    )
    more = 'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    item = parse_sitemap(urlset(news, more), URL).items[0]
    assert item.title == "二期工程投产"
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2023-06-02T09:15:00+08:00"


def test_index_gives_its_children() -> None:
    index = f"<sitemapindex {NAMESPACE}><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>"
    sitemap = parse_sitemap(index.encode(), URL)
    assert [child.url for child in sitemap.children] == ["http://www.hexin.example/a.xml.gz"]
    assert sitemap.items == ()


def test_gzipped_sitemap_is_unpacked() -> None:
    body = gzip.compress(urlset("<url><loc>http://www.hexin.example/1.html</loc></url>"))
    assert len(parse_sitemap(body, URL).items) == 1


def test_gzip_file_cut_short_gives_what_it_has() -> None:
    entries = "".join(
        f"<url><loc>http://www.hexin.example/{n * 7919}.html</loc></url>" for n in range(900)
    )
    body = gzip.compress(urlset(entries))
    assert len(parse_sitemap(body[: len(body) * 3 // 4], URL).items) > 100


def test_gzip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = gzip.compress(b"0" * (300 * 1024 * 1024), compresslevel=1)
    started = time.process_time()
    with pytest.raises(UnreadableListing, match="unpacks to more than"):
        parse_sitemap(bomb, URL)
    assert time.process_time() - started < 2


def test_plain_text_sitemap_is_one_address_a_line() -> None:
    body = b"\xef\xbb\xbfhttp://www.hexin.example/1.html\r\nhttp://www.hexin.example/2.html\r\n"
    assert len(parse_sitemap(body, URL).items) == 2


def test_entries_are_limited_and_unique() -> None:
    entries = "<url><loc>http://www.hexin.example/1.html</loc></url>" * 3
    assert len(parse_sitemap(urlset(entries), URL).items) == 1
    many = "".join(f"<url><loc>/{n}</loc></url>" for n in range(MAX_ENTRIES + 10))
    assert len(parse_sitemap(urlset(many), URL).items) == MAX_ENTRIES


def test_entities_in_a_sitemap_are_not_expanded() -> None:
    body = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>http://a.example/&x;</loc></url></urlset>"
    )
    assert [item.url for item in parse_sitemap(body, URL).items] == ["http://a.example/"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "", "http://[::1"]
)
def test_entries_that_are_no_web_address_are_left_out(address: str) -> None:
    assert parse_sitemap(urlset(f"<url><loc>{address}</loc></url>"), URL).items == ()


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x1f\x8bbroken", b"<rss></rss>"])
def test_what_is_no_sitemap_says_so_with_its_address(body: bytes) -> None:
    with pytest.raises(UnreadableListing, match=r"http://www\.hexin\.example/sitemap\.xml"):
        parse_sitemap(body, URL)


def test_sitemap_with_a_broken_end_gives_what_it_has() -> None:
    body = urlset("<url><loc>http://a.example/1</loc></url><url><loc>http://a.example/2</")
    assert [item.url for item in parse_sitemap(body, URL).items][:1] == ["http://a.example/1"]


def test_robots_file_names_sitemaps() -> None:
    text = "User-agent: *\nDisallow: /x\nsitemap: http://a.example/s.xml\nSitemap:/t.xml\n"
    assert sitemaps_in_robots(text, "http://a.example/robots.txt") == (
        "http://a.example/s.xml",
        "http://a.example/t.xml",
    )


def test_a_robots_file_of_blank_lines_is_read_in_bounded_time() -> None:
    assert sitemaps_in_robots("\n" * 500_000 + "x", "http://a.example/robots.txt") == ()
