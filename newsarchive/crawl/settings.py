"""What Scrapy reads, for `newsarchive crawl` and for `scrapy crawl` from a checkout alike."""

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle

from newsarchive.capture.middleware import CaptureMiddleware
from newsarchive.core.agent import user_agent
from newsarchive.core.config import load_config
from newsarchive.core.home import Home
from newsarchive.crawl.archive_pipeline import ArchivePipeline
from newsarchive.crawl.guard import GuardedResolver, GuardMiddleware
from newsarchive.crawl.politeness import PolitenessMiddleware
from newsarchive.crawl.robots import StrictRobotsTxtMiddleware
from newsarchive.crawl.throttle import PoliteThrottle

_config = load_config()

BOT_NAME = "newsarchive"
SPIDER_MODULES = ["spiders"]
USER_AGENT = user_agent(_config.contact)

ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = _config.delay
AUTOTHROTTLE_ENABLED = _config.delay > 0
AUTOTHROTTLE_START_DELAY = max(_config.delay, 0.1)
AUTOTHROTTLE_MAX_DELAY = 60
DOWNLOAD_DELAY_JITTER = 0  # the delay is the least, and a Crawl-delay is no mean
EXTENSIONS = {AutoThrottle: None, PoliteThrottle: 0}
CONCURRENT_REQUESTS = 4  # one a host leaves; those that wait for it would only delay the end
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = _config.max_page_bytes
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 8

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}
DOWNLOADER_MIDDLEWARES = {
    RobotsTxtMiddleware: None,
    StrictRobotsTxtMiddleware: 100,
    GuardMiddleware: 840,
    PolitenessMiddleware: 845,
    CaptureMiddleware: 950,
}
TWISTED_DNS_RESOLVER = GuardedResolver
ITEM_PIPELINES = {ArchivePipeline: 500}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
CLOSESPIDER_TIMEOUT = _config.time_limit
LOG_LEVEL = "INFO"

NEWSARCHIVE_DATABASE_URL = _config.database_url
NEWSARCHIVE_DAILY_REQUESTS = _config.daily_requests
NEWSARCHIVE_WARC_DIR = str(Home(_config.home).warc)
NEWSARCHIVE_WARC_FILE_BYTES = _config.warc_file_bytes
NEWSARCHIVE_ALLOW_HOSTS = list(_config.allow_hosts)
NEWSARCHIVE_MAX_ATTACHMENT_BYTES = _config.max_attachment_bytes
NEWSARCHIVE_WORKERS = _config.workers
NEWSARCHIVE_REPORT = False
