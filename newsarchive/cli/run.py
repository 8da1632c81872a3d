"""`newsarchive run`: the scheduler, until stopped."""

import functools
import json
import logging
import sys

from newsarchive.cli.archive import open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import say
from newsarchive.cli.rhythm import source_rhythm
from newsarchive.crawl.job import CrawlJob
from newsarchive.crawl.runner import CrawlProcess
from newsarchive.schedule.clock import Clock


class JsonFormatter(logging.Formatter):
    """One JSON object a log line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps(
            {
                "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
                "level": record.levelname.lower(),
                "message": record.getMessage(),
            },
            ensure_ascii=False,
        )


def run(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Crawl every source by its schedule until SIGTERM or Ctrl-C.

    Each crawl is a process of its own with a time limit. Sources that are added, paused or
    removed meanwhile are noticed. With --json, log lines are JSON objects on standard error.
    """
    archive = open_archive(home, create=True)
    _configure_logging(as_json=as_json)

    def start(name: str) -> CrawlProcess:
        settings = archive.sources.get(name).settings
        job = CrawlJob(source=name, time_limit=settings.time_limit_seconds)
        return CrawlProcess(job, archive.config)

    clock = Clock(
        archive.sources,
        start,
        describe=_describe,
        rhythm=functools.partial(source_rhythm, archive),
        crawls_at_once=archive.config.crawls_at_once,
    )
    say(f"watching the sources of {archive.home.path}; stop with Ctrl-C")
    clock.run()


def _describe(crawl: CrawlProcess) -> str:
    report = crawl.report()
    counts = report.counts
    told = (
        f"{counts.new} new, {counts.updated} updated, {counts.duplicates} duplicates, "
        f"{counts.failed + counts.blocked} failed, {counts.requests} requests"
    )
    return f"failed: {report.error} ({told})" if report.error else told


def _configure_logging(*, as_json: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonFormatter() if as_json else text)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
