"""Alerts: what is wrong now, since when, and whether it was told to anybody."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from storage import models
from storage.engine import Database
from storage.records import AlertRecord, Finding


class AlertRepository:
    """The alerts of an archive; one stands open for each rule and source that it is broken for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self) -> list[AlertRecord]:
        """The alerts that stand, oldest first."""
        return self._select(models.Alert.closed_at.is_(None))

    def untold(self) -> list[AlertRecord]:
        """Alerts whose beginning, or whose end after a told beginning, nobody was told of yet."""
        alert = models.Alert
        begun = alert.closed_at.is_(None) & alert.told_at.is_(None)
        return self._select(begun | (alert.closed_at > alert.told_at))

    def note(self, findings: Iterable[Finding], now: dt.datetime) -> None:
        """Makes the open alerts those of the findings: opens, words anew, and closes.

        One that closes before anybody was told of it is forgotten by `untold`.
        """
        found = {(finding.source_id, finding.rule): finding for finding in findings}
        alert = models.Alert
        with self._database.write() as connection:
            standing = connection.execute(
                select(alert.id, alert.source_id, alert.rule).where(alert.closed_at.is_(None))
            ).all()
            for number, source_id, rule in standing:
                finding = found.pop((source_id, rule), None)
                values: dict[str, Any] = {"closed_at": now}
                if finding is not None:
                    values = {name: getattr(finding, name) for name in _WORDS}
                connection.execute(update(alert).where(alert.id == number).values(**values))
            for finding in found.values():
                values = dataclasses.asdict(finding) | {"opened_at": now}
                connection.execute(insert(alert).values(**values))

    def tell(self, numbers: Sequence[int], now: dt.datetime) -> None:
        """Notes that somebody was told of alerts as they stand."""
        alert = models.Alert
        with self._database.write() as connection:
            connection.execute(update(alert).where(alert.id.in_(numbers)).values(told_at=now))

    def _select(self, condition: Any) -> list[AlertRecord]:
        alert, source = models.Alert, models.Source
        selected = (
            select(*(getattr(alert, name) for name in _FIELDS), source.name.label("source"))
            .join(source, source.id == alert.source_id, isouter=True)
            .where(condition)
            .order_by(alert.id)
        )
        with self._database.read() as connection:
            return [AlertRecord(**row) for row in connection.execute(selected).mappings()]


_WORDS = ("severity", "sentence", "advice")
_FIELDS = tuple(field.name for field in dataclasses.fields(AlertRecord) if field.name != "source")
