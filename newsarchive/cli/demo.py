"""`newsarchive demo`: the main job on bundled sample sites, with its own expectations checked."""

import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from newsarchive.cli.archive import Archive
from newsarchive.cli.crawl import crawl_sources, print_reports
from newsarchive.cli.dumping import whole
from newsarchive.cli.fetching import make_fetcher
from newsarchive.cli.looking import print_proposal
from newsarchive.cli.output import out, print_json, say
from newsarchive.cli.search import find, print_results
from newsarchive.core.config import load_config
from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.core.home import Home
from newsarchive.crawl.runner import CrawlReport
from newsarchive.demo.expected import Expected, load_expected
from newsarchive.demo.running import RunningSite
from newsarchive.demo.server import serve_all
from newsarchive.demo.sites import SampleSite
from newsarchive.export.export import export_articles
from newsarchive.export.formats import formats
from newsarchive.export.manifest import Selection
from newsarchive.search.query import parse_query
from newsarchive.sources.detection import propose
from newsarchive.sources.proposal import settings_of
from newsarchive.text.urls import canonical_url
from storage.engine import open_database

MARK = ".newsarchive-demo"
"""A file that tells a demonstration's folder, which may be emptied, from a person's archive."""

Served = Mapping[str, RunningSite]


def demo(
    home: Annotated[
        Path, typer.Option("--home", metavar="DIR", help="Folder of the demonstration's archive.")
    ] = Path("demo-archive"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Go on serving the sample sites until Ctrl-C.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was checked as one JSON document.")
    ] = False,
) -> None:
    """Show all of it on bundled sample sites, on this machine.

    Ends with 1 when anything is not as expected.
    """
    out.quiet = as_json
    expected = load_expected()
    archive = _fresh_archive(home)
    with serve_all(expected.sites) as served:
        checks = _run(archive, expected, served)
        failed = [name for name, held in checks.items() if not held]
        if as_json:
            print_json({"home": str(home), "checks": checks})
        else:
            _print_end(home, checks)
        if serve and not failed:
            _serve(served)
    if failed:
        raise NewsArchiveError(f"the demonstration did not go as expected: {'; '.join(failed)}")


def _run(archive: Archive, expected: Expected, served: Served) -> dict[str, bool]:
    """Go through the main job; returns what was expected and whether it held."""
    _step("1. Add four sites by their addresses")
    for site in expected.sites:
        _add(archive, site, served[site.name])
    _step("2. Crawl them over HTTP")
    first = {report.source: report for report in _crawl(archive)}
    _step("3. Find articles: a Simplified query finds Traditional text as well")
    found = {query.query: _search(archive, query.query) for query in expected.searches}
    _step("4. Write a dump")
    dump = archive.home.path / "dump.jsonl"
    plan = whole(archive, Selection(), plain=True)
    written = export_articles(plan.entries, str(dump), formats()["jsonl"], plan.described("jsonl"))
    out.print(f"{written.articles} articles written to {dump}")
    _step("5. Crawl again: nothing is fetched twice")
    for running in served.values():
        running.forget()
    again = _crawl(archive)
    return {
        **_crawl_checks(expected, first),
        "tellings of one text share a story": _stories_hold(archive, expected, served),
        "searches find the same articles in both scripts": all(
            found[search.query]
            == {canonical_url(served[hit.site].url(hit.path)) for hit in search.hits}
            for search in expected.searches
        ),
        "the dump holds every article": written.articles == archive.articles.totals().articles > 0,
        "a second crawl fetches no article again": all(
            not report.error and report.counts.new + report.counts.duplicates == 0
            for report in again
        )
        and not _articles_asked(expected, served),
    }


def _fresh_archive(folder: Path) -> Archive:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise UsageError(f"{folder} is no demonstration's folder; name another with --home")
        shutil.rmtree(folder)
    config = load_config({"home": str(folder), "delay": 0})
    home = Home(config.home)
    home.prepare()
    (folder / MARK).touch()
    return Archive(config, home, open_database(config.database_url))


def _add(archive: Archive, site: SampleSite, running: RunningSite) -> None:
    url = running.url(site.column)
    out.print(Text(f"\n$ newsarchive source add {url} --name {site.name}", style="cyan"))
    fetcher = make_fetcher(archive.config, url)
    proposal = propose(fetcher(url), fetch=fetcher)
    print_proposal(proposal)
    archive.sources.add(settings_of(proposal, name=site.name))


def _crawl(archive: Archive) -> list[CrawlReport]:
    out.print(Text("\n$ newsarchive crawl --all", style="cyan"))
    reports = crawl_sources(archive, archive.sources.list())
    print_reports(archive, reports)
    return reports


def _search(archive: Archive, query: str) -> set[str]:
    out.print(Text(f"\n$ newsarchive search --all-tellings {query}", style="cyan"))
    found = find(archive, parse_query(query), limit=20)
    print_results(found)
    return {record.url for record in found.records}


def _crawl_checks(expected: Expected, reports: Mapping[str, CrawlReport]) -> dict[str, bool]:
    checks = {}
    for site in expected.sites:
        counts = reports[site.name].counts
        stored = counts.new + counts.duplicates
        checks[f"{site.name}: {site.stored} articles are archived"] = stored == site.stored
        checks[f"{site.name}: listed pages that are gone: {len(site.broken)}"] = (
            counts.failed == len(site.broken)
        )
    return checks


def _stories_hold(archive: Archive, expected: Expected, served: Served) -> bool:
    for story in expected.stories:
        urls = [canonical_url(served[telling.site].url(telling.path)) for telling in story]
        first, *others = [archive.articles.by_url(url) for url in urls]
        if first is None or first.duplicate_of is not None:
            return False
        if any(other is None or other.duplicate_of != first.id for other in others):
            return False
    return True


def _articles_asked(expected: Expected, served: Served) -> list[str]:
    """The articles that were asked for; a list page, a sitemap and robots.txt may be."""
    columns = {site.name: site.column for site in expected.sites}
    return [
        path
        for name, site in served.items()
        for path in site.requests
        if path not in (columns[name], "/robots.txt")
    ]


def _step(title: str) -> None:
    out.print(Text(f"\n{title}", style="bold"))


def _print_end(home: Path, checks: dict[str, Any]) -> None:
    _step("What was expected")
    for name, held in checks.items():
        out.print(Text(f"{'yes' if held else 'NO':>5}  {name}", style="green" if held else "red"))
    if all(checks.values()):
        out.print(
            f"\nThe archive is in {home}; look around in it:\n"
            f"  newsarchive --home {home} show 1\n"
            f"  newsarchive --home {home} search 'title:泵阀 OR 灌溉'\n"
            "Then begin with a site of your own:\n"
            "  newsarchive source add https://www.example.gov.cn/xwzx/\n"
            "  newsarchive crawl --all"
        )


def _serve(served: Served) -> None:
    for name, site in served.items():
        say(f"{name}: {site.base_url}/")
    say("serving the sample sites; stop with Ctrl-C")
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    say("stopped")
