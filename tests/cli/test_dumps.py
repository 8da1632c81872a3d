"""Dumps on the command line: formats by name, filters, increments, and what goes wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXTS = (
    "春季检修从三月开始，各管理所应当在月底以前完成。",
    "新图书馆在镇上开工，明年秋天迎来读者。",
)


@pytest.fixture
def filled(program, tmp_path):
    """The program with two articles, one of them with its raw page."""
    for number, text in enumerate(TEXTS, 1):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"第{number}号通知\n\n{text}", "utf-8")
    program.run("import", tmp_path / "1.txt", tmp_path / "2.txt", "--source", "tongzhi")
    return program


def files(folder):
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.endswith(".txt"))


def titles(dump):
    return [json.loads(line)["title"] for line in dump.read_text("utf-8").splitlines()]


def test_a_dump_of_what_a_search_finds_in_another_script(filled, tmp_path):
    told = filled.json("export", tmp_path / "a.jsonl", "--query", "圖書館", "--script", "hk")
    assert (told["articles"], told["removed"]) == (1, 0)
    assert titles(tmp_path / "a.jsonl") == ["第2號通知"]
    manifest = json.loads((tmp_path / "a.jsonl.manifest.json").read_bytes())
    assert manifest["selection"]["query"] == "圖書館"
    assert manifest["selection"]["script"] == "zh-HK"


def test_increments_are_followed_by_another_archive(filled, tmp_path):
    other = {"NEWSARCHIVE_HOME": str(tmp_path / "other")}
    first, second = tmp_path / "first.jsonl.zst", tmp_path / "second.jsonl"
    filled.run("export", first)
    more = tmp_path / "3.txt"
    more.write_text("第3号通知\n\n渡口停航两天，请过河的人从大桥绕行。", "utf-8")
    filled.run("import", more, "--source", "tongzhi")
    assert filled.json("export", second, "--since-export", first)["articles"] == 1
    counts = filled.json("import", first, second, **other)
    assert (counts["new"], counts["removed"]) == (3, 0)
    filled.run("export", tmp_path / "theirs.jsonl", **other)
    assert titles(tmp_path / "theirs.jsonl") == ["第1号通知", "第2号通知", "第3号通知"]
    third = tmp_path / "third.jsonl"
    assert filled.json("export", third, "--since-export", second)["articles"] == 0
    late = {"NEWSARCHIVE_HOME": str(tmp_path / "late")}
    filled.run("import", first, **late)
    refused = filled.run("import", third, code=1, **late)
    assert "first import the increments from change 2" in refused.stderr


REFUSED = [
    (["b.csv", "--since-export", "a.jsonl"], 2, "--since-export writes jsonl"),
    (["b.jsonl", "--since-export", "none.jsonl"], 2, "there is no manifest"),
    (["b.jsonl", "--since-export", "a.jsonl", "--source", "x"], 2, "other filters"),
    (["b.xlsx"], 2, "--format"),
    (["none/b.jsonl"], 1, "cannot be written"),
]


def test_what_cannot_be_written_is_said_and_leaves_nothing(filled, tmp_path):
    filled.run("export", tmp_path / "a.jsonl")
    before = files(tmp_path)
    for words, code, told in REFUSED:
        assert told in filled.run("export", *words, code=code).stderr
    assert files(tmp_path) == before


def test_standard_output_gets_the_dump_and_nothing_else(filled):
    lines = filled.run("export", "-").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1, 2]


def test_raw_pages_of_chosen_articles_are_sound_warc(filled, tmp_path, running, sites):
    expected = sites["district"].exact[0]
    page = tmp_path / "page.html"
    page.write_bytes(running["district"].page(expected.path).body)
    filled.run("import", page, "--url", "https://www.wangchuan.example" + expected.path)
    done = filled.run("export", tmp_path / "pages.warc.gz")
    assert "2 versions have no raw page" in done.stderr
    warcio = Path(sys.executable).with_name("warcio")
    subprocess.run([warcio, "check", tmp_path / "pages.warc.gz"], check=True)
    other = {"NEWSARCHIVE_HOME": str(tmp_path / "other")}
    assert filled.json("import", tmp_path / "pages.warc.gz", **other)["new"] == 1
