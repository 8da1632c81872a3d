"""Kills a crawl at a random moment, again and again, while the sites go on changing.

    python benchmarks/endurance.py [--kills 200] [--minutes 25] [--seed N] [--keep FOLDER]

Two sites on loopback publish, correct and withdraw articles all the time. Each round starts a
crawl of both in one archive and kills its processes (SIGKILL) at a random moment of the time that
an undisturbed one took; a crawl that is faster is let finish. Between rounds some stored
articles are made due for a look, as if days had passed. At the end undisturbed crawls catch up,
and the archive must hold what is promised:

- each article that is published at the end, or that a crawl fetched that came to its end, once;
- each edition of it that such a crawl fetched, as a version; the newest version is the last edition
  fetched by such a crawl, and versions only ever grow by editions that were published, in order;
- no version that was there after a round is missing after a later one;
- every article that was withdrawn, and is kept, is marked as gone, and no other;
- `newsarchive verify` and `warcio check` find nothing wrong, no crawl is left as running.

Prints one JSON object, ends with 1 when anything is not so.
"""

import argparse
import contextlib
import datetime as dt
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from changing_site import EDITION, Site, number_of, served
from program import Program, kill

Key = tuple[str, int]
"""An article: the host and port of its site, its number there."""


class Endurance:
    """The rounds on one archive, and what was seen in them."""

    def __init__(self, program: Program, sites: dict[str, Site], dice: random.Random) -> None:
        self._program = program
        self._sites = sites
        self._dice = dice
        self.finished = 0
        self.lost: set[tuple[int, int]] = set()
        self.promised: defaultdict[Key, set[int]] = defaultdict(set)
        self._versions: set[tuple[int, int]] = set()
        self._longest_seconds = 0.0

    def first(self) -> None:
        """Crawl twice undisturbed, and see how long the second takes, which changes little."""
        for _ in range(2):
            began = time.monotonic()
            self._change()
            self._note_promises(self._program.run("crawl", "--all", "--json"))
            self._note_versions()
            self._longest_seconds = time.monotonic() - began

    def round(self) -> bool:
        """Let the sites change, crawl, kill; returns whether a crawl was killed."""
        self._change()
        self._let_time_pass(share=0.2)
        for site in self._sites.values():
            site.served.clear()
        process = self._program.start("crawl", "--all", "--json")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self._dice.uniform(0.1, self._longest_seconds))
        was_killed = process.poll() is None
        told = kill(process)
        if not was_killed:
            self._note_promises(told)
        self._note_versions()
        return was_killed

    def catch_up(self) -> None:
        """Crawl undisturbed until everything was looked at, twice, as missing pages must be."""
        for _ in range(2):
            self._let_time_pass(share=1.0)
            for _ in range(2 + len(self._versions) // 50):
                for site in self._sites.values():
                    site.served.clear()
                self._note_promises(self._program.run("crawl", "--all", "--json"))
                self._note_versions()

    def _change(self) -> None:
        for site in self._sites.values():
            for _ in range(self._dice.randrange(4)):
                site.publish()
            for _ in range(self._dice.randrange(4)):
                site.correct()
            if self._dice.random() < 0.25:  # noqa: PLR2004 - one round in four
                site.withdraw()

    def _let_time_pass(self, *, share: float) -> None:
        """Make a share of the stored articles due for a look, as if its time had come."""
        if not (self._program.home / "archive.db").exists():
            return
        with self._database() as database:
            ids = [row[0] for row in database.execute("SELECT id FROM articles")]
            due = self._dice.sample(ids, int(len(ids) * share)) if share < 1 else ids
            past = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).strftime("%F %T.%f")
            statement = "UPDATE articles SET next_visit_at = ? WHERE id = ?"
            database.executemany(statement, [(past, one) for one in due])
            database.commit()

    def _note_promises(self, told: str) -> None:
        """What sites served to crawls that came to their ends must be in the archive."""
        try:
            crawls = json.loads(told)["crawls"]
        except (ValueError, KeyError):
            return
        self.finished += 1
        ended = {crawl["source"] for crawl in crawls if crawl["status"] == "done"}
        for host, site in self._sites.items():
            if site.name in ended:
                for one in site.served:
                    if one.edition is not None:
                        self.promised[host, number_of(one.path)].add(one.edition)

    def _note_versions(self) -> None:
        if not (self._program.home / "archive.db").exists():
            return
        with self._database() as database:
            now = set(database.execute("SELECT article_id, version FROM versions"))
        self.lost |= self._versions - now
        self._versions = now

    @contextlib.contextmanager
    def _database(self) -> Any:
        database = sqlite3.connect(self._program.home / "archive.db", timeout=30)
        try:
            yield database
        finally:
            database.close()


