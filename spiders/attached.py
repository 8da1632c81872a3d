"""Requests for the files that articles offer; whoever knows the articles asks for them."""

from collections.abc import Iterator

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.failures import failed_request
from spiders.items import AttachedFile, FailedRequest
from spiders.received import fetched_page

LOWEST_PRIORITY = -1_000_000
"""Files wait until the pages of a crawl are there."""


def file_request(url: str, max_bytes: int) -> scrapy.Request:
    """The request for an attached file of at most that size."""
    return scrapy.Request(
        url,
        callback=_received,
        errback=_failed,
        meta={"requested_url": url, "download_maxsize": max_bytes},
        dont_filter=True,
        priority=LOWEST_PRIORITY,
    )


def _received(response: Response) -> Iterator[AttachedFile]:
    yield AttachedFile(**fetched_page(response).as_fields())


def _failed(failure: Failure) -> Iterator[FailedRequest]:
    request = failure.request  # type: ignore[attr-defined]
    yield failed_request(failure, request.meta["requested_url"], None)
