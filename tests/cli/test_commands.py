"""The command line's manners: exit codes, one line an error, one document with --json."""

import json
from pathlib import Path

import pytest

from newsarchive.cli.app import COMMANDS
from newsarchive.search.language import EXAMPLES
from newsarchive.search.query import parse_query

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "fixtures" / "seed" / "000_eabfb07bcfb12756.txt"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["crawl", "nowhere"], 1, "source add"),
        (["search", "a OR"], 1, "there is no archive"),
        (["source", "add", "ftp://a.example/"], 2, "no web address"),
        (["source", "add", "http://127.0.0.1:9/"], 1, "connection refused"),
        (["export", "dump.xyz"], 2, "--format"),
        (["clean", "missing.txt"], 1, "missing.txt"),
        (["import", "page.pdf"], 2, "unknown kind"),
    ],
)
def test_an_error_is_one_line_with_what_to_do_and_the_right_exit_code(program, words, code, told):
    done = program.run(*words, code=code)
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert json.loads(program.run(*words, "--json", code=code).stdout)["error"]


def test_the_seed_is_cleaned_exactly(program):
    cleaned = program.run("clean", SEED).stdout
    assert cleaned == SEED.with_suffix(".clean.txt").read_text("utf-8")
    told = program.json("clean", SEED)
    assert (told["editor"], told["images"]) == ("whybine", 6)
    text = told["text"]
    for repair in reversed(told["repairs"]):
        end = repair["offset"] + len(repair["after"])
        assert text[repair["offset"] : end] == repair["after"]
        text = text[: repair["offset"]] + repair["before"] + text[end:]
    assert text == SEED.read_text("utf-8")


@pytest.mark.parametrize("words", [[], ["source"], ["index"]])
def test_every_command_says_what_it_does_in_one_whole_line(program, words):
    overview = program.run(*words, "--help", COLUMNS="80").stdout.partition("Commands:")[2]
    assert len(overview.strip().splitlines()) > 1
    assert "..." not in overview


def test_every_command_is_documented():
    documented = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"`{name}" in documented


def test_every_example_of_the_query_language_is_understood_and_documented(program):
    documented = (ROOT / "docs" / "commands.md").read_text("utf-8")
    told = program.run("search", "--help").stdout
    for example in EXAMPLES:
        assert parse_query(example.query).text == example.query
        assert f"| `{example.query}` | {example.finds} |" in documented
        assert example.query in told


def test_search_shows_stories_once_bars_and_where_to_go_on(program, tmp_path):
    texts = [
        "青溪区昨天召开教育改革座谈会，听取各校意见，并对下一步工作作出安排，要求年底以前全部落实。",
        "东湖镇的三所小学从今年秋天起合并办学，这是教育改革的第一步，校车接送住得远的孩子。",
    ]
    for number, text in enumerate([*texts, texts[0]]):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"教育改革\n\n{text}", "utf-8")
        program.run("import", file, "--url", f"http://www.qingxi.example/{number}.html")
    shown = program.run("search", "教育改革", "--limit", "1").stdout
    assert "1 of 3 articles found, one of each story" in shown
    assert "█ 3\n" in shown
    cursor = shown.partition("--cursor ")[2].strip()
    rest = program.run("search", "教育改革", "--limit", "1", "--cursor", cursor).stdout
    assert "--cursor" not in rest
    assert "told 2 times" in shown + rest
    first = program.json("search", "教育改革", "--limit", "2")
    assert [hit["tellings"] for hit in first["hits"]] == [None, None]
    assert first["facets"].keys() == {"source", "publisher", "author", "month"}
    more = program.json("search", "教育改革", "--cursor", first["next_cursor"])
    assert len({hit["id"] for hit in first["hits"] + more["hits"]}) == 3
    assert more["next_cursor"] is None


def test_the_index_is_shown_and_rebuilt(program, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("教育改革座谈会召开\n\n青溪区昨天召开座谈会，听取各校意见。", "utf-8")
    program.run("import", file)
    status = program.json("index", "status")
    assert (status["condition"], status["articles"], status["behind"]) == ("ready", 1, 0)
    assert "1 articles indexed" in program.run("index", "rebuild").stdout
    assert "up to date" in program.run("index", "status").stdout


def test_sources_travel_as_toml(program, tmp_path, running, sites):
    site = running["gbk"]
    program.run(
        "source", "add", site.url(sites["gbk"].column), "--name", "gbk", "--every", "3h", "--yes"
    )
    program.run("source", "export", tmp_path / "sources.toml")
    program.run("source", "remove", "gbk")
    assert program.json("source", "list") == {"sources": []}
    assert program.json("source", "import", tmp_path / "sources.toml")["added"] == ["gbk"]
    assert program.json("source", "show", "gbk")["every_seconds"] == 10800
    assert program.json("source", "test", "gbk")["samples"][0]["kind"] == "article"


def test_texts_pages_and_warc_files_are_imported_once(program, tmp_path, running, sites):
    expected = sites["district"].exact[0]
    page = tmp_path / "page.html"
    page.write_bytes(running["district"].page(expected.path).body)
    text = tmp_path / "text.txt"
    text.write_text("关于春季检修的通知\n\n各管理所应当在月底以前完成检修。", "utf-8")
    url = "https://www.wangchuan.example" + expected.path
    assert program.json("import", page, "--url", url)["new"] == 1
    assert program.json("import", page, "--url", url)["unchanged"] == 1
    assert program.json("show", url)["text"] == expected.text
    assert program.run("show", url, "--raw").stdout.encode() == page.read_bytes()
    assert program.json("import", text)["new"] == 1
    warc = next((program.home / "warc").glob("*.warc.gz"))
    other = {"NEWSARCHIVE_HOME": str(tmp_path / "other")}
    assert program.json("import", warc, **other)["new"] == 1
    assert program.json("reprocess", **other)["unchanged"] == 1


def test_status_tells_a_monitor_by_its_exit_code_what_is_wrong(program, running, sites):
    site = running["gbk"]
    program.run("source", "add", site.url(sites["gbk"].column), "--name", "gbk", "--yes")
    assert program.run("status", "--check").stdout == "OK: all is well\n"

    nowhere = '[source.gone]\nurl = "http://127.0.0.1:9/"\nkind = "list_page"\n'
    program.run("source", "import", "-", text=nowhere + 'entry_urls = ["http://127.0.0.1:9/"]\n')
    for _ in range(3):
        program.run("crawl", "gone", code=1)
    told = program.run("status", "--check", code=2).stdout
    assert told.startswith("CRITICAL: no crawl has succeeded yet")
    shown = program.run("status").stdout
    assert "see newsarchive source test gone" in shown
    assert shown.index("\ngone ") < shown.index("\ngbk ")


def test_a_command_that_is_misspelt_is_asked_back(program):
    assert "no such command 'crwal'; did you mean 'crawl'?" in program.run("crwal", code=2).stderr
    assert "did you mean 'list'?" in program.run("source", "lsit", code=2).stderr
    assert "did you mean" not in program.run("xyz", code=2).stderr
