"""The raw pages behind articles as a WARC file that stands by itself."""

import datetime as dt
import gzip
import io

import pytest

from newsarchive.capture.replay import replay_file
from newsarchive.capture.subset import SubsetWriter
from newsarchive.capture.warc import WarcWriter
from storage.records import ArticleRecord, CaptureRecord, VersionRecord

START = dt.datetime(2026, 3, 2, 8, 15, tzinfo=dt.UTC)


@pytest.fixture
def article():
    """A function that makes an article with a version a place; None is one without a raw page."""

    def make(*places):
        said = dict.fromkeys(("published_at", "publisher", "author", "editor"))
        lists = dict.fromkeys(("images", "attachments", "repairs", "title_repairs", "flags"), ())
        versions = tuple(
            VersionRecord(
                version=number, seen_at=START, title="修路", text="六月完工。", language="zh-Hans",
                provenance={}, capture=_capture(place), **said, **lists,
            )
            for number, place in enumerate(places, 1)
        )  # fmt: skip
        times = {"first_seen_at": START, "last_seen_at": START, "gone_at": None}
        return ArticleRecord(
            id=1, url="http://x.example/1", source="x", story_id=1, duplicate_of=None,
            versions=versions, **times,
        )  # fmt: skip

    return make


def _capture(place):
    if place is None:
        return None
    return CaptureRecord(
        id=1, source="x", url="http://x.example/1", canonical_url="http://x.example/1",
        fetched_at=START, status=200, page_kind="article", warc_file=place.warc_file,
        warc_offset=place.warc_offset, warc_length=place.warc_length,
        payload_digest=place.payload_digest,
    )  # fmt: skip


@pytest.fixture
def subset(tmp_path):
    """A function that writes the pages of articles into a file of its own folder."""
    folder = tmp_path / "subset"
    folder.mkdir()

    def write(*articles, damaged=None, report=None):
        with (folder / "subset.warc.gz").open("wb") as file:
            writer = SubsetWriter(
                file, folder=tmp_path / "warc",
                damaged=(damaged if damaged is not None else []).append,
                report=(report if report is not None else []).append,
            )  # fmt: skip
            for record in articles:
                writer.write(record)
            writer.close()
        return folder / "subset.warc.gz"

    return write


def test_every_version_s_page_is_there_as_it_was_received(
    tmp_path, exchange, article, subset, check_warcs
):
    body = gzip.compress("<p>六月完工。</p>".encode())
    headers = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))
    with WarcWriter(tmp_path / "warc") as writer:
        first = writer.write(exchange())
        writer.write(exchange(url="http://www.qinghe.example/other.html"))
        second = writer.write(exchange(body=body, headers=headers))
    out = subset(article(first, second))
    check_warcs(out.parent)
    pages = list(replay_file(out))
    assert [page.body for page in pages] == [exchange().body, gzip.decompress(body)]
    assert {page.url for page in pages} == {exchange().url}


def test_a_revisit_stands_by_itself(tmp_path, exchange, article, subset, check_warcs):
    later = exchange(fetched_at=START + dt.timedelta(days=9), headers=((b"X-Copy", b"2"),))
    with WarcWriter(tmp_path / "warc") as writer:
        first = writer.write(exchange())
        again = writer.write(later, earlier=first)
    out = subset(article(again))
    check_warcs(out.parent)
    (page,) = replay_file(out)
    assert (page.body, page.header("X-Copy")) == (exchange().body, "2")
    assert page.fetched_at == later.fetched_at


def test_damaged_records_are_told_and_missing_pages_counted(tmp_path, exchange, article, subset):
    with WarcWriter(tmp_path / "warc") as writer:
        place = writer.write(exchange())
    file = tmp_path / "warc" / place.warc_file
    damaged, report = [], []
    torn = bytearray(file.read_bytes())
    torn[place.warc_offset + 40] ^= 0xFF
    file.write_bytes(torn)
    out = subset(article(place, None, None), damaged=damaged, report=report)
    assert list(replay_file(out)) == []
    assert len(damaged) == 1
    assert place.warc_file in damaged[0]
    assert report == ["2 versions have no raw page in this archive"]


def test_the_same_articles_give_the_same_records(tmp_path, exchange, article, subset):
    with WarcWriter(tmp_path / "warc") as writer:
        first = writer.write(exchange())
        again = writer.write(exchange(fetched_at=START + dt.timedelta(days=9)), earlier=first)

    def ids():
        content = gzip.GzipFile(fileobj=io.BytesIO(subset(article(again)).read_bytes())).read()
        return [line for line in content.split(b"\r\n") if line.startswith(b"WARC-Record-ID")][1:]

    assert ids() == ids()
