"""Dumps: streamed, whole or not there, in a known format."""

import gc
import json
import os
import socket
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import pytest

from newsarchive.core.article_json import article_json
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.export.export import Counts
from newsarchive.export.formats import format_of, formats

ROOT = Path(__file__).parents[2]


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def lines(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_jsonl_has_one_line_an_article_with_every_field_in_the_order_given(make, tmp_path):
    records = [make.article(number) for number in (3, 1, 2)]
    out = tmp_path / "dump.jsonl"
    assert make.dump(records, out, "jsonl") == Counts(articles=3, versions=3)
    assert lines(out) == [article_json(record) for record in records]
    assert "青溪大桥" in out.read_text(encoding="utf-8")


def test_line_breaks_of_any_kind_stay_within_their_line(make, tmp_path):
    text = "一\u2028二\x0b三\x85四\r五\n六"
    out = tmp_path / "dump.jsonl"
    make.dump([make.article(text=text)], out, "jsonl")
    assert out.read_bytes().count(b"\n") == 1
    assert json.loads(out.read_bytes())["text"] == text


def test_an_empty_archive_gives_an_empty_dump(make, tmp_path):
    assert make.dump([], tmp_path / "dump.jsonl", "jsonl") == Counts()
    assert (tmp_path / "dump.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("out", "wanted", "name"),
    [
        ("dump.jsonl", None, "jsonl"),
        ("DUMP.CSV", None, "csv"),
        ("2024.dump.jsonl.zst", None, "jsonl.zst"),
        ("dump.parquet", None, "parquet"),
        ("dump.txt", "csv", "csv"),
        ("-", None, "jsonl"),
        ("-", "csv", "csv"),
        ("dump", None, "jsonl"),
    ],
)
def test_the_format_is_the_one_named_or_that_of_the_file_name(out, wanted, name):
    assert format_of(out, wanted, formats()) == name


@pytest.mark.parametrize(("out", "wanted"), [("dump.xlsx", None), ("dump.jsonl", "yaml")])
def test_an_unknown_format_is_refused_with_the_list_of_formats(out, wanted):
    with pytest.raises(UsageError, match=r"jsonl.*csv"):
        format_of(out, wanted, formats())


@pytest.mark.parametrize("form", sorted(formats()))
def test_a_dump_that_breaks_off_leaves_the_former_one_and_nothing_else(make, tmp_path, form):
    out = tmp_path / "dump"
    make.dump([make.article()], out, form)

    def contents():
        return {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}

    before = contents()

    def breaking():
        yield make.article(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make.dump(breaking(), out, form)
    gc.collect()
    assert contents() == before


def test_what_a_killed_dump_left_is_swept_by_the_next(make, tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    prefix = f".newsarchive-{socket.gethostname()}"
    (tmp_path / f"{prefix}-{ended.pid}-0a.part").write_text("half a dump")
    (tmp_path / f"{prefix}-{ended.pid}-0b.part").mkdir()
    (tmp_path / f"{prefix}-{os.getpid()}-0c.part").write_text("another dump goes on")
    make.dump([make.article()], tmp_path / "dump.jsonl", "jsonl")
    assert [name for name in names(tmp_path) if name.endswith("0a.part")] == []
    assert [name[-7:] for name in names(tmp_path) if name.endswith(".part")] == ["0c.part"]


def test_the_file_is_not_seen_before_it_is_complete(make, tmp_path):
    out = tmp_path / "dump.jsonl"
    seen = []
    records = [make.article(1), make.article(2)]
    make.dump(records, out, "jsonl", progress=lambda _: seen.append(out.exists()))
    assert seen == [False, False]
    assert names(tmp_path) == ["dump.jsonl", "dump.jsonl.manifest.json"]


def test_progress_hears_the_number_written(make, tmp_path):
    told = []
    records = [make.article(number) for number in (1, 2, 3)]
    make.dump(records, tmp_path / "dump.csv", "csv", progress=told.append)
    assert told == [1, 2, 3]


@pytest.mark.parametrize("out", ["missing/dump.jsonl", "file/dump.jsonl", "folder"])
def test_a_place_that_cannot_be_written_gets_one_clear_sentence(make, tmp_path, out):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(NewsArchiveError, match=r"cannot be written: .+; name another file$"):
        make.dump([make.article()], tmp_path / out, "jsonl")
    assert names(tmp_path) == ["file", "folder"]


def test_a_folder_that_is_no_dump_is_left_alone(make, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/mine.md").write_text("mine")
    with pytest.raises(NewsArchiveError, match="no earlier dump; name a new folder"):
        make.dump([make.article()], tmp_path / "notes", "markdown")
    assert names(tmp_path / "notes") == ["mine.md"]


def test_a_folder_dump_takes_the_place_of_the_former_one(make, tmp_path):
    make.dump([make.article(1)], tmp_path / "notes", "markdown")
    make.dump([make.article(2)], tmp_path / "notes", "markdown")
    assert names(tmp_path) == ["notes"]
    assert names(tmp_path / "notes/qingxi/2024") == ["2024-03-01-2-青溪大桥通车.md"]


def test_a_link_is_followed_and_stays_a_link(make, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real/dump.jsonl").write_text("the former dump")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real/dump.jsonl")
    make.dump([make.article()], tmp_path / "link.jsonl", "jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(lines(tmp_path / "real/dump.jsonl")) == 1


def test_a_pipe_is_written_and_not_replaced(make, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    make.dump([make.article()], pipe, "jsonl")
    reader.join()
    assert json.loads(read[0])["id"] == 1
    assert pipe.is_fifo()


TO_STANDARD_OUTPUT = """
from tests.export.conftest import article, dump
print("before")
dump([article()], "-", "csv", excel=True)
print("after")
"""


def test_standard_output_gets_utf8_whatever_the_locale_says():
    done = subprocess.run(
        [sys.executable, "-c", TO_STANDARD_OUTPUT],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=True,
    )
    before, dump, after = done.stdout.partition(b"\n")[0], done.stdout, done.stdout[-6:]
    assert (before, after) == (b"before", b"after\n")
    assert "青溪大桥通车".encode() in dump
    assert dump.count(b"\r\n") == 2


def test_a_converted_dump_is_a_view_in_one_script(make, tmp_path):
    out = tmp_path / "dump.jsonl"
    record = make.article(older=({"text": "旧桥拆除"},), text="皇后后来看着台灯")
    make.dump([record], out, "jsonl", script="zh-TW")
    (told,) = lines(out)
    assert told["text"] == "皇后後來看著檯燈"
    assert told["title"] == "青溪大橋通車"
    assert told["versions"][0]["text"] == "舊橋拆除"
    assert told["language"] == "zh-TW"
    assert told["publisher"] == "青溪日报"
    assert told["repairs"] == list(record.current.repairs)


def test_an_english_article_stays_english_in_a_converted_dump(make, tmp_path):
    out = tmp_path / "dump.jsonl"
    record = make.article(title="A bridge", text="The bridge is open.", language="en")
    make.dump([record], out, "jsonl", script="zh-Hant")
    assert lines(out)[0]["language"] == "en"


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown"])
def test_memory_stays_flat_however_many_articles_there_are(make, tmp_path, form):
    def peak(count):
        records = (make.article(number, text="青溪大桥。" * 2000) for number in range(count))
        tracemalloc.start()
        make.dump(records, tmp_path / "dump", form)
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(10)
    assert peak(400) < 1.5 * peak(40)
