"""What the machine does to a crawl: it says so in a sentence, and a later crawl goes on."""

import os
import sqlite3
import subprocess
import sys

import pytest

LIMITED = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}));"


@pytest.fixture
def source(program, column):
    column.write(range(101, 121))
    column.put_lists(range(120, 100, -1))
    program.run("source", "add", column.site.url("/gzdt/"), "--name", "gzdt", "--yes")
    return column


def crawl_with_little_room(program, size):
    """`newsarchive crawl` whose files may not grow above a size, as on a disk that is full."""
    code = LIMITED.format(size) + "sys.argv = ['newsarchive', 'crawl', 'gzdt']; "
    code += "runpy.run_module('newsarchive', run_name='__main__')"
    command = [sys.executable, "-c", code]
    environment = program.environment | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_crawl_ends_where_nothing_can_be_stored_and_the_next_one_goes_on(program, source):
    size = (program.home / "archive.db").stat().st_size
    source.site.forget()
    done = crawl_with_little_room(program, size)
    assert done.returncode == 1
    assert "archive.db failed: disk I/O error; check its file and its disk" in done.stderr
    assert "Traceback" not in done.stderr
    report = program.json("crawl", "gzdt")["crawls"][0]
    assert report["status"] == "done"
    assert program.json("status")["articles"] == 20
    assert program.json("verify")["sound"]


def lead_to(program, address):
    """Let the source's ways in lead elsewhere, as if the name of its host meant another."""
    with sqlite3.connect(program.home / "archive.db") as database:
        database.execute("UPDATE sources SET url = ?, entry_urls = ?", [address, f'["{address}"]'])
    database.close()


def test_names_that_cannot_be_resolved_for_an_hour_are_told_and_raise_no_alarm(program, source):
    assert program.json("crawl", "gzdt")["crawls"][0]["new"] == 20
    lead_to(program, "http://nowhere.invalid/gzdt/")
    for _ in range(3):
        report = program.json("crawl", "gzdt", code=1)["crawls"][0]
        assert report["status"] == "failed"
        assert "the host name nowhere.invalid cannot be resolved" in report["error"]
    assert program.json("status", "--check")["findings"] == []
    lead_to(program, source.site.url("/gzdt/"))
    source.write([121])
    source.put_lists(range(121, 100, -1))
    assert program.json("crawl", "gzdt")["crawls"][0]["new"] == 1
