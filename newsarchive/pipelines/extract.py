"""ArticlePage -> Extraction, in worker processes, so that whoever fetches is never held up."""

import asyncio
import dataclasses
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from newsarchive.core.errors import Quarantine
from newsarchive.core.hints import Hints, Listed
from newsarchive.extraction.extract import Extraction, extract
from newsarchive.extraction.parts import join_parts
from newsarchive.text.hosts import same_site
from spiders.items import ArticlePage, FetchedPage

ReadAll = Callable[
    [Iterable[ArticlePage], Callable[[ArticlePage], Hints]],
    Iterator[tuple[ArticlePage, Extraction | Quarantine]],
]
"""Reads pages in the order given, each with the hints for it."""


def read_page(page: ArticlePage, hints: Hints) -> Extraction:
    """Return what the page says, its further parts joined, read with what its source knows.

    What a source learned of its own pages says nothing of a page that lies elsewhere.
    """
    if not same_site(hints.host, urlsplit(page.url).hostname):
        hints = Hints(zone=hints.zone)
    listed = Listed(title=page.listed.title, published_at=page.listed.published_at)
    first = _read(page, hints, listed)
    return join_parts(first, [_read(part, hints, listed) for part in page.parts])


def _read(page: FetchedPage, hints: Hints, listed: Listed) -> Extraction:
    return extract(
        page.body,
        page.url,
        content_type=page.header("Content-Type"),
        status=page.status,
        fetched_at=page.fetched_at,
        hints=hints,
        listed=listed,
    )


def read_here(
    pages: Iterable[ArticlePage], hints: Callable[[ArticlePage], Hints]
) -> Iterator[tuple[ArticlePage, Extraction | Quarantine]]:
    """Yield each page with what it says, read in this process: for a few that were read before.

    Worker processes take seconds to start.
    """
    for page in pages:
        try:
            yield page, read_page(page, hints(page))
        except Exception as error:  # noqa: BLE001 - one page must not end the run
            yield page, _quarantine(page, error)


class ExtractionPool:
    """Worker processes that read pages; a page that kills its worker is quarantined, not the crawl.

    `workers` is the number of processes, 0 for one a core.
    """

    def __init__(self, workers: int = 0) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._executor = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the workers; pages still waiting are dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def read(self, page: ArticlePage, hints: Hints) -> Extraction:
        """Return what the page says; raises Quarantine where reading it fails."""
        future = self._submit(page, hints)
        try:
            return await asyncio.wrap_future(future)
        except Exception as error:
            raise _quarantine(page, error) from error

    def read_all(
        self, pages: Iterable[ArticlePage], hints: Callable[[ArticlePage], Hints]
    ) -> Iterator[tuple[ArticlePage, Extraction | Quarantine]]:
        """Yield each page with what it says, in the order given, a bounded number ahead."""
        waiting: list[tuple[ArticlePage, Future[Extraction]]] = []
        for page in pages:
            waiting.append((page, self._submit(page, hints(page))))
            if len(waiting) > 2 * self._workers:
                yield self._result(*waiting.pop(0))
        while waiting:
            yield self._result(*waiting.pop(0))

    def _result(
        self, page: ArticlePage, future: "Future[Extraction]"
    ) -> tuple[ArticlePage, Extraction | Quarantine]:
        try:
            return page, future.result()
        except Exception as error:  # noqa: BLE001 - one page must not end the run
            return page, _quarantine(page, error)

    def _submit(self, page: ArticlePage, hints: Hints) -> "Future[Extraction]":
        bare = dataclasses.replace(page, capture=None, stubs=())
        try:
            return self._executor.submit(read_page, bare, hints)
        except BrokenProcessPool:
            self._executor = self._start()
            return self._executor.submit(read_page, bare, hints)

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([extract.__module__])
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let a worker end when the process that feeds it was killed; it would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _quarantine(page: ArticlePage, error: Exception) -> Quarantine:
    return Quarantine(
        f"{page.url} could not be read ({type(error).__name__}: {error}); its raw page is "
        "kept, run newsarchive reprocess after an update"
    )
