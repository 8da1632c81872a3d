"""`newsarchive status`: the archive and its sources at a glance, worst first."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from newsarchive.cli.archive import Archive, index_behind, open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json, print_table
from newsarchive.monitor.findings import find_all
from newsarchive.monitor.state import source_state
from storage.alerts import AlertRepository
from storage.records import Finding, SourceRecord

WARNING, CRITICAL = 1, 2
"""Exit codes of `--check`, as the plugins of Nagios have them."""

_SEVERITIES = ("critical", "warning")


def status(
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="One line; ends 0 if all is well, 1 on warnings, 2 on critical troubles.",
        ),
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is wrong, what to do, and how each source fares."""
    archive = open_archive(home, only_reads=True)
    behind = index_behind(archive)
    sources = archive.sources.list()
    findings = _findings(archive, sources, behind)
    if as_json:
        print_json(_as_json(archive, sources, behind, findings))
    elif check:
        out.print(_summary(findings), markup=False)
    else:
        _print(archive, sources, behind, findings)
    if check and findings:
        raise typer.Exit(CRITICAL if findings[0].severity == "critical" else WARNING)


def _findings(archive: Archive, sources: Sequence[SourceRecord], behind: int) -> list[Finding]:
    """What is wrong now, worst first; certificates are known from the rounds of `run`."""
    now = dt.datetime.now(dt.UTC)
    found: list[Finding] = find_all(
        archive.database, archive.home.path, sources, index_behind=behind, now=now
    )
    standing = AlertRepository(archive.database).open()
    found += [alert for alert in standing if alert.rule == "certificate"]
    return sorted(found, key=lambda finding: _SEVERITIES.index(finding.severity))


def _print(
    archive: Archive, sources: Sequence[SourceRecord], behind: int, findings: Sequence[Finding]
) -> None:
    totals = archive.articles.totals()
    out.print(
        f"{archive.home.path}: {totals.articles} articles in {totals.versions} versions, "
        f"{totals.stories} stories, {totals.sources} sources"
        + (f"; {totals.gone} articles are gone from their sites" if totals.gone else "")
    )
    if behind:
        out.print(f"the search index is {behind} changes behind; the next search catches up")
    names = {source.id: source.settings.name for source in sources}
    for finding in findings:
        about = names.get(finding.source_id or 0, "the archive")
        sentence = f"{finding.severity}: {about}: {finding.sentence}; {finding.advice}"
        out.print(sentence, markup=False)
    ranked = _ranked(sources, findings)
    print_table(["source", "articles", "last crawl", "next", "state"], map(_row, ranked))


def _ranked(sources: Sequence[SourceRecord], findings: Sequence[Finding]) -> list[SourceRecord]:
    """Sources with the worst findings first, then by the state after their last crawl."""
    worst: defaultdict[int | None, int] = defaultdict(lambda: len(_SEVERITIES))
    for finding in findings:
        rank = _SEVERITIES.index(finding.severity)
        worst[finding.source_id] = min(worst[finding.source_id], rank)
    return sorted(sources, key=lambda one: (worst[one.id], source_state(one).severity))


def _row(source: SourceRecord) -> list[Any]:
    last = source.last_crawl
    return [
        source.settings.name,
        source.articles,
        local_time(last.started_at if last else None),
        _next(source),
        source_state(source).sentence,
    ]


def _next(source: SourceRecord) -> str:
    moment = local_time(source.next_run_at)
    return (
        f"{moment}: {source.next_run_why}" if source.next_run_at and source.next_run_why else moment
    )


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "OK: all is well"
    word = findings[0].severity.upper()
    more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
    return f"{word}: {findings[0].sentence}{more}; see newsarchive status"


def _as_json(
    archive: Archive, sources: Sequence[SourceRecord], behind: int, findings: Sequence[Finding]
) -> dict[str, Any]:
    names = {source.id: source.settings.name for source in sources}
    return {
        "home": str(archive.home.path),
        **dataclasses.asdict(archive.articles.totals()),
        "index_behind": behind,
        "findings": [
            {
                "source": names.get(finding.source_id or 0),
                "rule": finding.rule,
                "severity": finding.severity,
                "sentence": finding.sentence,
                "advice": finding.advice,
            }
            for finding in findings
        ],
        "source_states": [_source_json(source) for source in _ranked(sources, findings)],
    }


def _source_json(source: SourceRecord) -> dict[str, Any]:
    last = source.last_crawl
    state = source_state(source)
    return {
        "source": source.settings.name,
        "articles": source.articles,
        "last_crawl_at": last.started_at.isoformat() if last else None,
        "next_run_at": source.next_run_at.isoformat() if source.next_run_at else None,
        "next_run_why": source.next_run_why,
        "state": state.name,
        "message": state.sentence,
    }
