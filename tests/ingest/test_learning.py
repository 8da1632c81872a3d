"""A source teaches how its pages are built; what is learned reads them, then and later."""

import contextlib
import shutil
import sqlite3

import pytest

from newsarchive.demo.server import serve_all
from newsarchive.demo.sites import sample_sites
from tests.conftest import Program

LIST = """<html><head><title>灌区动态</title></head><body><h2>灌区动态</h2><ul>{rows}</ul></body></html>"""
ROW = '<li><a href="/gzdt/202405/t20240506_1{n:02}.html">芦水河灌区第{n}次春灌调度会议召开</a><span>2024-05-06</span></li>'
ARTICLE = """<html><head><title>芦水河灌区第{n}次春灌调度会议召开_芦水灌区网</title></head><body>
<div class="top"><a href="/">首页</a> <a href="/gzdt/">灌区动态</a></div><div class="{column}">
<h1>芦水河灌区第{n}次春灌调度会议召开</h1><div class="info">2024-05-06 09:{n:02} 来源：芦水灌区网</div>
<div class="txt-{column}"><p>5月6日，芦水河灌区召开第{n}次春灌调度会议，通报{n}条渠道的水量，部署下一轮轮灌。</p>
<p>会议要求，第{n}管理所要把水送到每一条斗渠的末梢，做到一户不漏，全部完成灌溉任务。</p>
<p>芦水灌区客户端每天早晨七点更新水情</p></div></div></body></html>"""
LINE = "芦水灌区客户端每天早晨七点更新水情"


def publish(site, numbers, column="detail"):
    for n in numbers:
        site.publish(f"/gzdt/202405/t20240506_1{n:02}.html", ARTICLE.format(n=n, column=column))
    rows = "".join(ROW.format(n=n) for n in range(1, max(numbers) + 1))
    site.publish("/gzdt/index.html", LIST.format(rows=rows))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A site, and an archive that has crawled its twelve articles of one design."""
    program = Program(tmp_path_factory.mktemp("first") / "archive")
    with serve_all([site for site in sample_sites() if site.name == "district"]) as served:
        site = served["district"]
        publish(site, range(1, 13))
        program.run("source", "add", site.url("/gzdt/"), "--name", "gzdt", "--yes")
        report = program.json("crawl", "gzdt")["crawls"][0]
        assert (report["new"], report["error"]) == (12, None)
        yield program, site


@pytest.fixture
def crawled(first, tmp_path):
    """The site, and the program on a copy of that archive, which the test may change."""
    home = tmp_path / "archive"
    shutil.copytree(first[0].home, home)
    return Program(home), first[1]


def learned(program):
    return program.json("source", "show", "gzdt")["learned"]


def articles(program):
    return program.json("search", "芦水河", "--limit", "100")["hits"]


def test_a_crawl_teaches_template_and_repeated_line_and_reads_its_pages_with_them(crawled):
    program, _site = crawled
    (version,) = learned(program)
    assert [one["container"] for one in version["templates"]] == ['//div[@class="txt-detail"]']
    assert version["boilerplate"] == [LINE]
    assert (version["pages"], version["reason"]) == (12, "the first pages")
    assert version["applied_at"]
    for article in articles(program):
        assert LINE not in article["text"]
        removed = [one["before"] for one in article["repairs"] if one["rule"] == "boilerplate"]
        assert [line.strip() for line in removed] == [LINE]


def test_reading_the_pages_again_changes_nothing(crawled):
    program, _site = crawled
    counts = program.json("reprocess", "--source", "gzdt")
    assert (counts["unchanged"], counts["changed"]) == (12, 0)


def test_a_redesign_makes_a_new_version_while_the_old_one_reads_the_old_pages(crawled):
    program, site = crawled
    publish(site, range(13, 23), column="neu")
    assert program.json("crawl", "gzdt")["crawls"][0]["new"] == 10
    old, new = learned(program)
    assert old["audits"]["no_fit"] == 10
    assert [one["container"] for one in new["templates"]] == ['//div[@class="txt-neu"]']
    assert new["valid_from"] > old["learned_at"]
    assert len(articles(program)) == 22
    assert not [one for one in articles(program) if LINE in one["text"]]
    counts = program.json("reprocess", "--source", "gzdt")
    assert (counts["unchanged"], counts["changed"]) == (22, 0)


def test_what_a_killed_process_left_unread_is_read_after_the_next_crawl(crawled):
    program, site = crawled
    with contextlib.closing(sqlite3.connect(program.home / "archive.db")) as database, database:
        database.execute("UPDATE learned_sites SET applied_at = NULL")
        database.execute("UPDATE versions SET text = text || char(10) || ?, repairs = '[]'", [LINE])
    publish(site, range(1, 14))
    program.json("crawl", "gzdt")
    assert learned(program)[0]["applied_at"]
    assert len(articles(program)) == 13
    assert not [one for one in articles(program) if LINE in one["text"]]
