"""Feeds every parser that eats the web with damaged pages, each in a process with limits.

    python benchmarks/fuzz.py FOLDER [--seconds 600] [--seed N] [--only PARSER] [--keep FOLDER]

FOLDER holds saved pages, feeds and sitemaps of any site, in any depth; a few feeds, sitemaps and
answers in JSON are added. A case is one of them, damaged, given to one parser in a process of its
own, with 5 s of processor time and 512 MB above what the program takes idle. A parser may refuse
with an error that is meant for people; any other exception, a crash, a hang, more memory is a
fault. Prints a line a parser with its worst time and memory, and the faults; their inputs go
into the folder of --keep. Ends with 1 on faults.
"""

import argparse
import contextlib
import dataclasses
import datetime as dt
import os
import random
import re
import resource
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

from mutations import damaged
from protego import Protego

from newsarchive.capture.replay import replay_file
from newsarchive.core.errors import NewsArchiveError
from newsarchive.extraction.extract import extract
from newsarchive.search.query import LONGEST_QUERY, parse_query
from newsarchive.sources.detection import propose
from newsarchive.text.clean import clean
from newsarchive.text.dates import parse_date
from newsarchive.text.urls import canonical_url, shown_url
from spiders.charset import decode_html
from spiders.document import parse_document
from spiders.errors import SpiderError
from spiders.feeds import find_feeds, parse_feed, parse_feed_date
from spiders.items import FetchedPage
from spiders.listing import read_document
from spiders.listing_dates import printed_date
from spiders.pagination.find import find_pager
from spiders.parts import next_part
from spiders.sitemaps import parse_sitemap, sitemaps_in_robots
from spiders.stub import jump_target, stub_target

SECONDS = 5
LARGEST_SEED_BYTES = 500_000
BYTES = 512 * 1024 * 1024
URL = "http://www.qingxi.example/gzdt/202405/t20240506_101.html"
NOW = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)

_ENTRY = (
    "<item><title>青溪通车</title><link>http://a.example/{n}.html</link>"
    "<pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate></item>"
)
_PLACE = "<url><loc>http://a.example/{n}.html</loc><lastmod>2024-05-06</lastmod></url>"
_ROW = '{{"id":{n},"title":"青溪第{n}次会议召开","url":"/a/{n}.html","pubDate":1714982400000}}'
SEEDS = (
    "<rss><channel>" + "".join(_ENTRY.format(n=n) for n in range(20)) + "</channel></rss>",
    "<urlset>" + "".join(_PLACE.format(n=n) for n in range(20)) + "</urlset>",
    '{"data":{"list":[' + ",".join(_ROW.format(n=n) for n in range(20)) + '],"total":90}}',
    "User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 5\nSitemap: http://a.example/s.xml\n",
    '教育 AND (改革 OR near:"政策 落实"~20) -title:通知 2023-06..2024 site:gov.cn source:a*',
)  # fmt: skip


_ADDRESS = re.compile("""(?:href|src)=["']?([^"'<>]*)""")


def _extract(body: bytes) -> None:
    extract(body, URL, content_type="text/html", fetched_at=NOW)


def _list(body: bytes) -> None:
    document = parse_document(decode_html(body, None), URL)
    read_document(document)
    find_pager(document)
    for follow in (stub_target, jump_target):
        follow(document)
    next_part(document, URL)
    find_feeds(decode_html(body, None), URL)


def _propose(body: bytes) -> None:
    page = FetchedPage(
        url=URL, requested_url=URL, status=200, headers=(), body=body, fetched_at=NOW
    )
    propose(page)


def _robots(body: bytes) -> None:
    text = decode_html(body[: 500 * 1024])
    Protego.parse(text).can_fetch(URL, "newsarchive")
    sitemaps_in_robots(text, URL)


def _texts(body: bytes) -> None:
    clean(re.sub("<[^<>]*>", "\n", decode_html(body))[:1_000_000], reference=NOW)


def _dates(body: bytes) -> None:
    text = decode_html(body)
    parse_date(text, reference=NOW)
    for start in range(0, min(len(text), 100_000), 1_000):
        piece = text[start : start + 1_000]
        parse_date(piece, reference=NOW)
        parse_feed_date(piece)
        printed_date(piece)


