"""Articles in every shape that a column lists, from the list to the archive and out of it again."""

import gzip
import json

import pytest

from tests.crawl.conftest import make_due

LIST = "<html><head><title>工作动态</title></head><body><ul>{rows}</ul></body></html>"
NOTICE = "<html><head><title>{title}</title></head><body><h1>{title}</h1>{info}{body}</body></html>"
INFO = "<p>发布时间：2024-05-06 来源：芦水河灌区</p>"
TITLES = {
    "/gzdt/whole.html": "芦水河灌区召开春灌调度会议",
    "/gzdt/t20240506_2.html": "芦水河灌区春灌工作总结",
    "/gzdt/stub.html": "芦水河畔话春灌",
    "/gzdt/pdf.html": "芦水河灌区水量分配方案",
    "/gzdt/files/9.pdf": "芦水河灌区水价公示表",
    "/gzdt/pictures.html": "图说芦水河灌区春灌",
    "/gzdt/trap.html": "芦水河灌区招标公告",
}
WECHAT = """<html><head><title></title><meta property="og:title" content="芦水河畔话春灌"></head><body>
<h1 id="activity-name">芦水河畔话春灌</h1><a id="js_name">芦水河发布</a><em id="publish_time"></em>
<div id="js_content" style="visibility: hidden; opacity: 0">
<section><span>春分刚过，芦水河的闸门次第打开，</span><span>清水沿着干渠流向十万亩麦田。</span></section>
<section><img data-src="https://mmbiz.example/a.png?wx_fmt=png"></section>
<section><span>老水工某某守闸三十年，他说今年的水来得早，也来得匀。</span></section></div>
<script>var ct = "1714960500"; var nickname = "芦水河发布";</script></body></html>"""


def part(number: int) -> str:
    text = (
        f"<p>第{number}章，芦水河灌区全面完成第{number}轮轮灌，受益农田三万亩，水费收缴到位。</p>"
        * 2
    )
    call = f'<script>createPageHTML(3, {number - 1}, "t20240506_2", "html")</script>'
    lead = "<p>今年春灌历时四十天，灌区上下通力协作，各项任务圆满完成。</p>"
    body = f"<div class='TRS_Editor'>{lead}{text}</div>{call}"
    return NOTICE.format(title=TITLES["/gzdt/t20240506_2.html"], info=INFO, body=body)


@pytest.fixture
def column(running):
    site, other = running["district"], running["repost"]
    rows = "".join(
        f'<li><a href="{path}">{title}</a><span>2024-05-06</span></li>'
        for path, title in TITLES.items()
    )
    site.publish("/gzdt/index.html", LIST.format(rows=rows))
    text = (
        "<div class='TRS_Editor'><p>5月6日，灌区召开春灌调度会议，部署下一阶段轮灌工作。</p></div>"
    )
    pdf = "<p><a href='/gzdt/files/8.pdf'>附件：水量分配方案.pdf</a></p>"
    pictures = "<div class='TRS_Editor'><p><img src='1.png'></p><p><img src='2.png'></p></div>"
    for path, body in (("whole", text), ("pdf", pdf), ("pictures", pictures)):
        title = TITLES[f"/gzdt/{path}.html"]
        page = NOTICE.format(title=title, info=INFO, body=body)
        site.publish(f"/gzdt/{path}.html", page)
    for number in (1, 2, 3):
        suffix = f"_{number - 1}" if number > 1 else ""
        site.publish(f"/gzdt/t20240506_2{suffix}.html", part(number))
    for name in ("8", "9"):
        site.publish(f"/gzdt/files/{name}.pdf", b"%PDF-1.5 " + name.encode() * 500)
    stub = "<html><body><script>location.href = '{}'</script></body></html>"
    site.publish("/gzdt/stub.html", stub.format(other.url("/s/aB3.html")))
    other.publish("/s/aB3.html", WECHAT)
    site.publish("/gzdt/trap.html", stub.format(running["enterprise"].url("/index.html")))
    return site


