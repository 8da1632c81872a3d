"""Pages read back: by their place, and from files of any tool."""

import dataclasses
import datetime as dt
import gzip
import io
import zlib

import brotli
import pytest
from warcio.warcwriter import WARCWriter

from newsarchive.capture.errors import UnreadableCapture
from newsarchive.capture.replay import read_capture, replay_file
from newsarchive.capture.warc import WarcWriter

NOTICE = "<html><body><p>白沙镇七月起试行错峰用水。</p></body></html>".encode()
CODED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "identity": bytes,
}


@pytest.fixture
def keep(tmp_path, exchange):
    """A function that keeps one exchange, given its changes, and returns its place."""

    def write(**changes):
        with WarcWriter(tmp_path) as writer:
            return writer.write(exchange(**changes))

    return write


def record(kind, url, block, **fields):
    """One plain WARC/1.0 record, written by hand as another tool might."""
    content_type = "application/http; msgtype=response"
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2019-05-06T07:08:09Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items()]
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def response(body, *headers, status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


PAGES = [
    record("warcinfo", "", b"software: other/1.0\r\n"),
    record("request", "http://www.baisha.example/1.html", b"GET /1.html HTTP/1.1\r\n\r\n"),
    record("response", "http://www.baisha.example/1.html", response(NOTICE, "Server: nginx")),
    record("response", "dns:www.baisha.example", b"www.baisha.example. 600 IN A 192.0.2.1\n"),
    record("response", "http://www.baisha.example/2.html", response(b"", status="404 Not Found")),
]


@pytest.fixture
def foreign(tmp_path):
    """A function that writes bytes to a file of another tool."""

    def write(content, name="other.warc.gz"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("coding", CODED)
def test_a_page_comes_back_with_its_coding_undone(tmp_path, keep, coding):
    headers = ((b"Content-Encoding", coding.encode()), (b"Etag", b'"7"'))
    place = keep(headers=headers, body=CODED[coding](NOTICE))
    page = read_capture(tmp_path, place)
    assert page.body == NOTICE
    assert page.status == 200
    assert page.header("etag") == '"7"'
    assert page.url == page.requested_url == "http://www.qinghe.example/xw/1.html"
    assert page.fetched_at == dt.datetime(2026, 3, 2, 8, 15, 0, 123456, tzinfo=dt.UTC)
    assert page.capture == place
    if coding != "identity":
        assert page.header("Content-Encoding") is None


@pytest.mark.parametrize("change", [-1, 1, 57, 10**6, 2**70])
def test_a_wrong_offset_is_said(tmp_path, keep, change):
    place = keep()
    wrong = dataclasses.replace(place, warc_offset=place.warc_offset + change)
    with pytest.raises(UnreadableCapture, match=rf"{place.warc_file}"):
        read_capture(tmp_path, wrong)


def test_the_place_of_another_record_is_not_taken_for_the_page(tmp_path, keep):
    first = keep()
    second = keep(body=NOTICE)
    wrong = dataclasses.replace(
        second, warc_offset=first.warc_offset, warc_length=first.warc_length
    )
    with pytest.raises(UnreadableCapture, match="is not the page that was kept there"):
        read_capture(tmp_path, wrong)


@pytest.mark.parametrize("name", ["missing.warc.gz", "../secret", "/etc/passwd", "a\0b", "."])
def test_a_name_that_is_no_file_of_the_archive_is_said(tmp_path, keep, name):
    place = dataclasses.replace(keep(), warc_file=name)
    with pytest.raises(UnreadableCapture):
        read_capture(tmp_path, place)


def test_damage_inside_a_record_is_said(tmp_path, keep):
    place = keep()
    path = tmp_path / place.warc_file
    content = bytearray(path.read_bytes())
    content[place.warc_offset + place.warc_length // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UnreadableCapture, match="no whole record at byte"):
        read_capture(tmp_path, place)


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_a_body_that_unpacks_to_too_much_is_refused(tmp_path, keep, coding):
    body = CODED[coding](bytes(30_000_000))
    place = keep(headers=((b"Content-Encoding", coding.encode()),), body=body)
    with pytest.raises(UnreadableCapture, match="unpacks to more than 1,000,000 bytes"):
        read_capture(tmp_path, place, limit=1_000_000)


def test_a_file_is_read_in_order_with_places_that_hold(tmp_path, exchange):
    with WarcWriter(tmp_path) as writer:
        places = [writer.write(exchange(body=b"%d" % number)) for number in range(4)]
        places.append(writer.write(exchange(body=b"2"), earlier=places[2]))
    pages = list(replay_file(tmp_path / places[0].warc_file))
    assert [page.capture for page in pages] == places
    assert [page.body for page in pages] == [b"0", b"1", b"2", b"3", b"2"]
    assert pages == [read_capture(tmp_path, place) for place in places]


@pytest.mark.parametrize("shape", ["members", "plain", "one member"])
def test_files_of_other_tools_are_read_in_every_shape(tmp_path, foreign, shape):
    content = {
        "members": b"".join(map(gzip.compress, PAGES)),
        "plain": b"".join(PAGES),
        "one member": gzip.compress(b"".join(PAGES)),
    }[shape]
    reports = []
    pages = list(replay_file(foreign(content), report=reports.append))
    assert [(page.url[-6:], page.status, page.body) for page in pages] == [
        ("1.html", 200, NOTICE),
        ("2.html", 404, b""),
    ]
    assert pages[0].headers == (("Server", "nginx"),)
    assert pages[0].fetched_at == dt.datetime(2019, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
    assert not reports
    for page in pages:
        if shape == "one member":
            assert page.capture is None
        else:
            assert read_capture(tmp_path, page.capture) == page


def test_chunk_framing_and_coding_of_other_tools_are_undone(foreign):
    packed = gzip.compress(NOTICE)
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    headers = ("Transfer-Encoding: chunked", "Content-Encoding: gzip", "X-A: 1")
    url = "http://www.baisha.example/1.html"
    (page,) = replay_file(foreign(record("response", f"<{url}>", response(chunks, *headers))))
    assert page.url == url
    assert page.body == NOTICE
    assert page.headers == (("X-A", "1"),)


def test_framing_that_is_only_claimed_is_passed_over(foreign):
    headers = ("Transfer-Encoding: chunked", "Content-Encoding: br")
    url = "http://www.baisha.example/1.html"
    (page,) = replay_file(foreign(record("response", url, response(NOTICE, *headers))))
    assert page.body == NOTICE


def test_an_unknown_coding_stays_on_the_body_and_in_the_headers(foreign):
    block = response(b"\x01\x02", "Content-Encoding: compress, gzip")
    (page,) = replay_file(foreign(record("response", "http://www.baisha.example/", block)))
    assert page.body == b"\x01\x02"
    assert page.header("Content-Encoding") == "compress"


def test_revisits_of_other_tools_find_their_payload_by_its_digest(foreign):
    digest = {"WARC_Payload_Digest": "sha1:AAAA"}
    url = "http://www.baisha.example/1.html"
    content = b"".join(
        map(
            gzip.compress,
            [
                record("response", url, response(NOTICE, "X-A: 1"), **digest),
                record("revisit", url, response(b"", "X-A: 2", status="203 Other"), **digest),
                record("revisit", url, b"", **digest),
                record("revisit", url, b"", WARC_Payload_Digest="sha1:BBBB"),
            ],
        )
    )
    reports = []
    pages = list(replay_file(foreign(content), report=reports.append))
    assert [(page.status, page.header("X-A"), page.body) for page in pages] == [
        (200, "1", NOTICE),
        (203, "2", NOTICE),
        (200, "1", NOTICE),
    ]
    assert len(reports) == 1
    assert "1 revisits of a page elsewhere" in reports[0]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [1, 30, 200])
def test_what_stands_before_a_torn_tail_counts(foreign, packed, lost):
    whole = [*PAGES, record("response", "http://www.baisha.example/3.html", response(NOTICE * 3))]
    content = b"".join(gzip.compress(part) if packed else part for part in whole)
    if not packed:
        content = content[: -len(b"\r\n\r\n")]
    path = foreign(content[:-lost])
    reports = []
    pages = list(replay_file(path, report=reports.append))
    assert [page.url[-6:] for page in pages] == ["1.html", "2.html"]
    assert len(reports) == 1
    assert "it is cut off or damaged from byte" in reports[0]
    assert "the 2 other pages were read" in reports[0]


def test_what_is_no_warc_file_is_said(foreign, tmp_path):
    for content in (
        b"<html>not an archive</html>",
        gzip.compress(b"nor this"),
        b"\x1f\x8b\x08\x00",
    ):
        with pytest.raises(UnreadableCapture, match="is no WARC file"):
            list(replay_file(foreign(content)))
    with pytest.raises(UnreadableCapture, match="cannot read"):
        list(replay_file(tmp_path / "missing.warc"))
    assert list(replay_file(foreign(b""))) == []


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_above_the_limit_is_passed_over_and_counted(foreign, packed):
    large = record("response", "http://www.baisha.example/v", response(bytes(5_000_000)))
    parts = [PAGES[2], large, PAGES[4]]
    content = b"".join(gzip.compress(part) if packed else part for part in parts)
    reports = []
    pages = list(replay_file(foreign(content), limit=1_000_000, report=reports.append))
    assert [page.status for page in pages] == [200, 404]
    assert "1 too large" in reports[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("WARC_Date", "yesterday", "1 without a date"),
        ("Content_Length", "many", "damaged"),
        ("Content_Length", "-5", "damaged"),
        ("Content_Length", "9" * 30, "damaged"),
    ],
)
def test_a_record_with_senseless_fields_is_reported(foreign, field, value, said):
    url = "http://www.baisha.example/1.html"
    content = PAGES[2] + record("response", url, response(NOTICE), **{field: value})
    reports = []
    assert len(list(replay_file(foreign(content), report=reports.append))) == 1
    assert said in reports[0]


def test_places_are_named_from_the_folder_that_is_given(tmp_path):
    (tmp_path / "imported").mkdir()
    path = tmp_path / "imported" / "other.warc"
    path.write_bytes(b"".join(PAGES))
    page = next(iter(replay_file(path, folder=tmp_path)))
    assert page.capture.warc_file == "imported/other.warc"
    assert read_capture(tmp_path, page.capture) == page


def test_files_of_warcio_are_read(foreign):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    block = response(NOTICE, "Content-Type: text/html")
    writer.write_record(
        writer.create_warc_record(
            "http://www.baisha.example/",
            "response",
            payload=io.BytesIO(block),
            length=len(block),
        )
    )
    (page,) = replay_file(foreign(buffer.getvalue()))
    assert page.body == NOTICE
