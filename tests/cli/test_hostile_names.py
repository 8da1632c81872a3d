"""Names that others chose lead to no file outside the archive's folder and the dump's."""

import json

import pytest

EVIL = "../../../evil"


def tree(folder):
    """Every file below a folder."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def inner(tmp_path):
    """A folder some levels down, so that what climbs out of it is still seen."""
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    "name",
    [EVIL, "/evil", "..", ".", "CON", "a/b", "x\x00y", "长" * 400, "-rf", "\u202egnp.exe"],
)
def test_a_dump_with_hostile_names_is_imported_and_dumped_within_its_folders(
    program, inner, tmp_path, name
):
    article = {
        "id": 1,
        "url": f"http://a.example/{name}/1.html",
        "source": name,
        "title": name,
        "text": "新图书馆在镇上开工，明年秋天迎来读者。",
        "first_seen_at": "2024-05-06T00:00:00Z",
        "last_seen_at": "2024-05-06T00:00:00Z",
        "story_id": 1,
        "attachments": [{"url": f"http://a.example/{EVIL}", "title": EVIL, "type": EVIL}],
    }
    dump = inner / "in.jsonl"
    dump.write_text(json.dumps(article) + "\n", "utf-8")
    home = {"NEWSARCHIVE_HOME": str(inner / "archive")}
    before = tree(tmp_path)
    program.run("import", dump, code=None, **home)
    for form in ("markdown", "datasets", "jsonl"):
        program.run("export", inner / form, "--format", form, code=None, **home)
    made = tree(tmp_path) - before
    assert made
    allowed = ("a/b/c/archive/", "a/b/c/markdown/", "a/b/c/datasets/", "a/b/c/jsonl")
    assert {file for file in made if not file.startswith(allowed)} == set()


def test_a_source_with_a_name_that_leads_elsewhere_is_refused(program, inner, tmp_path):
    listing = inner / "sources.toml"
    listing.write_text(f"[source.'{EVIL}']\nurl = 'http://a.example/'\nkind = 'feed'\n", "utf-8")
    home = {"NEWSARCHIVE_HOME": str(inner / "archive")}
    refused = program.run("source", "import", listing, code=2, **home)
    assert "cannot" in refused.stderr
    assert not any("evil" in file for file in tree(tmp_path))
