"""A file whose writer was killed in the middle of a record."""

import gzip

import pytest

from newsarchive.capture.members import whole_length
from newsarchive.capture.replay import read_capture, replay_file
from newsarchive.capture.tail import note_length, sound_length
from newsarchive.capture.warc import WarcWriter


@pytest.fixture
def archive(tmp_path, exchange):
    """A file with three pages, without a noted length: its path and the places of the pages."""
    with WarcWriter(tmp_path) as writer:
        places = [
            writer.write(exchange(url=f"http://www.qinghe.example/{number}.html"))
            for number in range(3)
        ]
    path = tmp_path / places[0].warc_file
    note_length(path, None)
    return path, places


def end_of(place):
    return place.warc_offset + place.warc_length


@pytest.mark.parametrize("lost", [1, 2, 8, 9, 100, 250, 400, 500, 700, 820])
def test_a_torn_tail_is_cut_and_reported_and_writing_goes_on(
    archive, exchange, check_warcs, tmp_path, lost
):
    path, places = archive
    size = path.stat().st_size - lost
    with path.open("r+b") as file:
        file.truncate(size)
    reports = []
    with WarcWriter(tmp_path, report=reports.append) as writer:
        new = writer.write(exchange(url="http://www.qinghe.example/new.html"))
    assert new.warc_file == path.name
    check_warcs(tmp_path)
    pages = [page.url[-8:-5] for page in replay_file(path)]
    assert pages == ["e/0", "e/1", "new"]
    assert read_capture(tmp_path, places[1]).url.endswith("1.html")
    assert len(reports) == 1
    assert reports[0].startswith(f"{path}: cut ")


def test_cut_anywhere_in_the_last_write_a_file_ends_after_the_last_whole_record(archive):
    path, places = archive
    content = path.read_bytes()
    start = end_of(places[1])
    sound = {start, places[2].warc_offset}
    for size in range(start, len(content)):
        path.write_bytes(content[:size])
        assert sound_length(path, size) == max(end for end in sound if end <= size)


def test_a_file_torn_in_its_first_record_begins_anew(archive, exchange, check_warcs, tmp_path):
    path, _ = archive
    path.write_bytes(path.read_bytes()[:50])
    with WarcWriter(tmp_path, report=[].append) as writer:
        writer.write(exchange())
    check_warcs(tmp_path)
    assert gzip.decompress(path.read_bytes()).startswith(b"WARC/1.1\r\nWARC-Type: warcinfo")


def test_zeros_after_a_power_cut_are_cut(archive, tmp_path, check_warcs):
    path, places = archive
    with path.open("ab") as file:
        file.write(bytes(10_000))
    reports = []
    WarcWriter(tmp_path, report=reports.append).close()
    assert path.stat().st_size == end_of(places[2])
    assert "cut 10,000 bytes" in reports[0]
    check_warcs(tmp_path)


@pytest.mark.parametrize("note", [0, 1, 700, 10**9, -5])
def test_a_wrong_note_of_the_length_costs_nothing_but_time(archive, note):
    path, places = archive
    size = path.stat().st_size
    note_length(path, note)
    assert sound_length(path, size) == size
    path.write_bytes(path.read_bytes()[:-1])
    assert sound_length(path, size - 1) == places[2].warc_offset


def test_a_right_note_spares_reading_what_lies_before_it(archive):
    path, places = archive
    content = path.read_bytes()
    path.write_bytes(bytes(end_of(places[1])) + content[end_of(places[1]) :])
    note_length(path, end_of(places[1]))
    assert sound_length(path, len(content)) == len(content)


def test_a_file_that_is_damaged_before_its_end_is_not_cut(archive, exchange, tmp_path):
    path, places = archive
    content = bytearray(path.read_bytes())
    content[places[1].warc_offset + 100 : places[1].warc_offset + 110] = bytes(10)
    path.write_bytes(content)
    reports = []
    with WarcWriter(tmp_path, report=reports.append) as writer:
        new = writer.write(exchange())
    assert path.read_bytes() == content
    assert new.warc_file != path.name
    assert len(reports) == 1
    assert reports[0].startswith(f"{path} is damaged before its end: it is left as it is")
    assert read_capture(tmp_path, places[2]).url.endswith("2.html")


def test_a_torn_page_that_is_a_warc_file_itself_costs_no_page(archive, exchange, tmp_path):
    path, places = archive
    inner = path.read_bytes()
    with WarcWriter(tmp_path) as writer:
        writer.write(exchange(body=inner))
    note_length(path, None)
    torn = path.read_bytes()[:-20]
    path.write_bytes(torn)
    with WarcWriter(tmp_path, report=[].append) as writer:
        new = writer.write(exchange())
    assert path.read_bytes()[: end_of(places[2])] == inner
    assert read_capture(tmp_path, new).status == 200


def test_whole_records_are_found_behind_highly_packed_ones(tmp_path, exchange):
    with WarcWriter(tmp_path) as writer:
        for size in (0, 1, 65_535, 262_144, 3_000_000):
            place = writer.write(exchange(body=b"0" * size))
    path = tmp_path / place.warc_file
    with path.open("rb") as file:
        assert whole_length(file) == path.stat().st_size
