"""What WarcWriter leaves on the disk, and to whom it leaves the disk."""

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.capture.errors import CaptureFailed
from newsarchive.capture.replay import read_capture
from newsarchive.capture.warc import WarcWriter

PROGRAM = """
import datetime as dt, pathlib, sys, resource
from newsarchive.capture.errors import CaptureFailed
from newsarchive.capture.exchange import Exchange
from newsarchive.capture.warc import WarcWriter
folder = pathlib.Path(sys.argv[1])
def exchange(number, body=b"page"):
    return Exchange(url=f"http://www.qinghe.example/{number}.html", status=200, headers=(),
                    body=body, fetched_at=dt.datetime.now(dt.UTC))
"""


@pytest.fixture
def program():
    """A function that starts a Python program beside this one; it ends with the test."""
    started = []

    def start(code, folder):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM + code, str(folder)],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def read_fields(path):
    with path.open("rb") as file:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(file)]


def test_files_begin_with_warcinfo_and_pass_the_check(tmp_path, exchange, check_warcs):
    with WarcWriter(tmp_path, software="newsarchive/9.9") as writer:
        for number in range(3):
            writer.write(exchange(url=f"http://www.qinghe.example/{number}.html"))
    (file,) = check_warcs(tmp_path)
    types = [fields["WARC-Type"] for fields in read_fields(Path(file))]
    assert types == ["warcinfo"] + ["request", "response"] * 3
    assert b"software: newsarchive/9.9\r\n" in gzip.decompress(Path(file).read_bytes())


def test_request_and_response_are_linked_and_dated_alike(tmp_path, exchange):
    with WarcWriter(tmp_path) as writer:
        place = writer.write(exchange(ip_address="203.0.113.7", truncated="disconnect"))
    _, request, response = read_fields(tmp_path / place.warc_file)
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["WARC-Date"] == response["WARC-Date"] == "2026-03-02T08:15:00.123456Z"
    assert request["WARC-IP-Address"] == response["WARC-IP-Address"] == "203.0.113.7"
    assert response["WARC-Payload-Digest"] == place.payload_digest
    assert response["WARC-Truncated"] == "disconnect"


