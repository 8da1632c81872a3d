"""WARC files from anywhere: damaged in any place, they are read as far as they go or refused."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.capture.errors import UnreadableCapture
from newsarchive.capture.replay import replay_file
from spiders.items import FetchedPage

HEAD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.baisha.example/%d.html\r\n"
    b"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:0-%d>\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
BODY = gzip.compress("<p>白沙镇七月起试行错峰用水。</p>".encode(), mtime=0)
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
RECORDS = [
    HEAD % (number, number, len(ANSWER + CHUNKED)) + ANSWER + CHUNKED + b"\r\n\r\n"
    for number in range(3)
]
PIECES = [
    b"\r\n",
    b"\0",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: -1\r\n",
    b"WARC-Target-URI: file:///etc/passwd\r\n",
    b"WARC-Date: 9999-99-99\r\n",
    b"WARC-Type: revisit\r\n",
    b"ffffffffffffffff\r\n",
    "地址".encode("gb18030"),
]


@settings(max_examples=150)
@given(packed=st.booleans(), data=st.data())
def test_a_damaged_file_gives_pages_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, packed: bool, data: st.DataObject
) -> None:
    content = b"".join(gzip.compress(one, mtime=0) if packed else one for one in RECORDS)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(st.sampled_from(PIECES))
        content = content[:at] + piece + content[at + data.draw(st.integers(0, 80)) :]
    file = tmp_path_factory.mktemp("warc") / "damaged.warc"
    file.write_bytes(content)

    try:
        pages = list(replay_file(file))
    except UnreadableCapture:
        return
    assert all(isinstance(page, FetchedPage) for page in pages)
    assert all(page.url.startswith(("http://", "https://")) for page in pages)
