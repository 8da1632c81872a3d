"""Kills a crawl at a random moment, again and again, while the sites go on publishing.

    python benchmarks/endurance.py [--kills 200] [--seed N]

Two sites on loopback publish articles all the time. Each round starts a crawl of both in one
archive and kills its processes (SIGKILL) after a random time; now and then one is let finish. At
the end one undisturbed crawl catches up, and the archive is compared with what was published:
every article there exactly once, every WARC file sound, every crawl that was killed marked as
interrupted. Prints one JSON object, ends with 1 when anything is missing.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil

PLACES = "青溪白沙湖湾澄阳云岭石桥南浦东岸"
DEEDS = (
    "召开工作会议",
    "通车试运行",
    "举行开工仪式",
    "发布停水通知",
    "表彰先进个人",
    "开展安全检查",
)
ON_A_PAGE = 20
LONGEST_CRAWL_SECONDS = 6.0


class Site:
    """A news column that grows; `titles` are its articles, oldest first."""

    def __init__(self, name: str, dice: random.Random) -> None:
        self.name = name
        self.titles: list[str] = []
        self._dice = dice
        self._lock = threading.Lock()

    def publish(self) -> None:
        """Put one more article on top of the list."""
        with self._lock:
            place = "".join(self._dice.sample(PLACES, 3))
            self.titles.append(f"{place}{self._dice.choice(DEEDS)}第{len(self.titles) + 1}号")

    def page(self, path: str) -> str | None:
        """The page at a path, None where there is none."""
        with self._lock:
            name = path.strip("/").removesuffix(".html")
            if name in {"", "index"} or name.startswith("index_"):
                return self._list(int(name[6:] or 0) if "_" in name else 0)
            number = int(name.removeprefix("t")) if name.removeprefix("t").isdigit() else 0
            return self._article(number) if 0 < number <= len(self.titles) else None

    def _list(self, page: int) -> str | None:
        newest = list(enumerate(self.titles, 1))[::-1]
        shown = newest[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        if not shown and page:
            return None
        rows = "".join(
            f'<li><a href="/t{number}.html">{title}</a>'
            f"<span>2024-05-{number % 28 + 1:02d}</span></li>"
            for number, title in shown
        )
        more = len(newest) > (page + 1) * ON_A_PAGE
        later = f'<a href="/index_{page + 1}.html">下一页</a>' if more else ""
        return (
            f"<html><body><h2>{self.name}要闻</h2><ul>{rows}</ul><div>{later}</div></body></html>"
        )

    def _article(self, number: int) -> str:
        title = self.titles[number - 1]
        dice = random.Random(f"{self.name}{number}")  # noqa: S311 - a simulation
        words = "，".join("".join(dice.sample(PLACES, 8)) for _ in range(30))
        body = "".join(f"<p>　　{title}，{words}。</p>" for _ in range(3))
        day, minute = number % 28 + 1, number % 60
        info = f"<div>发布时间：2024-05-{day:02d} 09:{minute:02d}　来源：{self.name}日报</div>"
        head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        return f"{head}{info}<div>{body}</div></body></html>"


@contextlib.contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site on loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = site.page(self.path)
            body = (text or "<html><body>404 Not Found</body></html>").encode()
            head = f"HTTP/1.0 {200 if text else 404} \r\nContent-Type: text/html; charset=utf-8\r\n"
            self.wfile.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Archive:
    """The command line on one archive."""

    def __init__(self, home: Path) -> None:
        self._environment = os.environ | {
            "NEWSARCHIVE_HOME": str(home),
            "NEWSARCHIVE_DELAY": "0",
            "NEWSARCHIVE_WORKERS": "1",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "newsarchive", *words],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        """Run a command to its end; returns what it printed."""
        process = self.start(*words)
        out, err = process.communicate()
        if process.returncode:
            sys.stderr.write(f"{words}: {process.returncode}: {err}\n")
        return out


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a command and all that it started, at once."""
    found = [process.pid]
    with contextlib.suppress(psutil.NoSuchProcess):
        found += [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    for number in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    process.communicate()


def main() -> None:
    """Run the rounds and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 - a simulation
    sites = [Site(name, dice) for name in ("青溪", "白沙")]
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        archive = Archive(folder / "archive")
        for number, site in enumerate(sites):
            for _ in range(25):
                site.publish()
            url = stack.enter_context(served(site))
            archive.run("source", "add", url, "--name", f"site-{number}", "--yes")
        finished = rounds(archive, sites, dice, options.kills)
        archive.run("crawl", "--all")
        told = compare(archive, folder, sites)
    told |= {"kills": options.kills, "crawls_that_finished": finished}
    told["seconds"] = round(time.monotonic() - began)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    sys.exit(bool(told["missing"] or told["double"] or told["damaged"] or told["running"]))


def rounds(archive: Archive, sites: list[Site], dice: random.Random, kills: int) -> int:
    """Kill so many crawls; returns how many ended before they were killed."""
    finished = killed = 0
    while killed < kills:
        for site in sites:
            for _ in range(dice.randrange(4)):
                site.publish()
        process = archive.start("crawl", "--all")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(0.2, LONGEST_CRAWL_SECONDS))
        if process.poll() is None:
            killed += 1
        else:
            finished += 1
        kill(process)
    return finished


def compare(archive: Archive, folder: Path, sites: list[Site]) -> dict[str, Any]:
    """What the archive lacks, has twice, or cannot read again."""
    dump = folder / "dump.jsonl"
    archive.run("export", str(dump))
    kept = [json.loads(line) for line in dump.read_text("utf-8").splitlines()]
    titles = [article["title"] for article in kept]
    published = [title for site in sites for title in site.titles]
    files = sorted((folder / "archive" / "warc").glob("*.warc.gz"))
    damaged = [file.name for file in files if _check(file)]
    status = json.loads(archive.run("status", "--json"))
    states = [source["state"] for source in status["source_states"]]
    return {
        "published": len(published),
        "kept": len(kept),
        "missing": [title for title in published if title not in titles],
        "double": sorted({title for title in titles if titles.count(title) > 1}),
        "versions": status["versions"],
        "warc_files": len(files),
        "damaged": damaged,
        "running": states.count("crawling"),
    }


def _check(file: Path) -> int:
    """The exit code of `warcio check`."""
    command = [sys.executable, "-m", "warcio.cli", "check", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode


if __name__ == "__main__":
    main()
