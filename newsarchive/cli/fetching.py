"""Fetching single pages for commands that look at a site, under the same guard as crawls."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.text import Text

from newsarchive.cli.output import err
from newsarchive.core.agent import user_agent
from newsarchive.core.config import Config
from newsarchive.core.errors import Refused, UsageError
from newsarchive.crawl.addresses import allowed_addresses, is_forbidden, refusal
from newsarchive.sources.fetch import Fetcher
from newsarchive.sources.probe import Fetch
from newsarchive.sources.source import is_web_address
from spiders.items import FetchedPage


@contextmanager
def shown(fetch: Fetch) -> Iterator[Fetch]:
    """Show on standard error which address is asked for, while a page or its site is looked at."""
    with err.status("looking") as status:

        def watched(
            url: str, *, data: bytes | None = None, headers: Sequence[tuple[str, str]] = ()
        ) -> FetchedPage:
            status.update(Text(f"asking for {url}"))
            return fetch(url, data=data, headers=headers)

        yield watched


def make_fetcher(config: Config, url: str) -> Fetcher:
    """Return a fetcher for looking at `url`: that address may be private, its links may not.

    Raises UsageError where it is no web address.
    """
    if not is_web_address(url):
        raise UsageError(f"{url!r} is no web address; write it whole, with http:// or https://")
    allowed = allowed_addresses([url], config.allow_hosts)

    def check(target: str) -> None:
        reason = refusal(target, allowed)
        if reason:
            raise Refused(
                f"{target} was not asked for: {reason}; if you trust it, "
                "name its host:port in NEWSARCHIVE_ALLOW_HOSTS"
            )

    def check_address(host: str, port: int, address: str) -> None:
        reason = is_forbidden(address)
        if reason and (host, port) not in allowed:
            raise Refused(f"{host} leads to {address}, {reason}; it was not asked for")

    return Fetcher(
        agent=user_agent(config.contact),
        check=check,
        check_address=check_address,
        delay_seconds=config.delay,
        max_bytes=config.max_page_bytes,
    )
