"""Alerts: open while something is wrong, told once when it begins and once when it ends."""

import pytest

from storage.alerts import AlertRepository
from storage.records import Finding


@pytest.fixture
def alerts(archive):
    return AlertRepository(archive.database)


def finding(archive, rule: str = "silent", sentence: str = "silent for 9 days") -> Finding:
    return Finding(
        source_id=archive.source_id if rule == "silent" else None,
        rule=rule,
        severity="warning",
        sentence=sentence,
        advice="look at it",
    )


def test_an_alert_stands_from_the_first_finding_to_the_last(archive, alerts, make):
    alerts.note([finding(archive), finding(archive, "disk")], make.day(1))
    alerts.note([finding(archive, sentence="silent for 10 days")], make.day(2))

    (standing,) = alerts.open()
    assert (standing.source, standing.sentence) == ("qingxi", "silent for 10 days")
    assert standing.opened_at == make.day(1)
    alerts.note([], make.day(3))
    assert alerts.open() == []


def test_somebody_is_told_of_its_beginning_and_of_its_end_once_each(archive, alerts, make):
    alerts.note([finding(archive)], make.day(1))
    (begun,) = alerts.untold()
    alerts.tell([begun.id], make.day(1))
    alerts.note([finding(archive, sentence="silent for 10 days")], make.day(2))
    assert alerts.untold() == []
    alerts.note([], make.day(3))
    (ended,) = alerts.untold()
    assert (ended.id, ended.closed_at) == (begun.id, make.day(3))
    alerts.tell([ended.id], make.day(4))
    assert alerts.untold() == []


def test_what_is_over_before_anybody_was_told_is_not_told(archive, alerts, make):
    alerts.note([finding(archive)], make.day(1))
    alerts.note([], make.day(2))

    assert alerts.untold() == []
