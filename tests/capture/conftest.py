"""Exchanges to keep, a checker for what was written, and a small site on loopback."""

import datetime as dt
import functools
import gzip
import json
import os
import subprocess
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from newsarchive.capture.exchange import Exchange

NOTICE = "<html><body><h1>青禾县修整三条乡道</h1><p>县交通局六月完工。</p></body></html>".encode()


@pytest.fixture
def exchange():
    """A function that makes an exchange; its arguments change the usual one."""

    def make(**changes):
        usual = {
            "url": "http://www.qinghe.example/xw/1.html",
            "status": 200,
            "headers": ((b"Content-Type", b"text/html; charset=utf-8"),),
            "body": NOTICE,
            "fetched_at": dt.datetime(2026, 3, 2, 8, 15, 0, 123456, tzinfo=dt.UTC),
            "request_headers": ((b"User-Agent", b"newsarchive/0.1"),),
        }
        return Exchange(**(usual | changes))

    return make


@pytest.fixture
def check_warcs():
    """A function that runs `warcio check` over all WARC files of a folder.

    warcio 1.8 undoes the content coding while it checks, and ends with an AttributeError on a
    Brotli body when Brotli 1.2 is installed; files with such a body are checked as if it were not.
    """

    def check(folder, *, with_brotli=True):
        files = sorted(map(str, folder.glob("*.warc.gz")))
        start = "" if with_brotli else "sys.modules['brotli'] = None; "
        program = f"import sys; {start}from warcio.cli import main; main()"
        command = [sys.executable, "-c", program, "check", "-v", *files]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert files
        assert result.returncode == 0, result.stdout + result.stderr
        assert not result.stderr
        assert "failed" not in result.stdout
        return files

    return check


class Site(BaseHTTPRequestHandler):
    """A site that answers in every coding, redirects, misses pages, and has a robots.txt."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        name = "answer_" + self.path.strip("/").replace(".", "_").replace("/", "_")
        getattr(self, name, self.answer_missing)()

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"]))
        self.reply(200, b"<record>" + form + b"</record>")

    def answer_plain_html(self):
        self.reply(200, NOTICE, ("X-Zone", "一区".encode("gb18030").decode("latin-1")))

    def answer_gzip_html(self):
        self.reply(200, gzip.compress(NOTICE), ("Content-Encoding", "gzip"))

    def answer_br_html(self):
        self.reply(200, brotli.compress(NOTICE), ("Content-Encoding", "br"))

    def answer_deflate_html(self):
        self.reply(200, zlib.compress(NOTICE), ("Content-Encoding", "deflate"))

    def answer_chunked_html(self):
        body = gzip.compress(NOTICE)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (body[:20], body[20:]):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def answer_large_html(self):
        self.reply(200, NOTICE * 20_000)

    def answer_old_html(self):
        self.reply(301, b"moved", ("Location", "/plain.html"))

    def answer_robots_txt(self):
        self.reply(200, b"User-agent: *\nDisallow: /private/\n")

    def answer_missing(self):
        self.reply(404, "没有这一页".encode())

    def reply(self, status, body, *headers):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for header in headers:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    """A running site: `url` and the paths it was `asked` for."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.asked = []
        server.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=functools.partial(server.serve_forever, 0.02))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def crawl():
    """A function that runs one Scrapy crawl in a process of its own and returns its report."""

    def run(urls, folder, **job):
        program = Path(__file__).with_name("one_crawl.py")
        root = Path(__file__).parents[2]
        result = subprocess.run(
            [sys.executable, "-W", "error", str(program)],
            input=json.dumps({"urls": urls, "folder": str(folder), **job}),
            env={name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
            | {"PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout) | {"log": result.stderr}

    return run
