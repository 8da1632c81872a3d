"""`newsarchive run`: the scheduler, until stopped."""

import contextlib
import datetime as dt
import functools
import logging
import sys
from typing import Annotated

import typer

from newsarchive.cli.archive import Archive, index_behind
from newsarchive.cli.crawl import counts_text
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import say
from newsarchive.cli.writing import open_to_write
from newsarchive.core.logs import JsonFormatter
from newsarchive.crawl.job import scheduled_job
from newsarchive.crawl.runner import CrawlProcess
from newsarchive.monitor.metrics import ArchiveCollector, serve_metrics
from newsarchive.monitor.notify import check_channel
from newsarchive.monitor.rhythm import source_rhythm
from newsarchive.schedule.clock import Clock
from newsarchive.schedule.health import HealthRounds


def run(
    metrics: Annotated[
        int | None,
        typer.Option(metavar="PORT", min=1, max=65_535, help="Serve Prometheus metrics here."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl every source by its schedule until SIGTERM or Ctrl-C.

    Each crawl is a process of its own with a time limit. Sources that are added, paused or
    removed meanwhile are noticed. Every five minutes all sources are looked at: what is wrong is
    shown by `newsarchive status` and sent to the channels of the setting `notify`, once. With
    --json, log lines are JSON objects on standard error.
    """
    archive = open_to_write(home, create=True)
    channels = [check_channel(channel) for channel in archive.config.notify]
    _configure_logging(as_json=as_json)
    behind = functools.partial(index_behind, archive)
    with contextlib.ExitStack() as running:
        if metrics is not None:
            collector = ArchiveCollector(archive.database, archive.home.path, behind)
            running.callback(serve_metrics(collector, metrics))
        health = HealthRounds(
            archive.database, archive.home.path, index_behind=behind, channels=channels
        )
        health.start()
        running.callback(health.stop)
        _watch(archive)


def _watch(archive: Archive) -> None:

    def start(name: str) -> CrawlProcess:
        settings = archive.sources.get(name).settings
        job = scheduled_job(
            settings, time_limit=archive.config.time_limit, now=dt.datetime.now(dt.UTC)
        )
        return CrawlProcess(job, archive.config)

    clock = Clock(
        archive.sources,
        start,
        describe=_describe,
        rhythm=lambda source: source_rhythm(archive.database, source, dt.datetime.now(dt.UTC)),
        crawls_at_once=archive.config.crawls_at_once,
    )
    say(f"watching the sources of {archive.home.path}; stop with Ctrl-C")
    clock.run()


def _describe(crawl: CrawlProcess) -> str:
    report = crawl.report()
    told = f"{counts_text(report.counts)}, {report.counts.requests} requests"
    return f"{report.status}: {report.error} ({told})" if report.error else told


def _configure_logging(*, as_json: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonFormatter() if as_json else text)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
