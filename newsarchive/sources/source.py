"""A source's settings: what is allowed in each of them."""

from collections.abc import Callable, Iterator
from typing import get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsarchive.core.errors import UsageError
from newsarchive.sources.cron import check_cron
from newsarchive.sources.hours import check_hours
from newsarchive.sources.interval import interval_problem
from newsarchive.sources.names import check_name
from spiders.spec import SourceKind
from storage.records import SourceSettings

KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
MAX_PAGES_CEILING = 100_000
LONGEST_ADDRESS = 2000


def check_settings(settings: SourceSettings) -> SourceSettings:
    """Return the settings themselves if every value can be used.

    Raises UsageError with the source, the key as it is spelt in TOML, and what is allowed.
    """
    for key, problem in setting_problems(settings):
        raise UsageError(f"source {settings.name!r}: {key}: {problem}")
    return settings


def setting_problems(settings: SourceSettings) -> Iterator[tuple[str, str]]:
    """Yield what cannot be used: pairs of a key as spelt in TOML and a sentence."""
    yield from _usage_problem("name", check_name, settings.name)
    yield from _address_problems(settings)
    if settings.kind not in KINDS:
        yield "kind", f"{settings.kind!r} is none of {', '.join(KINDS)}"
    if not 1 <= settings.max_pages <= MAX_PAGES_CEILING:
        yield "max_pages", f"{settings.max_pages} is not from 1 to {MAX_PAGES_CEILING}"
    if settings.encoding is not None and not _is_charset(settings.encoding):
        yield "encoding", f"{settings.encoding!r} is no known charset, such as gb18030 or utf-8"
    yield from _time_problems(settings)


def is_web_address(url: str) -> bool:
    """Tell whether an address can be requested at all: http or https, with a host.

    >>> is_web_address("http://www.gz-example.gov.cn/gzdt/"), is_web_address("ftp://gz-example.cn/")
    (True, False)
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    spaced = any(letter.isspace() or not letter.isprintable() for letter in url)
    usable = len(url) <= LONGEST_ADDRESS and not spaced
    return usable and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _address_problems(settings: SourceSettings) -> Iterator[tuple[str, str]]:
    prefix = [settings.path_prefix] if settings.path_prefix is not None else []
    named = (("url", [settings.url]), ("entry_urls", settings.entry_urls), ("path_prefix", prefix))
    for key, urls in named:
        for url in urls:
            if not is_web_address(url):
                yield key, f"{url!r} is no address that begins with http:// or https:// and a host"
    if not settings.entry_urls:
        yield "entry_urls", "is empty; name the list page, feed or sitemap that is to be read"


def _time_problems(settings: SourceSettings) -> Iterator[tuple[str, str]]:
    if not _is_zone(settings.zone):
        yield "zone", f"{settings.zone!r} is no time zone, such as Asia/Shanghai"
    elif settings.cron is not None:
        yield from _usage_problem("cron", check_cron, settings.cron, settings.zone)
    if settings.hours is not None:
        yield from _usage_problem("hours", check_hours, settings.hours)
    if settings.cron is not None and settings.every_seconds is not None:
        yield "cron", "stands beside every; a source has one schedule, so leave one of them out"
    named = (("every", settings.every_seconds), ("time_limit", settings.time_limit_seconds))
    for key, seconds in named:
        problem = interval_problem(seconds) if seconds is not None else None
        if problem:
            yield key, f"{seconds} s {problem}"


def _usage_problem(
    key: str, check: Callable[..., object], *values: str
) -> Iterator[tuple[str, str]]:
    try:
        check(*values)
    except UsageError as error:
        yield key, str(error)


def _is_charset(label: str) -> bool:
    try:
        "".encode(label)
    except (LookupError, ValueError):
        return False
    return True


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True
