"""Failures of requests told to a person: which kind, and one sentence that says what to do."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from spiders.items import FailedRequest, FailureKind, ListedItem

# By name, since Scrapy renamed Twisted's exceptions to its own along its releases.
_KINDS: dict[str, FailureKind] = {
    "DNSLookupError": "dns",
    "CannotResolveHostError": "dns",
    "ConnectionRefusedError": "connect",
    "DownloadConnectionRefusedError": "connect",
    "NoRouteError": "connect",
    "ConnectError": "connect",
    "TimeoutError": "timeout",
    "TCPTimedOutError": "timeout",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too_large",
    "CertificateError": "tls",
    "VerificationError": "tls",
    "UnsupportedURLSchemeError": "refused",
    "NotSupported": "refused",
}
_REASONS: dict[FailureKind, str] = {
    "dns": "the host name {host} cannot be resolved; check the address or the name server",
    "connect": "{host} refused the connection or cannot be reached; check that the site is up",
    "tls": "no secure connection to {host}: {text}; try the http address or check the certificate",
    "timeout": "{host} did not answer in time; it is tried again at the next crawl",
    "robots": "robots.txt of {host} forbids this address",
    "refused": "the request was not made: {text}",
    "too_large": "the answer of {host} is larger than is read: {text}",
    "postponed": "not asked for in this crawl: {text}",
    "http": "{host} gave no usable answer: {text}",
    "other": "the request to {host} failed: {text}",
}
MAX_TEXT_CHARS = 200


def failed_request(failure: Failure, url: str, item: ListedItem | None) -> FailedRequest:
    """What went wrong with the request of an address; `item` is the list entry it was made for."""
    error = failure.value
    kind = failure_kind(error)
    text = " ".join((str(error) or type(error).__name__).split())[:MAX_TEXT_CHARS]
    reason = _REASONS[kind].format(host=urlsplit(url).netloc, text=text)
    return FailedRequest(url=url, reason=reason, kind=kind, item=item)


def failure_kind(error: BaseException | None) -> FailureKind:
    """The kind of a download error."""
    if isinstance(error, IgnoreRequest):
        return _ignored_kind(str(error).lower())
    told = " ".join(repr(cause) for cause in _causes(error))
    if "SSL" in told or "certificate" in told.lower():
        return "tls"
    names = [base.__name__ for cause in _causes(error) for base in type(cause).__mro__]
    return next((_KINDS[name] for name in names if name in _KINDS), _http_kind(names))


def _ignored_kind(text: str) -> FailureKind:
    if text.startswith("left alone"):
        return "postponed"
    if "robots.txt" in text:
        return "robots" if "forbidden by" in text else "http"
    if "maxsize" in text:
        return "too_large"
    return "http" if "redirection" in text else "refused"


def _http_kind(names: list[str]) -> FailureKind:
    broken = {"ResponseFailed", "DownloadFailedError", "ResponseDataLossError", "PotentialDataLoss"}
    return "http" if broken & set(names) else "other"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what caused it, and the reasons that Twisted keeps within it."""
    seen: list[BaseException] = []
    queue = [error]
    while queue:
        current = queue.pop(0)
        if current is None or any(current is old for old in seen):
            continue
        seen.append(current)
        yield current
        reasons = getattr(current, "reasons", None) or ()
        queue += [getattr(reason, "value", None) for reason in reasons]
        queue.append(current.__cause__)
