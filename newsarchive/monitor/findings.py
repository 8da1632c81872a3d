"""All that is wrong now with an archive and its sources."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from newsarchive.monitor.gather import gather_archive, gather_sources
from newsarchive.monitor.rules import archive_findings, source_findings
from storage.engine import Database
from storage.records import Finding, SourceRecord


def find_all(
    database: Database,
    home: Path,
    sources: Iterable[SourceRecord],
    *,
    index_behind: int,
    now: dt.datetime,
    certificates: Mapping[str, dt.datetime] | None = None,
) -> list[Finding]:
    """Return the findings of all rules, the archive's own first, then source by source.

    `index_behind` counts the changes that the index lacks; `certificates` are the ends of
    certificates by the sources' addresses, as far as they are known.
    """
    archive = gather_archive(database, home, index_behind=index_behind, now=now)
    found = list(archive_findings(archive))
    for vitals in gather_sources(database, sources, now, certificates):
        found += source_findings(vitals)
    return found
