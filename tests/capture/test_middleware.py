"""Real Scrapy crawls of a site on loopback, and what they leave in the WARC files."""

import asyncio
import datetime as dt
import gzip
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newsarchive.capture.middleware import CaptureMiddleware
from newsarchive.capture.replay import read_capture, replay_file
from newsarchive.capture.warc import WarcWriter
from spiders.items import CapturePlace

CODED = ["plain", "gzip", "br", "deflate", "chunked"]


def test_every_response_is_kept_as_received_and_found_by_its_place(
    site, crawl, tmp_path, check_warcs
):
    paths = [f"/{name}.html" for name in CODED] + ["/old.html", "/gone.html"]
    urls = [site.url + path for path in paths]
    report = crawl(urls, tmp_path, posts={f"{site.url}/list.jsp": "page=2"})
    assert report["reason"] == "finished"
    (file,) = check_warcs(tmp_path, with_brotli=False)
    kept = {page.url.removeprefix(site.url): page for page in replay_file(Path(file))}
    assert kept.keys() == {*paths, "/robots.txt", "/list.jsp"}
    assert [kept[path].status for path in ("/old.html", "/gone.html")] == [301, 404]
    assert kept["/old.html"].header("Location") == "/plain.html"
    assert kept["/list.jsp"].body == b"<record>page=2</record>"
    for page in report["pages"].values():
        replayed = read_capture(tmp_path, CapturePlace(**page["capture"]))
        assert replayed.url == page["url"]
        assert replayed.status == page["status"]
        assert replayed.body.decode() == page["body"]
        assert replayed.fetched_at == dt.datetime.fromisoformat(page["fetched_at"])
    assert report["pages"][urls[-2]]["url"].endswith("/plain.html")


def test_records_hold_the_coded_body_and_claim_no_framing_that_is_gone(site, crawl, tmp_path):
    report = crawl([f"{site.url}/chunked.html"], tmp_path)
    (page,) = report["pages"].values()
    place = CapturePlace(**page["capture"])
    with (tmp_path / place.warc_file).open("rb") as file:
        file.seek(place.warc_offset)
        record = gzip.decompress(file.read(place.warc_length))
    assert b"\r\nContent-Encoding: gzip\r\n" in record
    assert b"\r\n\r\n\x1f\x8b" in record
    assert b"Transfer-Encoding" not in record
    assert b"WARC-IP-Address: 127.0.0.1\r\n" in record


def test_large_bodies_are_packed_beside_the_downloads(site, crawl, tmp_path, check_warcs):
    urls = [f"{site.url}/large.html", f"{site.url}/plain.html"]
    report = crawl(urls, tmp_path)
    check_warcs(tmp_path)
    assert report["pages"].keys() == set(urls)
    for page in report["pages"].values():
        place = CapturePlace(**page["capture"])
        assert read_capture(tmp_path, place).body.decode() == page["body"]


def test_an_archive_that_cannot_be_written_stops_the_crawl_before_it_asks(site, crawl, tmp_path):
    folder = tmp_path / "warc"
    folder.write_bytes(b"a file where the folder should be")
    report = crawl([f"{site.url}/plain.html"], folder)
    assert report["reason"].startswith(f"capture failed: cannot write raw pages to {folder}: ")
    assert report["pages"] == {}
    assert site.asked == []


def test_a_disk_that_fills_up_stops_the_crawl_and_lets_no_page_through(
    site, crawl, tmp_path, check_warcs
):
    urls = [f"{site.url}/plain.html?{number}" for number in range(30)]
    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 2, "ROBOTSTXT_OBEY": False}
    report = crawl(urls, tmp_path, settings=settings, disk_bytes=6_000)
    assert report["reason"].startswith("capture failed: cannot write raw pages to ")
    assert "free space" in report["reason"]
    assert 0 < len(report["pages"]) < 10
    assert all("capture failed: " in said for said in report["failures"].values())
    (file,) = check_warcs(tmp_path)
    assert {page.url for page in replay_file(Path(file))} == set(report["pages"])


def test_a_torn_tail_is_mended_and_told_to_the_crawl(site, crawl, tmp_path, check_warcs, exchange):
    with WarcWriter(tmp_path) as writer:
        place = writer.write(exchange())
    path = tmp_path / place.warc_file
    path.write_bytes(path.read_bytes()[:-7])
    report = crawl([f"{site.url}/plain.html"], tmp_path)
    assert report["stats"]["capture/torn_tail"].startswith(f"{path}: cut ")
    assert [Path(file) for file in check_warcs(tmp_path)] == [path]


def test_an_unchanged_page_becomes_a_revisit_of_the_last_crawl(site, crawl, tmp_path, check_warcs):
    url = f"{site.url}/plain.html"
    first = crawl([url], tmp_path)["pages"][url]["capture"]
    again = crawl([url], tmp_path, earlier={url: first})["pages"][url]["capture"]
    check_warcs(tmp_path)
    assert again["payload_digest"] == first["payload_digest"]
    assert again["warc_offset"] != first["warc_offset"]
    body = read_capture(tmp_path, CapturePlace(**again)).body
    assert body == read_capture(tmp_path, CapturePlace(**first)).body
    content = gzip.decompress((tmp_path / first["warc_file"]).read_bytes())
    assert content.count(b"WARC-Type: revisit") == 1


@pytest.fixture
def middleware(tmp_path):
    """The middleware of a crawler that does not run."""
    made = CaptureMiddleware.from_crawler(
        get_crawler(settings_dict={"NEWSARCHIVE_WARC_DIR": str(tmp_path)})
    )
    made.spider_opened()
    yield made
    made.spider_closed()


def test_framing_that_a_download_handler_still_names_is_renamed(middleware, tmp_path):
    request = Request("http://www.qinghe.example/", headers={"Proxy-Authorization": "Basic eA=="})
    response = HtmlResponse(
        request.url,
        headers={"Transfer-Encoding": "chunked", "Server": "nginx"},
        body=b"<p>page</p>",
        protocol="h2",
        flags=["dataloss"],
    )
    assert asyncio.run(middleware.process_response(request, response)) is response
    page = read_capture(tmp_path, request.meta["capture"])
    assert page.headers == (
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Server", "nginx"),
    )
    content = gzip.decompress((tmp_path / page.capture.warc_file).read_bytes())
    assert b"WARC-Truncated: disconnect\r\n" in content
    assert b"\r\nHTTP/1.1 200 OK\r\n" in content
    assert b"Proxy-Authorization" not in content


def test_the_place_of_a_redirect_is_not_carried_to_the_next_request(middleware):
    request = Request("http://www.qinghe.example/", meta={"capture": "that of the redirect"})
    middleware.process_request(request)
    assert "capture" not in request.meta


def test_only_codings_that_archive_tools_undo_are_asked_for(middleware):
    request = Request("http://www.qinghe.example/", headers={"Accept-Encoding": "br, zstd"})
    middleware.process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate"
