"""What a crawl makes of trouble: each page gets its line, nothing else is lost."""

import pytest

LIST = """<html><head><title>工作动态</title></head><body><h2>工作动态</h2><ul>{rows}</ul></body></html>"""
ROW = '<li><a href="/gzdt/202405/t20240506_10{n}.html">芦水河灌区第{n}次春灌调度会议召开</a><span>2024-05-0{n}</span></li>'
ARTICLE = """<html><head><title>{n}</title></head><body><h1>芦水河灌区第{n}次春灌调度会议召开</h1>
<div class="TRS_Editor"><p>5月{n}日，芦水河灌区召开第{n}次春灌调度会议，通报各渠水量，部署下一阶段轮灌工作。</p>
<p>会议要求，各管理所要把水送到每一条斗渠的末梢，做到一户不漏，全部完成灌溉任务。</p></div></body></html>"""


@pytest.fixture
def site(running):
    column = running["district"]
    column.publish(
        "/gzdt/index.html", LIST.format(rows="".join(ROW.format(n=n) for n in range(1, 6)))
    )
    for n in range(1, 6):
        column.publish(f"/gzdt/202405/t20240506_10{n}.html", ARTICLE.format(n=n))
    return column


def crawl(program, site, **settings):
    program.run("source", "add", site.url("/gzdt/"), "--name", "gzdt", "--yes")
    return program.json("crawl", "gzdt", **settings)["crawls"][0]


def problems(program):
    return [
        problem["message"]
        for problem in program.json("source", "show", "gzdt")["crawls"][0]["problems"]
    ]


def test_bad_pages_are_told_apart_and_the_good_ones_are_stored(program, site):
    site.publish("/gzdt/202405/t20240506_101.html", "")
    site.publish("/gzdt/202405/t20240506_102.html", b"\x00" * 20_000_000)
    site.publish(
        "/gzdt/202405/t20240506_103.html",
        "<html><body><script>location.href='/gzdt/'</script></body></html>",
    )
    site.remove("/gzdt/202405/t20240506_104.html")
    report = crawl(program, site)
    assert (report["new"], report["error"]) == (1, None)
    told = " ".join(problems(program))
    assert "404" in told
    assert len(problems(program)) == 4


def test_a_list_that_is_gone_is_one_failure_and_the_archive_stays(program, site):
    crawl(program, site)
    site.remove("/gzdt/index.html")
    report = program.json("crawl", "gzdt", code=1)["crawls"][0]
    assert report["failed"] == 1
    assert "404" in report["error"]
    assert "404" in problems(program)[0]
    assert program.json("status")["articles"] == 5


def test_a_failed_article_waits_and_is_not_asked_for_at_every_crawl(program, site):
    site.remove("/gzdt/202405/t20240506_104.html")
    crawl(program, site)
    site.forget()
    program.json("crawl", "gzdt", "--full")
    assert "/gzdt/202405/t20240506_104.html" not in site.requests


def test_robots_txt_is_obeyed_for_every_article(program, site):
    crawl(program, site, NEWSARCHIVE_TIME_LIMIT="60")
    site.publish("/robots.txt", "User-agent: *\nDisallow: /gzdt/202406/\n")
    rows = "".join(ROW.format(n=n).replace("202405/", "202406/") for n in range(1, 6))
    site.publish("/gzdt/index.html", LIST.format(rows=rows))
    for n in range(1, 6):
        site.publish(f"/gzdt/202406/t20240506_10{n}.html", ARTICLE.format(n=n))
    site.forget()
    report = program.json("crawl", "gzdt")["crawls"][0]
    assert (report["new"], report["failed"]) == (0, 5)
    assert not [path for path in site.requests if "202406" in path]


def test_scrapy_itself_lists_the_spiders_and_crawls_into_the_archive(program, site):
    scrapy = program.scrapy("list")
    assert scrapy.stdout.split() == ["feed", "list_page", "sitemap"]
    program.scrapy("crawl", "list_page", "-a", f"url={site.url('/gzdt/')}")
    assert program.json("status")["articles"] == 5
