"""The health rules: what is watched, when it is wrong, and what to do about it, one line each."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from newsarchive.monitor import checks
from newsarchive.monitor.vitals import ArchiveVitals, SourceVitals
from storage.records import Finding, Severity

Vitals = TypeVar("Vitals", SourceVitals, ArchiveVitals)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule(Generic[Vitals]):
    """`check` gives the sentence of what is wrong, None where all is well.

    `advice` says what to do; {name} is the source's, {test} the command that looks at it.
    """

    name: str
    severity: Severity
    check: Callable[[Vitals], str | None]
    advice: str


SOURCE_RULES: tuple[Rule[SourceVitals], ...] = (
    Rule("unreachable", "critical", checks.unreachable, "see {test}"),
    Rule("blocked", "critical", checks.blocked, "wait, raise the delay, or write to the webmaster"),
    Rule("list", "critical", checks.list_changed, "see {test}; a rebuilt site is added anew"),
    Rule("silent", "warning", checks.silent, "see whether the column moved: {test}"),
    Rule("confidence", "warning", checks.doubtful, "see {test}; pages may have a new form"),
    Rule("length", "warning", checks.shortened, "see {test}; texts may be cut"),
    Rule("pages", "warning", checks.pages_fail, "see newsarchive source show {name}"),
    Rule("overdue", "warning", checks.overdue, "is newsarchive run running?"),
    Rule("certificate", "warning", checks.certificate, "crawls fail then; tell the webmaster"),
)  # fmt: skip

ARCHIVE_RULES: tuple[Rule[ArchiveVitals], ...] = (
    Rule("disk full", "critical", checks.disk_full, "free space; soon nothing can be stored"),
    Rule("disk", "warning", checks.disk_filling, "free space or plan for a larger disk"),
    Rule("clock", "warning", checks.clock_wrong, "set this machine's clock, best by NTP"),
    Rule("index", "warning", checks.index_behind, "search once, which catches up"),
)  # fmt: skip


def source_findings(vitals: SourceVitals) -> Iterator[Finding]:
    """Yield what is wrong with a source, in the order of the rules."""
    source = vitals.source
    for rule in SOURCE_RULES:
        sentence = rule.check(vitals)
        if sentence is not None:
            name = source.settings.name
            advice = rule.advice.format(name=name, test=f"newsarchive source test {name}")
            yield Finding(
                source_id=source.id,
                rule=rule.name,
                severity=rule.severity,
                sentence=sentence,
                advice=advice,
            )


def archive_findings(vitals: ArchiveVitals) -> Iterator[Finding]:
    """Yield what is wrong with the archive as a whole."""
    for rule in ARCHIVE_RULES:
        sentence = rule.check(vitals)
        if sentence is not None:
            yield Finding(
                source_id=None,
                rule=rule.name,
                severity=rule.severity,
                sentence=sentence,
                advice=rule.advice,
            )
