"""Watches two schedulers on one archive: no source and no host may be crawled twice at a time.

    python benchmarks/two_schedulers.py [--minutes 10] [--sites 6] [--seed N]

Sites on loopback publish and correct articles; each has two addresses of its list, which are two
sources that are due every few seconds.
Two `newsarchive run` watch the same archive. Once a minute one of them is killed (SIGKILL, its
crawls live on) and started again. Two answers of a site that overlap, or two crawls of a source
whose times do, are faults, as is a version that is there twice, an article that is missing, and
what `newsarchive verify` finds. Prints one JSON object, ends with 1 on faults.
"""

import argparse
import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from changing_site import Served, Site, served
from program import Program

INTERVAL_SECONDS = 5
CHANGE_SECONDS = 5.0
KILL_SECONDS = 60.0


def main() -> None:
    """Run two schedulers for some minutes and look at what they did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--sites", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311 - a simulation
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        program = Program(folder / "archive", NEWSARCHIVE_DELAY="0", NEWSARCHIVE_WORKERS="1")
        sites = [_site(f"site-{number}", dice) for number in range(options.sites)]
        for site in sites:
            address = stack.enter_context(served(site))
            for name, path in ((site.name, ""), (f"{site.name}-again", "index_0.html")):
                program.run("source", "add", address + path, "--yes", "--name", name)
            site.served.clear()
        with _database(program) as database:
            database.execute("UPDATE sources SET every_seconds = ?", [INTERVAL_SECONDS])
            database.commit()
        logs = [folder / "one.log", folder / "two.log"]
        kills = watch(program, sites, logs, seconds=options.minutes * 60, dice=dice)
        told = examine(program, sites, logs) | {"minutes": options.minutes, "kills": kills}
    print(json.dumps(told, ensure_ascii=False, indent=2))
    sys.exit(bool(told["faults"]))


def _site(name: str, dice: random.Random) -> Site:
    site = Site(name, dice, pause_seconds=0.1)
    for _ in range(5):
        site.publish()
    return site


def watch(
    program: Program, sites: list[Site], logs: list[Path], *, seconds: float, dice: random.Random
) -> int:
    """Let two schedulers work, now and then kill one; returns how many were killed."""
    running = [_start(program, log) for log in logs]
    ends = time.monotonic() + seconds
    kills, next_kill = 0, time.monotonic() + KILL_SECONDS
    while time.monotonic() < ends:
        time.sleep(CHANGE_SECONDS)
        site = dice.choice(sites)
        site.publish()
        site.correct()
        if time.monotonic() > next_kill:
            next_kill += KILL_SECONDS
            number = dice.randrange(2)
            running[number].kill()
            running[number].wait()
            running[number] = _start(program, logs[number])
            kills += 1
    for process in running:
        process.terminate()
    for process in running:
        process.wait(60)
    return kills


def _start(program: Program, log: Path) -> subprocess.Popen[str]:
    process = program.start("run")

    def write() -> None:
        assert process.stderr is not None  # noqa: S101 - the program was started with a pipe
        with log.open("a", encoding="utf-8") as file:
            for line in process.stderr:
                file.write(line)
                file.flush()

    threading.Thread(target=write, daemon=True).start()
    return process


def examine(program: Program, sites: list[Site], logs: list[Path]) -> dict[str, Any]:
    """What the records, the sites' logs and the archive say."""
    answers = {site.name: list(site.served) for site in sites}
    program.run("crawl", "--all", "--json")
    faults = [fault for name, served in answers.items() for fault in _overlaps(name, served)]
    with _database(program) as database:
        crawls = database.execute(
            "SELECT sources.name, started_at, finished_at, status FROM crawls"
            " JOIN sources ON sources.id = source_id ORDER BY source_id, started_at"
        ).fetchall()
        titles = [
            row[0] for row in database.execute("SELECT title FROM versions WHERE version = 1")
        ]
    for (source, _, finished, _), (following, started, _, _) in pairwise(crawls):
        if source == following and (finished is None or started < finished):
            faults.append(f"{source}: a crawl began at {started}, before one that ended {finished}")
    published = [one.title for site in sites for one in site.articles.values()]
    faults += [f"{title} is missing" for title in set(published) - set(titles)]
    faults += [f"{title} is there twice" for title in titles if titles.count(title) > 1]
    examined = json.loads(program.run("verify", "--json"))
    faults += [f"verify: {finding['sentence']}" for finding in examined["findings"]]
    told = "".join(log.read_text("utf-8") for log in logs)
    statuses = [status for *_, status in crawls]
    return {
        "sources": 2 * len(sites),
        "crawls": {status: statuses.count(status) for status in sorted(set(statuses))},
        "started_in_vain": told.count("is being crawled by another process"),
        "gave_up_waiting": told.count("its host was not free"),
        "requests": sum(map(len, answers.values())),
        "articles": len(published),
        "log_errors": [line for line in told.splitlines() if " ERROR " in line][:10],
        "faults": faults,
    }


def _overlaps(name: str, answers: list[Served]) -> list[str]:
    ordered = sorted(answers, key=lambda answer: answer.began)
    return [
        f"{name}: {two.path} was asked for while {one.path} was being answered"
        for one, two in pairwise(ordered)
        if two.began < one.ended
    ]


@contextlib.contextmanager
def _database(program: Program) -> Any:
    database = sqlite3.connect(program.home / "archive.db", timeout=30)
    try:
        yield database
    finally:
        database.close()


if __name__ == "__main__":
    main()