def test_the_place_is_one_gzip_member_with_the_response_as_received(tmp_path, exchange):
    name = 'attachment; filename="通知.doc"'.encode("gb18030")
    headers = ((b"Content-Disposition", name), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
    with WarcWriter(tmp_path) as writer:
        writer.write(exchange())
        place = writer.write(exchange(status=521, headers=headers, body=b"\x00\xff\r\n\r\n"))
    with (tmp_path / place.warc_file).open("rb") as file:
        file.seek(place.warc_offset)
        record = gzip.decompress(file.read(place.warc_length))
    assert record.startswith(b"WARC/1.1\r\n")
    block = record.partition(b"\r\n\r\n")[2]
    assert block == (
        b"HTTP/1.1 521 \r\nContent-Disposition: " + name + b"\r\n"
        b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n\x00\xff\r\n\r\n\r\n\r\n"
    )


def test_the_request_is_kept_as_sent(tmp_path, exchange):
    post = exchange(
        url="http://www.qinghe.example/dataproxy.jsp?page=1",
        method="POST",
        request_headers=((b"Content-Length", b"9"),),
        request_body=b"columnid=",
    )
    with WarcWriter(tmp_path) as writer:
        place = writer.write(post)
    text = gzip.decompress((tmp_path / place.warc_file).read_bytes())
    assert (
        b"POST /dataproxy.jsp?page=1 HTTP/1.1\r\nHost: www.qinghe.example\r\n"
        b"Content-Length: 9\r\n\r\ncolumnid=\r\n\r\n"
    ) in text


def test_a_line_break_in_a_header_cannot_forge_another(tmp_path, exchange):
    with WarcWriter(tmp_path) as writer:
        place = writer.write(exchange(headers=((b"X-A", b"1\r\nContent-Encoding: gzip"),)))
    page = read_capture(tmp_path, place)
    assert page.headers == (("X-A", "1 Content-Encoding: gzip"),)


def test_a_later_writer_goes_on_in_the_same_file(tmp_path, exchange, check_warcs):
    with WarcWriter(tmp_path) as writer:
        first = writer.write(exchange())
    with WarcWriter(tmp_path) as writer:
        second = writer.write(exchange(url="http://www.qinghe.example/xw/2.html"))
    assert first.warc_file == second.warc_file
    assert len(check_warcs(tmp_path)) == 1
    assert read_capture(tmp_path, first).url.endswith("1.html")
    assert read_capture(tmp_path, second).url.endswith("2.html")


def test_files_are_rolled_by_size(tmp_path, exchange, check_warcs):
    with WarcWriter(tmp_path, max_bytes=4_000) as writer:
        places = [writer.write(exchange(body=os.urandom(1_000))) for _ in range(9)]
    files = check_warcs(tmp_path)
    assert len(files) == 3
    assert [Path(file).name for file in files] == sorted({place.warc_file for place in places})
    assert all(Path(file).stat().st_size < 6_000 for file in files)
    assert all(read_capture(tmp_path, place).capture == place for place in places)


def test_a_full_file_is_left_alone_by_later_writers(tmp_path, exchange):
    with WarcWriter(tmp_path, max_bytes=500) as writer:
        full = writer.write(exchange())
    with WarcWriter(tmp_path, max_bytes=500) as writer:
        assert writer.write(exchange()).warc_file != full.warc_file
    assert not (tmp_path / f".{full.warc_file}.length").exists()


def test_files_of_other_tools_in_the_folder_are_left_alone(tmp_path, exchange):
    foreign = tmp_path / "wget-2019.warc.gz"
    foreign.write_bytes(b"of another tool")
    with WarcWriter(tmp_path) as writer:
        assert writer.write(exchange()).warc_file != foreign.name
    assert foreign.read_bytes() == b"of another tool"


def test_two_processes_write_to_a_file_each(tmp_path, exchange, program, check_warcs):
    code = """
with WarcWriter(folder) as writer:
    print(writer.write(exchange(1)).warc_file, flush=True)
    sys.stdin.readline()
    writer.write(exchange(2))
"""
    processes = [program(code, tmp_path) for _ in range(2)]
    names = {process.stdout.readline().strip() for process in processes}
    with WarcWriter(tmp_path) as writer:
        names.add(writer.write(exchange()).warc_file)
    for process in processes:
        process.communicate("go\n", timeout=20)
    assert len(names) == 3
    assert {Path(file).name for file in check_warcs(tmp_path)} == names
    with WarcWriter(tmp_path) as writer:
        assert writer.write(exchange()).warc_file == max(names)


def test_what_a_killed_process_had_written_is_there(tmp_path, exchange, program, check_warcs):
    code = """
writer = WarcWriter(folder)
for number in range(5):
    writer.write(exchange(number))
print("done", flush=True)
sys.stdin.readline()
"""
    process = program(code, tmp_path)
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    reports = []
    with WarcWriter(tmp_path, report=reports.append) as writer:
        place = writer.write(exchange())
    (file,) = check_warcs(tmp_path)
    assert Path(file).name == place.warc_file
    assert len(read_fields(Path(file))) == 1 + 2 * 6
    assert not reports


def test_a_full_disk_is_said_and_leaves_no_half_record(tmp_path, program, check_warcs):
    code = """
import os
writer = WarcWriter(folder)
writer.write(exchange(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
try:
    writer.write(exchange(2, os.urandom(20_000)))
except CaptureFailed as error:
    print(error)
writer.write(exchange(3))
writer.close()
"""
    output, _ = program(code, tmp_path).communicate(timeout=20)
    (file,) = check_warcs(tmp_path)
    assert output.startswith(f"cannot write raw pages to {file}: File too large; free space")
    urls = [fields.get("WARC-Target-URI") for fields in read_fields(Path(file))]
    assert [url and url[-6] for url in urls] == [None, "1", "1", "3", "3"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "warc").write_bytes(b"a file where the folder should be")
    with pytest.raises(CaptureFailed, match=r"cannot write raw pages to .*/warc: .*; free space"):
        WarcWriter(tmp_path / "warc")


def test_the_same_payload_again_is_kept_as_a_revisit(tmp_path, exchange, check_warcs):
    with WarcWriter(tmp_path) as writer:
        first = writer.write(exchange(body=b"x" * 5_000))
        again = writer.write(exchange(body=b"x" * 5_000, status=203), earlier=first)
        third = writer.write(exchange(body=b"x" * 5_000), earlier=again)
        other = writer.write(exchange(body=b"y" * 5_000), earlier=third)
    check_warcs(tmp_path)
    fields = {
        record["WARC-Record-ID"]: record for record in read_fields(tmp_path / first.warc_file)
    }
    revisits = [record for record in fields.values() if record["WARC-Type"] == "revisit"]
    assert len(revisits) == 2
    for record in revisits:
        original = fields[record["WARC-Refers-To"]]
        assert original["WARC-Type"] == "response"
        assert record["WARC-Refers-To-Date"] == original["WARC-Date"]
        assert record["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"]
        assert record["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert [read_capture(tmp_path, place).status for place in (first, again)] == [200, 203]
    assert read_capture(tmp_path, again).body == read_capture(tmp_path, third).body == b"x" * 5_000
    assert read_capture(tmp_path, other).body == b"y" * 5_000


def test_nothing_refers_to_an_original_that_cannot_be_read(tmp_path, exchange):
    with WarcWriter(tmp_path / "old") as writer:
        lost = writer.write(exchange())
    with WarcWriter(tmp_path / "new") as writer:
        place = writer.write(exchange(), earlier=lost)
    assert read_fields(tmp_path / "new" / place.warc_file)[-1]["WARC-Type"] == "response"
