"""The main job, end to end, through the command line and over real HTTP."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.demo.server import serve_all
from newsarchive.demo.sites import read_facts, sample_sites
from tests.conftest import Program


@pytest.fixture(scope="module")
def running():
    with serve_all(sample_sites()) as served:
        yield served


@pytest.fixture(scope="module")
def first_crawl(running, tmp_path_factory):
    """An archive that has crawled all sample sites once, and what the crawls reported."""
    program = Program(tmp_path_factory.mktemp("first") / "archive")
    for site in sample_sites():
        url = running[site.name].url(site.column)
        program.run("source", "add", url, "--name", site.name, "--yes")
    crawls = program.json("crawl", "--all")["crawls"]
    return program, {crawl["source"]: crawl for crawl in crawls}


@pytest.fixture
def crawled(first_crawl):
    """What the first crawl of each sample site reported."""
    return first_crawl[1]


@pytest.fixture
def program(first_crawl, tmp_path):
    """The program on a copy of the crawled archive, which the test may change."""
    home = tmp_path / "archive"
    shutil.copytree(first_crawl[0].home, home)
    return Program(home)


def dumped(program, tmp_path):
    """Every article of the archive by the address it was fetched from."""
    program.run("export", tmp_path / "articles.jsonl")
    lines = (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    return {article["capture"]["url"]: article for article in map(json.loads, lines)}


def addresses(program, *query):
    hits = program.json("search", *query, "--limit", "100")["hits"]
    return {hit["capture"]["url"] for hit in hits}


def found(program, query):
    """The hits of a query in order, and its facets; scores may differ between two indexes."""
    results = program.json("search", query, "--sort", "newest")
    return results["total"], [hit["id"] for hit in results["hits"]], results["facets"]


def test_every_sample_site_is_archived_whole(crawled, sites):
    stored = {name: crawl["new"] + crawl["duplicates"] for name, crawl in crawled.items()}
    assert stored == {site.name: site.stored for site in sites.values()}
    assert {name: crawl["failed"] for name, crawl in crawled.items()} == {
        site.name: len(site.broken) for site in sites.values()
    }


def test_articles_are_exact_to_the_last_character(program, sites, running, tmp_path):
    articles = dumped(program, tmp_path)
    for site in sites.values():
        for expected in site.exact:
            article = articles[running[site.name].url(expected.path)]
            assert article["text"] == expected.text
            assert article["title"] == expected.title
            credited = [article[name] for name in ("publisher", "author", "editor")]
            assert credited == [expected.publisher, expected.author, expected.editor]
            assert article["published_at"] == expected.published_at.isoformat()
            assert len(article["images"]) == expected.images
            assert len(article["attachments"]) == expected.attachments


def test_tellings_of_one_text_share_a_story_led_by_the_earliest(program, running, tmp_path):
    articles = dumped(program, tmp_path)
    for story in read_facts()["stories"]:
        told = [articles[running[telling["site"]].url(telling["path"])] for telling in story]
        assert len({article["story_id"] for article in told}) == 1
        earliest = min(told, key=lambda article: article["published_at"])
        assert {article["duplicate_of"] for article in told} == {None, earliest["id"]}
        assert earliest["duplicate_of"] is None


def test_a_query_finds_both_scripts(program, running):
    for search in read_facts()["searches"]:
        expected = {running[hit["site"]].url(hit["path"]) for hit in search["hits"]}
        assert addresses(program, search["query"]) == expected


def test_a_second_crawl_asks_for_no_article_again(program, sites, running):
    for site in running.values():
        site.forget()
    again = program.json("crawl", "--all")["crawls"]
    assert [crawl["new"] + crawl["updated"] + crawl["duplicates"] for crawl in again] == [0] * 4
    for site in sites.values():
        asked = [path for path in running[site.name].requests if path != "/robots.txt"]
        assert len(asked) == 1, f"{site.name}: {asked}"


def test_a_dump_holds_every_article_and_makes_the_same_archive(crawled, program, tmp_path):
    dump = tmp_path / "dump.jsonl"
    program.run("export", dump)
    first = dump.read_bytes()
    program.run("import", dump, NEWSARCHIVE_HOME=str(tmp_path / "other"))
    program.run("export", tmp_path / "again.jsonl", NEWSARCHIVE_HOME=str(tmp_path / "other"))
    articles = [json.loads(line) for line in first.splitlines()]
    restored = [json.loads(line) for line in (tmp_path / "again.jsonl").read_bytes().splitlines()]
    for article in (*articles, *restored):
        for version in (article, *article["versions"]):
            for place in ("warc_file", "warc_offset"):
                if version.get("capture"):
                    version["capture"].pop(place)
    assert restored == articles
    assert len(articles) == sum(crawl["new"] + crawl["duplicates"] for crawl in crawled.values())


def test_a_csv_dump_opens_with_the_same_fields(crawled, program, tmp_path):
    program.run("export", tmp_path / "dump.csv", "--source", "gbk")
    with (tmp_path / "dump.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == crawled["gbk"]["new"] + crawled["gbk"]["duplicates"]
    assert {"id", "title", "text", "published_at", "editor"} <= rows[0].keys()


def test_raw_pages_are_sound_warc_and_reprocessing_unchanged_code_changes_nothing(crawled, program):
    files = sorted((program.home / "warc").glob("*.warc.gz"))
    assert files
    check = subprocess.run([Path(sys.executable).with_name("warcio"), "check", *files], check=False)
    assert check.returncode == 0
    stored = sum(crawl["new"] + crawl["duplicates"] for crawl in crawled.values())
    counts = program.json("reprocess")
    assert (counts["unchanged"], counts["changed"], counts["recovered"]) == (stored, 0, 0)


def test_an_edited_article_becomes_a_new_version_when_it_is_fetched_again(
    program, running, tmp_path
):
    edit = read_facts()["edit"]
    url = running[edit["site"]].url(edit["path"])
    running[edit["site"]].edit(edit["path"], edit["before"], edit["after"])
    page = tmp_path / "page.html"
    page.write_bytes(running[edit["site"]].page(edit["path"]).body)
    counts = program.json("import", page, "--url", url)
    assert counts["updated"] == 1
    article = program.json("show", url)
    assert article["version"] == 2
    assert edit["after"] in article["text"]
    assert edit["before"] in article["versions"][0]["text"]


def test_a_deleted_index_is_made_again_by_the_next_search(program):
    before = found(program, "智慧灌溉")
    shutil.rmtree(program.home / "index")
    assert found(program, "智慧灌溉") == before