@pytest.fixture
def crawled(program, column, running):
    settings = {"NEWSARCHIVE_ALLOW_HOSTS": running["repost"].base_url.removeprefix("http://")}
    program.run("source", "add", column.url("/gzdt/"), "--name", "gzdt", "--yes", **settings)
    report = program.json("crawl", "gzdt", **settings)["crawls"][0]
    out = program.home.parent / "all.jsonl"
    program.run("export", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return settings, report, {article["title"]: article for article in lines}


def test_every_shape_of_article_is_kept_once_and_stays_the_same(
    program, column, running, crawled
) -> None:
    settings, report, articles = crawled
    flags = {title: {flag["name"] for flag in one["flags"]} for title, one in articles.items()}

    problems = program.json("source", "show", "gzdt")["crawls"][0]["problems"]
    assert (report["new"], report["failed"], len(articles)) == (6, 1, 6), problems
    assert running["enterprise"].requests == [], "a stub must not lead to a private address"

    summary = articles["芦水河灌区春灌工作总结"]
    assert [line[:3] for line in summary["text"].split("\n")] == ["今年春"] + [
        f"第{n}章" for n in (1, 1, 2, 2, 3, 3)
    ]
    assert summary["url"] == column.url("/gzdt/t20240506_2.html")

    wechat = articles["芦水河畔话春灌"]
    assert wechat["url"] == running["repost"].url("/s/aB3.html")
    assert "清水沿着干渠流向十万亩麦田" in wechat["text"]
    assert wechat["publisher"] == "芦水河发布"
    assert wechat["published_at"] == "2024-05-06T09:55:00+08:00"
    assert [image["url"] for image in wechat["images"]] == [
        "https://mmbiz.example/a.png?wx_fmt=png"
    ]

    for title, file in (("芦水河灌区水量分配方案", "8"), ("芦水河灌区水价公示表", "9")):
        assert articles[title]["text"] == ""
        assert flags[title] == {"attachment_only"}
        attached = [one["url"] for one in articles[title]["attachments"]]
        assert attached == [column.url(f"/gzdt/files/{file}.pdf")]
        assert articles[title]["published_at"].startswith("2024-05-06")
    assert "image_only" in flags["图说芦水河灌区春灌"]
    assert len(articles["图说芦水河灌区春灌"]["images"]) == 2

    column.forget()
    again = program.json("crawl", "gzdt", **settings)["crawls"][0]
    assert (again["new"], again["updated"]) == (0, 0)
    assert [path for path in column.requests if path != "/robots.txt"] == ["/gzdt/"]

    column.edit("/gzdt/t20240506_2_2.html", "水费收缴到位", "水费已经结清")
    make_due(program.home)
    column.forget()
    changed = program.json("crawl", "gzdt", **settings)["crawls"][0]
    assert changed["updated"] == 1, "an edit in the last part is seen"
    statuses = [a.status for a in column.answers if "/t20240506_2" in a.path]
    assert statuses == [304, 304, 200, 200, 200, 200]

    made_again = program.json("reprocess")
    assert (made_again["unchanged"], made_again["changed"]) == (7, 0)


def test_attached_files_are_kept_where_the_source_says_so(program, column, running) -> None:
    column.publish("/gzdt/files/8.pdf", b"%PDF-1.5 " + b"x" * 300_000)
    program.run("source", "add", column.url("/gzdt/"), "--name", "gzdt", "--yes", "--attachments")
    small = {"NEWSARCHIVE_MAX_ATTACHMENT_BYTES": "100000"}
    program.json("crawl", "gzdt", **small)
    problems = program.json("source", "show", "gzdt")["crawls"][0]["problems"]
    assert column.url("/gzdt/files/8.pdf") in {problem["url"] for problem in problems}

    column.forget()
    program.json("crawl", "gzdt")
    program.json("crawl", "gzdt")
    assert column.requests.count("/gzdt/files/8.pdf") == 1, "kept once it could be had"
    assert b"x" * 1000 in b"".join(
        gzip.decompress(file.read_bytes()) for file in (program.home / "warc").glob("*.gz")
    )
