"""Sources whose pages a browser draws: what is missing is told, and the guard holds."""

import base64
import importlib.util
import json
import shutil
import subprocess
import sys

import pytest

from newsarchive.crawl.addresses import allowed_addresses
from newsarchive.crawl.browser import BROWSERS
from newsarchive.crawl.browser_proxy import guarded_proxy
from tests.crawl.plain_requests import ask

TITLES = [f"芦水河灌区第{number}次春灌调度会议召开" for number in (3, 2, 1)]
SHELL = """<html><head><title>工作动态</title></head><body><div id="x"></div><script>
var rows = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob("{data}"), c => c.charCodeAt(0))));
document.getElementById("x").innerHTML = "<ul>" + rows.map(r => "<li><a href='" + r.u + "'>" + r.t +
"</a><span>2024-05-06</span></li>").join("") + "</ul>";
fetch("{canary}").catch(() => 0);
navigator.sendBeacon("{canary}", "x");
new WebSocket("{canary}".replace("http", "ws"));
</script><img src="{canary}"><iframe src="{canary}"></iframe><link rel="prefetch" href="{canary}">
<link rel="stylesheet" href="{canary}"><script src="{canary}"></script><object data="{canary}"></object>
<form id="f" action="{canary}" method="post" target="t"></form><iframe name="t"></iframe>
<script>document.getElementById("f").submit();</script></body></html>"""
ARTICLE = """<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="x"></div><script>
document.getElementById("x").innerHTML = "<p>5月6日，灌区召开春灌调度会议，部署下一阶段轮灌工作。</p>";
</script></body></html>"""


@pytest.mark.skipif(
    importlib.util.find_spec("scrapy_playwright") is None or not any(map(shutil.which, BROWSERS)),
    reason="needs the extra newsarchive[browser] and Chromium",
)
def test_pages_that_a_browser_draws_are_archived_and_lead_to_no_private_address(
    program, running
) -> None:
    site, canary = running["district"], running["enterprise"]
    rows = [{"t": title, "u": f"/gzdt/{place}.html"} for place, title in enumerate(TITLES)]
    data = base64.b64encode(json.dumps(rows, ensure_ascii=False).encode()).decode()
    page = SHELL.replace("{data}", data).replace("{canary}", canary.url("/canary"))
    site.publish("/gzdt/index.html", page)
    for place, title in enumerate(TITLES):
        site.publish(f"/gzdt/{place}.html", ARTICLE.format(title=title))

    program.run("source", "add", site.url("/gzdt/"), "--name", "gzdt", "--yes", "--render")
    report = program.json("crawl", "gzdt")["crawls"][0]

    assert (report["new"] + report["duplicates"], report["error"]) == (3, None)
    hits = program.json("search", "轮灌工作")["hits"]
    assert {hit["title"] for hit in hits} == set(TITLES)
    assert canary.requests == []


def test_missing_extra_is_told_with_what_to_install(program, running, tmp_path) -> None:
    package = tmp_path / "without" / "scrapy_playwright"
    package.mkdir(parents=True)
    hidden = "import sys\nsys.modules['scrapy_playwright'] = None\n"
    (package.parent / "sitecustomize.py").write_text(hidden)
    path = f"{package.parent}:{program.environment.get('PYTHONPATH', '')}"
    words = ("source", "add", running["district"].url("/"), "--render", "--yes")
    told = subprocess.run(
        [sys.executable, "-m", "newsarchive", *words],
        env=program.environment | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert "pip install 'newsarchive[browser]'" in told.stderr


def test_proxy_passes_on_what_the_guard_permits_and_nothing_else(running) -> None:
    site, canary = running["district"], running["enterprise"]
    allowed = allowed_addresses([site.url("/")])
    with guarded_proxy(allowed) as proxy:
        assert ask(proxy, site.url("/index.html"))[0] == 200
        assert "望川区" in ask(proxy, site.url("/index.html"))[1]
        assert ask(proxy, canary.url("/index.html"))[0] == 403
        assert ask(proxy, "http://169.254.169.254/latest/")[0] == 403
    assert canary.requests == []
