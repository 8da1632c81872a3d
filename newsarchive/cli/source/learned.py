"""What `newsarchive source show` tells of a source's learned templates and repeated lines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from newsarchive.cli.archive import Archive
from newsarchive.cli.output import local_time, out
from newsarchive.sources.learning import trust
from storage.records import LearnedSite, SourceRecord, TemplateAudit

OUTCOMES = {
    "agrees": "read alike",
    "template": "template better",
    "scratch": "scratch better",
    "no_fit": "no template fitted",
}


def learned_json(archive: Archive, source: SourceRecord) -> list[dict[str, Any]]:
    """Return each version, oldest first, with the results of its audits."""
    return [
        {
            "version": one.version,
            "learned_at": one.learned_at.isoformat(),
            "valid_from": one.valid_from.isoformat(),
            "applied_at": one.applied_at.isoformat() if one.applied_at else None,
            "pages": one.pages,
            "reason": one.reason,
            "templates": [dict(template) for template in one.templates],
            "boilerplate": list(one.boilerplate),
            "audits": dict.fromkeys(OUTCOMES, 0) | _tally(audits),
            "trust": trust(audits),
        }
        for one, audits in _audited(archive, source)
    ]


def print_learned(archive: Archive, source: SourceRecord) -> None:
    """Print each version, the newest first, and the lines that the source repeats."""
    for one, audits in reversed(_audited(archive, source)):
        out.print()
        out.print(
            f"learned {local_time(one.learned_at)} from {one.pages} pages ({one.reason}); version "
            f"{one.version}, reads pages fetched since {local_time(one.valid_from)}",
            markup=False,
        )
        for template in one.templates:
            place, pages = template.get("container"), template.get("pages")
            out.print(f"  body in {place}, learned from {pages} pages", markup=False)
        if not one.templates:
            out.print("  no template: every page is read by itself", markup=False)
        for line in one.boilerplate:
            out.print(f"  repeated line, left out: {line}", markup=False)
        told = [f"{count} {OUTCOMES.get(name, name)}" for name, count in _tally(audits).items()]
        if told:
            out.print(f"  audits: {', '.join(told)}", markup=False)


def _audited(
    archive: Archive, source: SourceRecord
) -> Sequence[tuple[LearnedSite, list[TemplateAudit]]]:
    return [
        (one, archive.learned.audits(source.id, one.version))
        for one in archive.learned.versions(source.id)
    ]


def _tally(audits: Sequence[TemplateAudit]) -> dict[str, int]:
    return dict(Counter(one.outcome for one in audits))
