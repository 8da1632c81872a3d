"""`newsarchive log`: the last crawls of a source in words."""

import dataclasses
from typing import Annotated, Any

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.crawl import problem_text
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json
from storage.records import CrawlRecord, ProblemRecord

WORDS = {
    "new": "new",
    "updated": "changed",
    "duplicates": "told before",
    "returned": "came back",
    "gone": "gone",
    "unchanged": "unchanged",
    "skipped": "no articles",
    "blocked": "refused",
    "failed": "failed",
}
"""The counts that are told where they are not 0, and how."""

ENDINGS = {
    "running": "it goes on",
    "done": "it ended because all that was due had been looked at",
    "interrupted": "it was interrupted; the next crawl goes on",
    "failed": "it failed; the last events in its log file tell why",
}
"""Why a crawl ended that noted no reason, by its status."""


def log(
    name: Annotated[str, typer.Argument(metavar="SOURCE", help="Name of the source.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Crawls shown.")] = 5,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what the last crawls of a source did. The newest comes last."""
    archive = open_archive(home, only_reads=True)
    archive.sources.get(name)
    crawls = archive.crawls.latest(name, limit)[::-1]
    if as_json:
        print_json({"source": name, "crawls": [_json(archive, crawl) for crawl in crawls]})
        return
    for crawl in crawls:
        _print(crawl, archive.crawls.problems(crawl.id))
    if not crawls:
        out.print(f"{name} was never crawled; do it with: newsarchive crawl {name}")
    file = archive.home.logs / f"{name}.log"
    if file.exists():
        out.print(Text(f"every event, one JSON object a line: {file}", style="dim"))


def sentence(crawl: CrawlRecord) -> str:
    """Return what a crawl did, in a sentence."""
    told = [
        f"{number} {word}"
        for name, word in WORDS.items()
        if (number := getattr(crawl.counts, name))
    ]
    did = ", ".join(told) or "nothing new"
    lasted = ""
    if crawl.finished_at is not None:
        lasted = f" in {(crawl.finished_at - crawl.started_at).total_seconds():.0f} s"
    return f"{crawl.status}{lasted}: {did}; {crawl.counts.requests} requests"


def _print(crawl: CrawlRecord, problems: list[ProblemRecord]) -> None:
    out.print(Text(f"{local_time(crawl.started_at)}  {sentence(crawl)}"))
    if crawl.error:
        out.print(Text(f"{'':>18}{crawl.error}", style="red"))
    if crawl.ended_because:
        out.print(Text(f"{'':>18}it ended because {crawl.ended_because}", style="dim"))
    elif not crawl.error:
        out.print(Text(f"{'':>18}{ENDINGS[crawl.status]}", style="dim"))
    for problem in problems:
        out.print(Text(f"{'':>18}{problem_text(problem)}", style="yellow"))


def _json(archive: Archive, crawl: CrawlRecord) -> dict[str, Any]:
    problems = archive.crawls.problems(crawl.id)
    return {
        "id": crawl.id,
        "started_at": crawl.started_at.isoformat(),
        "finished_at": crawl.finished_at.isoformat() if crawl.finished_at else None,
        "status": crawl.status,
        **dataclasses.asdict(crawl.counts),
        "error": crawl.error,
        "ended_because": crawl.ended_because,
        "told": sentence(crawl),
        "problems": [{"url": p.url, "kind": p.kind, "message": p.message} for p in problems],
    }
