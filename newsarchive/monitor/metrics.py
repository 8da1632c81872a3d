"""Metrics in the text format of Prometheus, read from the archive whenever they are asked for."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from newsarchive.core.errors import UsageError
from newsarchive.monitor.gather import gather_archive
from storage.alerts import AlertRepository
from storage.articles import ArticleRepository
from storage.engine import Database
from storage.records import SourceRecord
from storage.sources import SourceRepository

_SOURCE_GAUGES: tuple[tuple[str, str, Callable[[SourceRecord], float | None]], ...] = (
    ("source_articles", "Articles that a source brought", lambda source: source.articles),
    (
        "source_last_crawl_timestamp_seconds",
        "When the last crawl of a source began",
        lambda source: source.last_crawl.started_at.timestamp() if source.last_crawl else None,
    ),
    (
        "source_last_crawl_failed_pages",
        "Pages that failed in the last crawl of a source",
        lambda source: source.last_crawl.counts.failed if source.last_crawl else None,
    ),
    (
        "source_paused",
        "1 for a source that is paused",
        lambda source: float(source.paused_at is not None),
    ),
)


class ArchiveCollector(Collector):
    """The archive's figures; `index_behind` tells how many changes the search index lacks."""

    def __init__(self, database: Database, home: Path, index_behind: Callable[[], int]) -> None:
        self._database = database
        self._home = home
        self._index_behind = index_behind

    def collect(self) -> Iterable[Metric]:
        """Yield every metric with its present values."""
        totals = ArticleRepository(self._database).totals()
        for name in ("articles", "versions", "stories", "sources"):
            yield _gauge(name, f"How many {name} the archive holds", getattr(totals, name))
        now = dt.datetime.now(dt.UTC)
        behind = self._index_behind()
        vitals = gather_archive(self._database, self._home, index_behind=behind, now=now)
        yield _gauge("disk_free_bytes", "Bytes left on the archive's disk", vitals.disk_free)
        yield _gauge("index_behind_changes", "Changes that the search index lacks", behind)
        yield self._alerts()
        yield from self._sources()

    def _alerts(self) -> Metric:
        standing = GaugeMetricFamily("newsarchive_alerts", "Alerts that stand", labels=["severity"])
        found = [alert.severity for alert in AlertRepository(self._database).open()]
        for severity in ("critical", "warning"):
            standing.add_metric([severity], found.count(severity))
        return standing

    def _sources(self) -> Iterable[Metric]:
        sources = SourceRepository(self._database).list()
        for name, meaning, value_of in _SOURCE_GAUGES:
            gauge = GaugeMetricFamily(f"newsarchive_{name}", meaning, labels=["source"])
            for source in sources:
                value = value_of(source)
                if value is not None:
                    gauge.add_metric([source.settings.name], value)
            yield gauge


def serve_metrics(
    collector: ArchiveCollector, port: int, host: str = "127.0.0.1"
) -> Callable[[], None]:
    """Serve `/metrics` in a thread; returns what ends it. Raises UsageError for a port in use."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collector)
    try:
        server, _thread = start_http_server(port, host, registry)
    except OSError as error:
        raise UsageError(
            f"metrics cannot be served on {host}:{port}: {error.strerror}; choose another --metrics"
        ) from error

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"newsarchive_{name}", meaning, value=value)