def _urls(body: bytes) -> None:
    text = decode_html(body)
    for found in [*_ADDRESS.findall(text)[:2_000], text[:1_000_000]]:
        canonical_url(found)
        shown_url(canonical_url(URL + found))


def _queries(body: bytes) -> None:
    text = decode_html(body)
    for start in range(0, min(len(text), 50_000), LONGEST_QUERY // 2):
        try:
            parse_query(text[start : start + LONGEST_QUERY])
        except NewsArchiveError:
            continue


def _warc(body: bytes) -> None:
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: " + URL.encode() + b"\r\n"
        b"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
    )
    block = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body
    record = head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        for written in (record + body, body):
            file.seek(0)
            file.truncate()
            file.write(written)
            file.flush()
            try:
                list(replay_file(Path(file.name), report=lambda _sentence: None))
            except NewsArchiveError:
                continue


PARSERS: dict[str, Callable[[bytes], object]] = {
    "page": _extract,
    "list": _list,
    "proposal": _propose,
    "feed": lambda body: parse_feed(body, URL),
    "sitemap": lambda body: parse_sitemap(body, URL),
    "robots": _robots,
    "text": _texts,
    "dates": _dates,
    "urls": _urls,
    "queries": _queries,
    "warc": _warc,
}


@dataclasses.dataclass(slots=True)
class Worst:
    """What a parser has cost at most."""

    cases: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0


def run(parser: Callable[[bytes], object], body: bytes, idle: int) -> tuple[str, float, float]:
    """Run a parser in a process of its own; what was wrong ("" for nothing), seconds, megabytes."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _limited(parser, body, into)
    os.close(into)
    with os.fdopen(out, "rb") as told:
        wrong = told.read().decode("utf-8", "replace")
    _, code, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    if code and not wrong:
        wrong = f"ended by signal {os.WTERMSIG(code)}" if os.WIFSIGNALED(code) else f"code {code}"
    if seconds > SECONDS and not wrong:
        wrong = f"took {seconds:.1f} s"
    return wrong, seconds, max(0, used.ru_maxrss - idle) / 1024


def _limited(parser: Callable[[bytes], object], body: bytes, into: int) -> None:
    """Run a parser within its limits and end the process."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + BYTES, size + BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    code = 0
    try:
        parser(body)
    except (NewsArchiveError, SpiderError):
        pass
    except BaseException:  # noqa: BLE001 - whatever it is, it is a fault
        os.write(into, traceback.format_exc()[-1500:].encode())
        code = 1
    os._exit(code)


def seeds(folder: Path) -> list[bytes]:
    """The pages of a folder that are worth damaging, and our own."""
    wanted = {".html", ".htm", ".shtml", ".xml", ".json", ".js", ".txt", ".rss", ""}
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix.lower() in wanted and _is_small(file)
    ]
    return [file.read_bytes() for file in files] + [seed.encode() for seed in SEEDS * 5]


def _is_small(file: Path) -> bool:
    return file.stat().st_size < LARGEST_SEED_BYTES


def main() -> None:
    """Damage, run, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PARSERS, action="append")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    pages = seeds(options.folder)
    dice = random.Random(options.seed)  # noqa: S311 - a simulation
    chosen = {name: PARSERS[name] for name in options.only or PARSERS}
    for one in chosen.values():  # what is loaded once is no case's cost
        with contextlib.suppress(NewsArchiveError, SpiderError):
            one(pages[0])
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    worst = {name: Worst() for name in chosen}
    faults = 0
    ends = time.monotonic() + options.seconds
    while time.monotonic() < ends:
        body, how = damaged(dice.choice(pages), dice, dice.choice(pages))
        for name, one in chosen.items():
            wrong, seconds, megabytes = run(one, body, idle)
            state = worst[name]
            state.cases += 1
            state.seconds = max(state.seconds, seconds)
            state.megabytes = max(state.megabytes, megabytes)
            if wrong:
                faults += 1
                print(f"{name}: {how}, {len(body):,} bytes: {wrong}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{name}-{faults}").write_bytes(body)
    for name, state in worst.items():
        print(f"{name:<10}{state.cases:>7}{state.seconds:>8.2f} s{state.megabytes:>8.0f} MB")
    print(f"{faults} faults among {len(pages)} pages")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
