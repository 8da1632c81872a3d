"""What was learned of each source's pages: templates and repeated lines, version by version."""

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import func, insert, select, update

from storage import models
from storage.engine import Database
from storage.records import LearnedSite, NewLearnedSite, TemplateAudit

_NEW = tuple(field.name for field in dataclasses.fields(NewLearnedSite))
_LISTS = ("templates", "boilerplate")
_AUDIT = tuple(field.name for field in dataclasses.fields(TemplateAudit))


class LearnedSiteRepository:
    """What was learned of the sources of an archive; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, source_id: int) -> tuple[LearnedSite, ...]:
        """Every version of a source, oldest first; empty where nothing was learned."""
        learned = models.LearnedSite
        fields = [getattr(learned, field.name) for field in dataclasses.fields(LearnedSite)]
        query = select(*fields).where(learned.source_id == source_id).order_by(learned.version)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            LearnedSite(**{**row} | {name: tuple(row[name]) for name in _LISTS}) for row in rows
        )

    def add(self, source_id: int, site: NewLearnedSite) -> int:
        """Stores one more version and returns its number; older ones stay as they are."""
        learned = models.LearnedSite
        newest = select(func.max(learned.version)).where(learned.source_id == source_id)
        values: dict[str, Any] = {name: getattr(site, name) for name in _NEW}
        values |= {name: list(values[name]) for name in _LISTS}
        with self._database.write() as connection:
            version = (connection.execute(newest).scalar() or 0) + 1
            values |= {"version": version, "learned_at": dt.datetime.now(dt.UTC)}
            connection.execute(insert(learned).values(source_id=source_id, **values))
        return version

    def confirm(self, source_id: int, version: int, pages: int) -> None:
        """Notes that more pages taught the same."""
        self._change(source_id, version, pages=pages)

    def mark_applied(self, source_id: int, version: int) -> None:
        """Notes that every capture which a version reads has been read with it."""
        self._change(source_id, version, applied_at=dt.datetime.now(dt.UTC))

    def record(self, source_id: int, audit: TemplateAudit) -> None:
        """Stores what became of one audited page."""
        values = {name: getattr(audit, name) for name in _AUDIT}
        with self._database.write() as connection:
            connection.execute(insert(models.TemplateAudit).values(source_id=source_id, **values))

    def audits(self, source_id: int, version: int) -> list[TemplateAudit]:
        """The audits of a version, in the order in which they were made."""
        audit = models.TemplateAudit
        query = (
            select(*[getattr(audit, name) for name in _AUDIT])
            .where((audit.source_id == source_id) & (audit.version == version))
            .order_by(audit.id)
        )
        with self._database.read() as connection:
            return [TemplateAudit(**row) for row in connection.execute(query).mappings()]

    def _change(self, source_id: int, version: int, **values: Any) -> None:
        learned = models.LearnedSite
        this = (learned.source_id == source_id) & (learned.version == version)
        with self._database.write() as connection:
            connection.execute(update(learned).where(this).values(**values))
