"""Why a page could not be fetched, in one sentence each.

NewsArchiveError
└── FetchFailed      no usable response; `kind` is the word of spiders.items.FailedRequest
"""

import http.client
import socket
import ssl
from typing import Literal

from newsarchive.core.errors import NewsArchiveError

FailureKind = Literal["dns", "connect", "tls", "timeout", "too_large", "http", "other"]


class FetchFailed(NewsArchiveError):
    """There is no usable response from an address; `status` is set where the server gave one."""

    def __init__(self, message: str, *, kind: FailureKind, status: int | None = None) -> None:
        super().__init__(message)
        self.kind: FailureKind = kind
        self.status = status


def connection_failure(url: str, host: str, error: Exception) -> FetchFailed:
    """Return what a failed connection means, by the error that it ended with."""
    if isinstance(error, socket.gaierror):
        return FetchFailed(
            f"{url}: no address is known for the host {host}; check its spelling, "
            "or whether names can be looked up here at all (DNS)",
            kind="dns",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchFailed(
            f"{url}: the certificate of {host} cannot be trusted: {error.verify_message}; "
            "try the address with http:// if the site has one",
            kind="tls",
        )
    if isinstance(error, ssl.SSLError):
        return FetchFailed(
            f"{url}: no secure connection to {host} ({error.reason or error}); "
            "try the address with http:// if the site has one",
            kind="tls",
        )
    if isinstance(error, TimeoutError):
        return FetchFailed(f"{url}: {host} does not answer; try again later", kind="timeout")
    if isinstance(error, http.client.HTTPException) and not isinstance(error, ConnectionError):
        return FetchFailed(
            f"{url}: the answer of {host} broke off or is no proper HTTP; try again later",
            kind="other",
        )
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return FetchFailed(
        f"{url}: no connection to {host}: {reason.lower()}; check the address, or try again later",
        kind="connect",
    )


_STATUS_MEANINGS = {
    401: "it wants a login",
    403: "it refuses programs or this network",
    404: "there is no such page; check the address",
    405: "its firewall refuses programs",
    410: "the page was removed",
    412: "its firewall lets browsers in only",
    418: "its firewall refuses programs",
    429: "it was asked too often; try again much later",
    503: "it is overloaded or under maintenance; try again later",
    521: "its firewall lets browsers in only",
}


def status_failure(url: str, status: int) -> FetchFailed:
    """Return what an HTTP error status means.

    >>> str(status_failure("http://gz-example.cn/gzdt/", 404))
    'http://gz-example.cn/gzdt/: the server answered 404: there is no such page; check the address'
    """
    general = "its own fault; try again later" if status >= 500 else "it refuses the request"  # noqa: PLR2004
    meaning = _STATUS_MEANINGS.get(status, general)
    return FetchFailed(
        f"{url}: the server answered {status}: {meaning}", kind="http", status=status
    )