def compare(program: Program, sites: dict[str, Site], endurance: Endurance) -> dict[str, Any]:
    """What the archive lacks, has twice, keeps wrongly or cannot read again."""
    dump = program.home.parent / "dump.jsonl"
    program.run("export", str(dump))
    faults: list[str] = []
    kept: defaultdict[Key, list[dict[str, Any]]] = defaultdict(list)
    for line in dump.read_text("utf-8").splitlines():
        article = json.loads(line)
        kept[article["url"].split("/")[2], number_of(article["url"])].append(article)
    for host, site in sites.items():
        for number, published in site.articles.items():
            found, promised = kept[host, number], endurance.promised[host, number]
            name = f"{site.name} {number}"
            if len(found) > 1:
                faults.append(f"{name} is there {len(found)} times")
            if not found and (promised or published.is_there):
                faults.append(f"{name} is missing")
            for article in found:
                faults += [f"{name}: {one}" for one in _faults(article, published, promised)]
    files = sorted((program.home / "warc").rglob("*.warc.gz"))
    faults += [f"warcio check: {file.name}" for file in files if _check(file)]
    faults += [f"version {version} of article {one} is lost" for one, version in endurance.lost]
    examined = json.loads(program.run("verify", "--json"))
    faults += [f"verify: {finding}" for finding in examined["findings"]]
    status = json.loads(program.run("status", "--json"))
    faults += [f"{s['source']} crawls" for s in status["source_states"] if s["state"] == "crawling"]
    return {
        "published": sum(len(site.articles) for site in sites.values()),
        "corrected": sum(one.edition for site in sites.values() for one in site.articles.values()),
        "withdrawn": sum(not o.is_there for site in sites.values() for o in site.articles.values()),
        "kept": sum(map(len, kept.values())),
        "versions": status["versions"],
        "editions_promised": sum(map(len, endurance.promised.values())),
        "warc_files": len(files),
        "faults": faults,
    }


def _faults(article: dict[str, Any], published: Any, promised: set[int]) -> list[str]:
    faults = []
    if (article["gone_at"] is None) != published.is_there:
        faults.append(f"gone_at is {article['gone_at']}, is_there {published.is_there}")
    told = [re.search(EDITION, (article | older)["text"]) for older in article["versions"]]
    editions = [int(one[1]) if one else -1 for one in told]
    if editions != sorted(set(editions)) or not set(editions) <= set(range(published.edition + 1)):
        faults.append(f"its versions show the editions {editions} of {published.edition}")
    if missing := promised - set(editions):
        faults.append(f"the editions {sorted(missing)} are no versions")
    if published.is_there and editions[-1] != published.edition:
        faults.append(f"its newest version is edition {editions[-1]}, not {published.edition}")
    return faults


def _check(file: Path) -> int:
    """The exit code of `warcio check`."""
    command = [sys.executable, "-m", "warcio.cli", "check", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def main() -> None:
    """Run the rounds and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60, help="kill no longer than this")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="an empty folder that the archive is left in")
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 - a simulation
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        program = Program(folder / "archive", NEWSARCHIVE_DELAY="0", NEWSARCHIVE_WORKERS="1")
        sites: dict[str, Site] = {}
        for name in ("qingxi", "baisha"):
            site = Site(name, dice)
            for _ in range(25):
                site.publish()
            url = stack.enter_context(served(site))
            sites[url.split("/")[2]] = site
            program.run("source", "add", url, "--name", name, "--yes")
        endurance = Endurance(program, sites, dice)
        endurance.first()
        killed = 0
        while killed < options.kills and time.monotonic() - began < options.minutes * 60:
            killed += endurance.round()
        rounds = time.monotonic() - began
        endurance.catch_up()
        told = compare(program, sites, endurance)
    told |= {"kills": killed, "crawls_that_finished": endurance.finished}
    told |= {"seconds_of_rounds": round(rounds), "seconds": round(time.monotonic() - began)}
    print(json.dumps(told, ensure_ascii=False, indent=2))
    sys.exit(bool(told["faults"]))


if __name__ == "__main__":
    main()
