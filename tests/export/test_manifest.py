"""The manifest says what a dump holds, and whether it is whole."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.export.base import Put, Removed
from newsarchive.export.manifest import Position, check_whole, read_manifest


def test_a_manifest_counts_and_names_what_was_written(make, tmp_path):
    out = tmp_path / "dump.jsonl"
    make.dump([make.article(1, older=({"text": "旧话"},)), make.article(2)], out, script="zh-Hant")
    told = json.loads((tmp_path / "dump.jsonl.manifest.json").read_bytes())
    assert (told["format"], told["articles"], told["versions"]) == ("jsonl", 2, 3)
    assert told["selection"]["script"] == "zh-Hant"
    assert told["program"].startswith("newsarchive ")
    content = out.read_bytes()
    assert told["files"] == [
        {
            "name": "dump.jsonl",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    ]


def test_a_manifest_is_read_again_from_the_dump_or_its_own_name(make, tmp_path):
    entries = [Removed(7, "http://x.example/7"), Put(make.article(2))]
    make.dump(entries, tmp_path / "more.jsonl", after=Position(3, 1, "2024-03-01T08:00:00+00:00"))
    manifest = read_manifest(tmp_path / "more.jsonl")
    assert manifest == read_manifest(tmp_path / "more.jsonl.manifest.json")
    assert manifest.after == Position(3, 1, "2024-03-01T08:00:00+00:00")
    assert (manifest.articles, manifest.removed) == (1, 1)
    make.dump([make.article(1)], tmp_path / "notes", "markdown")
    assert read_manifest(tmp_path / "notes").articles == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"manifest": 99}', b"\xff"])
def test_what_is_no_manifest_is_named(tmp_path, content):
    (tmp_path / "dump.jsonl.manifest.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"dump\.jsonl\.manifest\.json is no manifest"):
        read_manifest(tmp_path / "dump.jsonl")


def test_a_dump_without_a_manifest_is_named(tmp_path):
    with pytest.raises(UsageError, match="there is no manifest"):
        read_manifest(tmp_path / "dump.jsonl")


def test_a_dump_that_was_cut_or_changed_is_found_out(make, tmp_path):
    out = tmp_path / "dump.jsonl"
    make.dump([make.article(1), make.article(2)], out)
    check_whole(out)
    whole = out.read_bytes()
    for broken in (whole[: len(whole) // 2], whole.replace("桥".encode(), "路".encode())):
        out.write_bytes(broken)
        with pytest.raises(NewsArchiveError, match="cut off or changed"):
            check_whole(out)
    (tmp_path / "dump.jsonl.manifest.json").unlink()
    check_whole(out)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = ["manifest", "format", "selection", "after", "until", "articles", "removed", "files"]


@given(st.sampled_from(FIELDS), VALUES, st.booleans())
def test_whatever_a_manifest_says_is_read_or_refused(tmp_path_factory, field, value, left_out):
    told = {
        "manifest": 1,
        "format": "jsonl",
        "selection": {"query": None, "sources": []},
        "after": None,
        "until": {"change": 3, "article_id": 1, "at": "", "log": ""},
        "articles": 1,
        "versions": 1,
        "removed": 0,
        "files": [{"name": "dump.jsonl", "bytes": 0, "sha256": "0" * 64}],
    } | {field: value}
    if left_out:
        del told[field]
    dump = tmp_path_factory.mktemp("dump") / "dump.jsonl"
    dump.write_bytes(b"")
    dump.with_name("dump.jsonl.manifest.json").write_text(json.dumps(told))
    with contextlib.suppress(UsageError, NewsArchiveError):
        check_whole(dump)


def test_a_manifest_nested_without_end_is_refused(tmp_path):
    (tmp_path / "dump.jsonl.manifest.json").write_text("[" * 100_000)
    with pytest.raises(UsageError, match="is no manifest"):
        read_manifest(tmp_path / "dump.jsonl")
