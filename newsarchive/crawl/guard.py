"""The address guard: no request to where a web page must not send us.

Two lines of defence that share one judgement. GuardMiddleware looks at every request, redirects
and robots.txt included. GuardedResolver looks at every address that a host name resolves to, in the
very look-up whose answer is connected to: a name cannot change its address in between.
"""

from collections.abc import Callable, Sequence
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.reactor import is_reactor_installed
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from newsarchive.core.errors import UsageError
from newsarchive.crawl.addresses import (
    Address,
    allowed_addresses,
    is_forbidden,
    plain_address,
    plain_host,
    refusal,
)


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's caching resolver, without the answers that lead where a page must not send us.

    Name it in the setting TWISTED_DNS_RESOLVER. Connections of Twisted's HTTP client look up every
    host here, literal addresses included, and then connect to the answer itself.
    """

    def __init__(self, inner: CachingThreadedResolver, reactor: Any) -> None:
        self.refused: dict[Address, str] = {}
        self.allowed: set[Address] = set()
        self._simple = inner
        self._reactor = reactor
        self._inner: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Around a CachingThreadedResolver, which reads the DNS settings of Scrapy."""
        return cls(CachingThreadedResolver.from_crawler(crawler, reactor), reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the resolver that would otherwise be installed."""
        self._simple.install_on_reactor()
        self._inner = self._reactor.nameResolver
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[Any] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """See twisted.internet.interfaces.IHostnameResolver; a refused host has no addresses."""
        place = (plain_host(hostName), portNumber)
        receiver = resolutionReceiver
        if place not in self.allowed:
            receiver = _Sieve(receiver, lambda reason: self._note(place, reason))
        return self._inner.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )

    def _note(self, place: Address, reason: str | None) -> None:
        if reason is None:
            self.refused.pop(place, None)
        else:
            self.refused[place] = reason


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on the permitted addresses of a look-up; notes at its end why none was left."""

    def __init__(self, receiver: Any, note: Callable[[str | None], None]) -> None:
        self._receiver = receiver
        self._note = note
        self._passed = False
        self._reason: str | None = None

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        """See IResolutionReceiver."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        """See IResolutionReceiver."""
        reason = is_forbidden(address.host)
        if reason is None:
            self._passed = True
            self._receiver.addressResolved(address)
        else:
            self._reason = f"leads to {address.host}, {reason}"

    def resolutionComplete(self) -> None:  # noqa: N802
        """See IResolutionReceiver."""
        self._note(None if self._passed else self._reason)
        self._receiver.resolutionComplete()


class GuardMiddleware:
    """Refuses requests by IgnoreRequest with a reason that begins 'refused: '.

    A downloader middleware for priority 840: after all that may change a request (the proxy at 750
    is the last), before the statistics at 850, and nearer the downloader than the retries at 550,
    so that a refusal is not tried again. Lets through the spider's own addresses, which are
    `spider.spec.urls`, and the setting NEWSARCHIVE_ALLOW_HOSTS (`host:port`). Where a proxy is set
    up, it is the proxy that resolves names, and only the first line of defence holds.
    """

    def __init__(self, crawler: Crawler, allowed: frozenset[Address]) -> None:
        self._crawler = crawler
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The guard of one crawl; raises UsageError for an entry of the setting that is none."""
        entries = crawler.settings.getlist("NEWSARCHIVE_ALLOW_HOSTS")
        try:
            guard = cls(crawler, allowed_addresses([], entries))
        except ValueError as error:
            raise UsageError(f"NEWSARCHIVE_ALLOW_HOSTS is a list of host:port; {error}") from error
        crawler.signals.connect(guard.spider_opened, signal=signals.spider_opened)
        return guard

    def spider_opened(self, spider: Spider) -> None:
        """Learn the spider's own addresses."""
        spec = getattr(spider, "spec", None)
        self._allowed |= allowed_addresses(getattr(spec, "urls", ()))

    def process_request(self, request: Request) -> None:
        """Refuse, or tell the resolver which private addresses are meant."""
        reason = refusal(request.url, self._allowed)
        resolver = _installed_resolver()
        if resolver is None:
            reason = "the address guard's resolver is not installed (TWISTED_DNS_RESOLVER)"
        if reason is not None:
            self._refuse(reason)
        elif resolver is not None:
            resolver.allowed |= self._allowed
            if proxy := request.meta.get("proxy"):
                host, port = plain_address(proxy if "://" in proxy else f"http://{proxy}")
                # A tunnel for https looks up the proxy's name without its port.
                resolver.allowed |= {(host, port), (host, 0)}

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A host that has no permitted address looks like an unknown one; say what it is."""
        resolver = _installed_resolver()
        if resolver is not None and isinstance(exception, CannotResolveHostError):
            place = plain_address(request.url)
            if (reason := resolver.refused.get(place)) is not None:
                self._refuse(f"{place[0]} {reason}")

    def _refuse(self, reason: str) -> None:
        self._crawler.stats.inc_value("guard/refused")
        raise IgnoreRequest(f"refused: {reason}")


def _installed_resolver() -> GuardedResolver | None:
    """The resolver that connections use, None when it is not ours."""
    if not is_reactor_installed():
        return None
    from twisted.internet import reactor  # noqa: PLC0415  importing it earlier would install one

    resolver = getattr(reactor, "nameResolver", None)
    return resolver if isinstance(resolver, GuardedResolver) else None
