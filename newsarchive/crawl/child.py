"""The child process that crawls one source: `python -m newsarchive.crawl.child`.

Reads a CrawlJob from standard input, writes one JSON object a line to standard output:
`waiting` lines with the crawl it waits `for`, `progress` lines while it works and one `end` line
with the crawl's `status`, and `error`, null or a sentence.
Settings come from the environment.
"""

import logging
import signal
import sys
import time

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsarchive.core.agent import user_agent
from newsarchive.core.config import Config, load_config
from newsarchive.core.errors import NewsArchiveError
from newsarchive.core.home import Home
from newsarchive.core.logs import CHATTY, JsonFormatter
from newsarchive.crawl.addresses import allowed_addresses
from newsarchive.crawl.browser import RenderMiddleware, browser_settings, require_browser
from newsarchive.crawl.browser_proxy import guarded_proxy
from newsarchive.crawl.events import tell
from newsarchive.crawl.job import CrawlJob, crawl_spec
from newsarchive.crawl.lease import SourceLease, new_owner
from newsarchive.crawl.turn import Stopped, await_turn
from newsarchive.ingest.learning import SourceLearner
from newsarchive.search.index import SearchIndex
from spiders.errors import SpiderError
from spiders.feed import FeedSpider
from spiders.list_page import ListPageSpider
from spiders.sitemap import SitemapSpider
from spiders.spec import CrawlSpec
from storage.engine import Database, open_database
from storage.errors import StorageError
from storage.records import CrawlStatus
from storage.sources import SourceRepository
from storage.turns import TurnRepository

log = logging.getLogger(__name__)

SPIDERS = {"list_page": ListPageSpider, "feed": FeedSpider, "sitemap": SitemapSpider}


def main() -> None:
    """Crawl the source that standard input names."""
    job = CrawlJob.from_json(sys.stdin.readline())
    _write_log(job.source)
    try:
        status, error = _crawl(job)
    except Stopped as stopped:
        status, error = "interrupted", str(stopped)
    except (NewsArchiveError, StorageError, SpiderError) as failure:
        status, error = "failed", str(failure)
    tell("end", status=status, error=error)


def _write_log(source: str) -> None:
    """Write one JSON object an event to standard error, which is the source's log file."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(source=source))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _crawl(job: CrawlJob) -> tuple[CrawlStatus, str | None]:
    config = load_config()
    home = Home(config.home)
    home.prepare()
    database = open_database(config.database_url)
    sources = SourceRepository(database)
    if sources.get(job.source).settings.kind == "manual":
        raise NewsArchiveError(f"{job.source} holds imported articles and cannot be crawled")
    owner = new_owner()
    seconds = config.time_limit - _await_turn(job.source, owner, database, config.time_limit)
    # As it is now: who had the host may have crawled this source too.
    source = sources.get(job.source)
    spec = crawl_spec(job, source, database)
    settings = _settings(owner, seconds)
    if source.settings.render:
        reason = _run_in_browser(spec, config, settings)
    else:
        reason = _run_spider(spec, settings)
    last = sources.get(job.source).last_crawl
    if last is None or last.status == "running":
        return "failed", f"the end of the crawl could not be written: {reason}"
    _learn(job.source, database, config)
    SearchIndex(home.index).catch_up(database)
    database.close()
    return last.status, last.error


def _await_turn(name: str, owner: str, database: Database, limit: float) -> float:
    """Wait for the turn of a source, half of the crawl's time at most; returns the seconds."""

    def waits(crawl: str) -> None:
        log.info("waits for its host, which is asked by %s", crawl)
        tell("waiting", **{"for": crawl})

    began = time.monotonic()
    await_turn(TurnRepository(database), name, owner, seconds=limit / 2, tell=waits)
    return time.monotonic() - began


def _learn(name: str, database: Database, config: Config) -> None:
    """Learn from what a crawl brought that came to its end, unless somebody crawls on already."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sources = SourceRepository(database)
    source = sources.get(name)
    if source.last_crawl is None or source.last_crawl.status != "done":
        return
    with SourceLease(TurnRepository(database), name) as lease:
        if lease.is_held:
            learner = SourceLearner(
                database,
                source,
                Home(config.home).warc,
                workers=config.workers,
                report=log.info,
            )
            learner.learn()


def _settings(owner: str, seconds: float) -> Settings:
    """Scrapy's settings for a crawl of an owner's that may take so many seconds."""
    settings = Settings()
    settings.setmodule("newsarchive.crawl.settings", priority="project")
    own = {
        "NEWSARCHIVE_REPORT": True,
        "NEWSARCHIVE_OWNER": owner,
        "CLOSESPIDER_TIMEOUT": seconds,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
    settings.setdict(own, priority="cmdline")
    return settings


def _run_in_browser(spec: CrawlSpec, config: Config, settings: Settings) -> str:
    """Crawl with pages rendered; whatever the browser asks for passes the guard of its proxy."""
    require_browser()
    with guarded_proxy(allowed_addresses(spec.urls, config.allow_hosts)) as proxy:
        settings.setdict(browser_settings(proxy, user_agent(config.contact)), priority="cmdline")
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES") | {RenderMiddleware: 90}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="cmdline")
        return _run_spider(spec, settings)


def _run_spider(spec: CrawlSpec, settings: Settings) -> str:
    """Crawl; returns why it ended, in Scrapy's words or ours.

    Raises NewsArchiveError where it could not begin.
    """
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SPIDERS[spec.kind])
    crawling = process.crawl(crawler, spec=spec)
    process.start()
    if not crawling.cancelled() and (failure := crawling.exception()):
        raise NewsArchiveError(str(failure)) from failure
    return str(crawler.stats.get_value("finish_reason"))


if __name__ == "__main__":
    main()
