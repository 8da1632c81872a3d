"""Parquet, Markdown and `datasets` folders: what other programs read of them."""

import datetime as dt
import hashlib
import json

import pyarrow.parquet as pq
import pytest

from newsarchive.core.article_json import article_json
from newsarchive.export import datasets
from newsarchive.export.parquet import AS_JSON


def markdown(make, tmp_path, **changes):
    """The one page of a Markdown dump: its path in the folder and its content."""
    make.dump([make.article(**changes)], tmp_path / "notes", "markdown")
    (page,) = (tmp_path / "notes").rglob("*.md")
    return page.relative_to(tmp_path / "notes").as_posix(), page.read_text("utf-8")


def front(content):
    """The front matter of a page, by name."""
    lines = content.split("---\n")[1].splitlines()
    return {name: json.loads(value) for name, _, value in (one.partition(": ") for one in lines)}


def test_a_parquet_table_holds_every_field_typed(make, tmp_path):
    records = [make.article(1, older=({"text": "旧话"},)), make.article(2, published_at=None)]
    make.dump(records, tmp_path / "dump.parquet")
    first, second = pq.read_table(tmp_path / "dump.parquet").to_pylist()
    told = article_json(records[0])
    assert list(first) == list(told)
    assert (first["title"], first["id"], first["duplicate_of"]) == ("青溪大桥通车", 1, None)
    assert first["published_at"] == records[0].current.published_at
    assert first["published_at"].utcoffset() == dt.timedelta(hours=8)
    assert first["first_seen_at"] == records[0].first_seen_at
    assert first["images"] == told["images"]
    assert first["capture"]["warc_offset"] == 12
    assert {name: json.loads(first[name]) for name in AS_JSON} == {
        name: told[name] for name in AS_JSON
    }
    assert second["published_at"] is None


def test_an_empty_parquet_dump_still_has_its_columns(make, tmp_path):
    make.dump([], tmp_path / "dump.parquet")
    table = pq.read_table(tmp_path / "dump.parquet")
    assert table.num_rows == 0
    assert "published_at" in table.column_names


def test_many_articles_become_several_row_groups(make, tmp_path):
    make.dump(map(make.article, range(1, 2502)), tmp_path / "dump.parquet")
    file = pq.ParquetFile(tmp_path / "dump.parquet")
    assert file.num_row_groups == 3
    assert file.read(["id"]).column("id").to_pylist() == list(range(1, 2502))


def test_a_datasets_folder_names_its_files_and_says_where_they_lie(make, tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "SHARD_BYTES", 100)
    monkeypatch.setattr("newsarchive.export.parquet.ROWS_AT_ONCE", 1)
    make.dump(map(make.article, (1, 2, 3)), tmp_path / "set", "datasets")
    files = sorted((tmp_path / "set/data").iterdir())
    assert [file.name for file in files] == [f"train-0000{n}-of-00003.parquet" for n in range(3)]
    assert [pq.read_table(file)["id"].to_pylist() for file in files] == [[1], [2], [3]]
    card = (tmp_path / "set/README.md").read_text("utf-8")
    assert card.startswith("---\n")
    assert "path: data/train-*.parquet" in card
    manifest = json.loads((tmp_path / "set/manifest.json").read_bytes())
    assert [file["name"] for file in manifest["files"]] == [
        "README.md",
        *(f"data/{file.name}" for file in files),
    ]


def test_a_markdown_page_has_its_facts_in_front_and_its_text_as_paragraphs(make, tmp_path):
    name, content = markdown(make, tmp_path)
    assert name == "qingxi/2024/2024-03-01-1-青溪大桥通车.md"
    told = front(content)
    assert (told["title"], told["editor"]) == ("青溪大桥通车", "林晓")
    assert told["published_at"] == "2024-03-01T16:00:00+08:00"
    assert content.endswith("---\n\n# 青溪大桥通车\n\n青溪大桥昨日通车。\n\n全长二百米。\n")


def test_what_would_be_markup_is_shown_as_it_stands(make, tmp_path):
    text = "# 一\n- 二\n1. 三\n<script>alert(1)</script>\n![a](b)\n    四\n---"
    _, content = markdown(make, tmp_path, text=text)
    body = content.partition("# 青溪大桥通车\n\n")[2]
    assert body.split("\n\n") == [
        "\\# 一",
        "\\- 二",
        "1\\. 三",
        "\\<script\\>alert(1)\\</script\\>",
        "!\\[a\\](b)",
        "四",
        "\\---\n",
    ]


@pytest.mark.parametrize(
    "title", ["a\n---\nb: 1", 'quote" and \\', "行\u2028分\x85隔\x7f", "{{ template }}", "？"]
)
def test_no_title_breaks_out_of_the_front_matter(make, tmp_path, title):
    _, content = markdown(make, tmp_path, title=title)
    assert front(content)["title"] == title
    assert "\u2028" not in content.split("---\n")[1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "2024-03-01-1-etc-passwd.md"),
        ("CON", "2024-03-01-1-CON.md"),
        ("区里：开建“图书馆”？\u202e", "2024-03-01-1-区里-开建-图书馆.md"),
        ("", "2024-03-01-1.md"),
        ("长" * 300, f"2024-03-01-1-{'长' * 40}.md"),
    ],
)
def test_file_names_are_safe_whatever_the_title_says(make, tmp_path, title, name):
    path, _ = markdown(make, tmp_path, title=title)
    assert path == f"qingxi/2024/{name}"


def test_the_checksums_of_a_markdown_folder_are_right(make, tmp_path):
    make.dump(map(make.article, (1, 2)), tmp_path / "notes", "markdown")
    lines = (tmp_path / "notes/SHA256SUMS").read_text("utf-8").splitlines()
    told = dict(reversed(line.split("  ")) for line in lines)
    assert told == {
        page.relative_to(tmp_path / "notes").as_posix(): hashlib.sha256(
            page.read_bytes()
        ).hexdigest()
        for page in (tmp_path / "notes").rglob("*.md")
    }
