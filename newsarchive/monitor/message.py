"""Alerts in words, for people who are told of them."""

from collections.abc import Sequence

from storage.records import AlertRecord

_MOST_LINES = 20


def alert_line(alert: AlertRecord) -> str:
    """Return one line: what is wrong with what, and what to do; or that it is over."""
    about = alert.source or "the archive"
    if alert.closed_at is not None:
        return f"over: {about}: {alert.sentence}"
    return f"{alert.severity}: {about}: {alert.sentence}; {alert.advice}"


def subject(alerts: Sequence[AlertRecord]) -> str:
    """Return a heading for several alerts, by what is worst in them."""
    standing = [alert for alert in alerts if alert.closed_at is None]
    if not standing:
        return f"newsarchive: {len(alerts)} troubles are over"
    critical = sum(alert.severity == "critical" for alert in standing)
    told = f"{len(standing)} new troubles" if len(standing) > 1 else "a new trouble"
    return f"newsarchive: {told}" + (f", {critical} critical" if critical else "")


def body(alerts: Sequence[AlertRecord]) -> str:
    """Return a line an alert, worst first; the rest of very many is counted only."""
    ranked = sorted(
        alerts, key=lambda alert: (alert.closed_at is not None, alert.severity != "critical")
    )
    lines = [alert_line(alert) for alert in ranked[:_MOST_LINES]]
    if len(ranked) > _MOST_LINES:
        lines.append(f"and {len(ranked) - _MOST_LINES} more: see newsarchive status")
    return "\n".join(lines)
