"""Whatever a site says, nothing is asked of a private address that the operator did not name."""

import http.server
import threading
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.spiders.conftest import Site, site  # noqa: F401 - a fixture

BODY = "<h1>新禾区{n}号防汛会议</h1><p>6月{n}日，新禾区召开第{n}次防汛会议，部署汛期值守，要求各镇村夜间巡堤不间断。</p>"
ROW = '<li><a href="{url}">新禾区第{n}次防汛工作会议</a><span>2023-06-{n:02}</span></li>'


@pytest.fixture
def canary() -> Iterator[http.server.ThreadingHTTPServer]:
    """A server on loopback that nobody may ask; `asked` tells what was."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(BODY.format(n=9).encode())

        do_POST = do_HEAD = do_GET  # noqa: N815 - the server looks for these names

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def put_hostile_site(site: Site, port: int) -> None:  # noqa: F811
    """A column, a feed and a sitemap that point at the canary in every way that a site can."""
    spellings = (
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::ffff:127.0.0.1]",
    )
    hosts = [f"http://{host}:{port}" for host in spellings]
    evil = hosts[0]
    rows = "".join(ROW.format(url=f"{host}/link{n}", n=n) for n, host in enumerate(hosts, 1))
    rows += "".join(ROW.format(url=f"/a/{n}.html", n=n) for n in range(11, 20))
    site.put("/gzdt/", f"<html><body><ul>{rows}</ul><a href='{evil}/next'>下一页</a></body></html>")
    site.put("/a/11.html", "", 302, Location=f"{evil}/redirect")
    site.put("/a/12.html", f"<meta http-equiv=refresh content='0;url={evil}/refresh'>")
    site.put("/a/13.html", f"<script>location.href='{evil}/script'</script>")
    head = f"<link rel=canonical href='{evil}/a/14.html'><base href='{evil}/'>"
    site.put("/a/14.html", f"<head>{head}</head>{BODY.format(n=14)}")
    images = f"<img src='{evil}/1.jpg'><iframe src='{evil}/frame'></iframe>"
    files = f"<a href='{evil}/1.pdf'>附件1.pdf</a><object data='{evil}/2.pdf'></object>"
    site.put("/a/15.html", BODY.format(n=15) + images + files)
    site.put("/a/16.html", BODY.format(n=16) + f"<div><a href='{evil}/a_2.html'>下一页</a></div>")
    site.put(
        "/a/17.html",
        f"<script src='{evil}/x.js'></script><link rel=stylesheet href='{evil}/x.css'>{BODY.format(n=17)}",
    )
    site.put("/a/18.html", "", 302, Location=f"/a/18b.html?{quote(evil)}")
    site.put("/a/18b.html?" + quote(evil), "", 302, Location=f"//localhost:{port}/second-hop")
    site.put("/a/19.html", f"<frameset><frame src='{evil}/frame19'></frameset>")
    items = "".join(
        f"<item><title>第{n}期</title><link>{host}/feed</link></item>"
        for n, host in enumerate(hosts)
    )
    entity = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{evil}/entity'>]>"
    more = f"<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='{evil}/older'/>"
    site.put(
        "/feed.xml",
        f"{entity}<rss><channel><title>&x;</title>{more}{items}</channel></rss>",
        Content_Type="text/xml",
    )
    children = "".join(f"<sitemap><loc>{host}/child.xml</loc></sitemap>" for host in hosts)
    site.put("/sitemap.xml", f"<sitemapindex>{children}</sitemapindex>", Content_Type="text/xml")
    site.put(
        "/robots.txt",
        f"User-agent: *\nAllow: /\nSitemap: {evil}/robots-sitemap.xml\n",
        Content_Type="text/plain",
    )
    api = f"var listUrl = '{evil}/api/list?page=1'; fetch(listUrl)"
    site.put(
        "/shell/",
        f"<div id='list' data-url='{evil}/api/rows?pageNo=1'></div><script>{api}</script>",
    )
    site.put("/", f"<link rel=alternate type='application/rss+xml' href='{evil}/home-feed'>")


SOURCES = """
[source.list]
url = "{base}/gzdt/"
kind = "list_page"
[source.feed]
url = "{base}/feed.xml"
kind = "feed"
[source.sitemap]
url = "{base}/sitemap.xml"
kind = "sitemap"
[source.shell]
url = "{base}/shell/"
kind = "list_page"
"""


def test_no_mechanism_of_a_hostile_site_reaches_a_private_address(program, site, canary):  # noqa: F811
    put_hostile_site(site, canary.server_port)
    (program.home.parent / "sources.toml").write_text(SOURCES.format(base=site.url))
    program.run("source", "import", program.home.parent / "sources.toml")
    program.run("discover", f"{site.url}/gzdt/", code=None)
    program.run("source", "add", f"{site.url}/", "--yes", code=None)
    program.run("crawl", "--all", code=None)
    assert canary.asked == []
    problems = program.json("source", "show", "list")["crawls"][0]["problems"]
    refused = [problem for problem in problems if problem["kind"] == "refused"]
    assert len(refused) >= 8
    # The very same link is followed where the operator says so: the canary would have sung.
    row = ROW.format(url=f"http://127.0.0.1:{canary.server_port}/allowed", n=1)
    site.put(
        "/gzdt/", f"<html><body><ul>{row}{ROW.format(url='/a/15.html', n=2)}</ul></body></html>"
    )
    allowed = {"NEWSARCHIVE_ALLOW_HOSTS": f"127.0.0.1:{canary.server_port}"}
    program.run("crawl", "list", code=None, **allowed)
    assert "/allowed" in canary.asked
