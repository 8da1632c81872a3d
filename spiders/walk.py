"""Walk: one way through the pages of a list, and why it ends.

Lists may have no end: pages past the last repeat it, or page 1, or are empty with a live 下一页.
So a walk ends where a page brings the items of an earlier page, where two pages in a row bring
nothing unseen, where the next request was made before, and after a set number of pages.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from spiders.items import ListedItem, Place
from spiders.pagination.base import NextPage, Pager
from spiders.place import page_json
from spiders.spec import CrawlSpec

_MAX_STALE_PAGES = 2
_LAST_ROWS = 5
"""Rows by which the end of a page is found again; pinned ones, which stay above, are none."""

MAX_LOOKBACK = 100
"""Known items above a new one that can be a habit of pinned or back-dated rows; more are none."""


@dataclasses.dataclass(slots=True)
class Walk:
    """The state of a walk from one address.

    `ended_because` is empty while it goes on; `complete` tells whether the end was the list's own
    or a rule's, not a failure's; `stuck`, whether the list itself was at fault, so that another
    try will end alike. `pages` counts the pages read, those before an interruption included.
    A `thorough` walk goes past known articles; `resumed` marks one that goes on from an earlier
    crawl and reads its last page again, since rows may have moved meanwhile, and is not ended by
    known articles before it has met the rows read last; it `began_late` where that is not the page
    at `url`. `depth` is how many
    known items stood above the deepest new one, None while there was none.
    """

    url: str
    spec: CrawlSpec
    pages: int = 0
    thorough: bool = False
    resumed: bool = False
    began_late: bool = False
    ended_because: str = ""
    complete: bool = False
    stuck: bool = False
    depth: int | None = None
    _asked: set[tuple[str, ...]] = dataclasses.field(default_factory=set)
    _item_sets: set[frozenset[str]] = dataclasses.field(default_factory=set)
    _urls: set[str] = dataclasses.field(default_factory=set)
    _frontier: frozenset[str] = frozenset()
    _stale_pages: int = 0
    _known_in_a_row: int = 0
    _read: int = 0

    def __post_init__(self) -> None:
        self._asked.add(NextPage(url=self.url, family="start").key)

    @property
    def has_begun(self) -> bool:
        """Whether a page was read in this crawl."""
        return self._read > 0

    def resume_at(self, page: NextPage, pages: int, rows: Sequence[str] = ()) -> None:
        """Go on at the page where an earlier crawl was interrupted after so many pages.

        `rows` are the addresses that it read last; they may stand pages deeper by now.
        """
        self.resumed, self.pages = True, pages
        self._frontier = frozenset(rows)
        self.began_late = page.key not in self._asked
        self._asked.add(page.key)

    def place(self, page: NextPage | None, items: Sequence[ListedItem] = ()) -> Place:
        """Where the walk stands after a page with items, None for its first page."""
        rows = self._frontier or (item.url for item in items[-_LAST_ROWS:])
        return Place(
            url=self.url,
            page=page_json(page or NextPage(url=self.url, family="start")),
            pages=self.pages,
            thorough=self.thorough,
            complete=self.complete,
            rows=tuple(rows),
        )

    def news(
        self, items: Sequence[ListedItem], is_new: Callable[[ListedItem], bool]
    ) -> tuple[ListedItem, ...]:
        """The new items of a page; rows of an earlier page, such as pinned ones, are none of them.

        Notes how deep they stand behind known ones.
        """
        fresh = [item for item in items if item.url not in self._urls]
        found = []
        for item in fresh:
            if not is_new(item):
                self._known_in_a_row += 1
                continue
            found.append(item)
            if not self.resumed and self._known_in_a_row <= MAX_LOOKBACK:
                self.depth = max(self.depth or 0, self._known_in_a_row)
            self._known_in_a_row = 0
        return tuple(found)

    def end(self, reason: str, *, complete: bool = True) -> None:
        """End the walk; the first reason stays."""
        if not self.ended_because:
            self.ended_because, self.complete = reason, complete

    def fail(self, reason: str, *, stuck: bool = False) -> None:
        """End the walk before its end."""
        if not self.ended_because:
            self.stuck = stuck
        self.end(reason, complete=False)

    def go_on(self, items: Sequence[ListedItem], new: int, pager: Pager | None) -> NextPage | None:
        """The request to make after a page with items, or None where the walk ends with it.

        `new` is how many of the items the archive does not know.
        """
        self._count_page()
        reason = self._repetition(items) or self._stop_rule(items, new)
        if not self._frontier.isdisjoint(item.url for item in items):
            self._frontier = frozenset()
        if reason:
            self.end(reason)
        elif pager is None or pager.next is None:
            self._last_page(pager)
        elif pager.next.key in self._asked:
            self.end("the next page was read before")
        elif self.pages >= self.spec.max_pages:
            self.end(f"the limit of {self.spec.max_pages} pages was reached (max_pages)")
        else:
            self._asked.add(pager.next.key)
            return pager.next
        return None

    def has_read(self, items: Sequence[ListedItem]) -> bool:
        """Whether an earlier page held just these items."""
        return frozenset(item.url for item in items) in self._item_sets

    def detour(self, instead: NextPage) -> NextPage | None:
        """The request for what stands in for this page; None if it was made before."""
        if instead.key in self._asked:
            return None
        self._asked.add(instead.key)
        return instead

    def empty_page(self, reason: str, pages: int | None) -> None:
        """End the walk at a page without items: past the declared pages that is the list's end."""
        self._count_page()
        past_the_end = self.pages > 1 and (pages is None or self.pages > pages)
        self.stuck = not past_the_end
        self.end(reason, complete=past_the_end)

    def _count_page(self) -> None:
        self._read += 1
        if not self._reads_again:
            self.pages += 1

    def _repetition(self, items: Sequence[ListedItem]) -> str:
        urls = frozenset(item.url for item in items)
        repeated = urls in self._item_sets
        self._stale_pages = self._stale_pages + 1 if urls <= self._urls else 0
        self._item_sets.add(urls)
        self._urls |= urls
        if repeated:
            return "a page repeats the items of an earlier page"
        if self._stale_pages >= _MAX_STALE_PAGES:
            return f"{_MAX_STALE_PAGES} pages in a row list nothing that earlier pages did not"
        return ""

    def _stop_rule(self, items: Sequence[ListedItem], new: int) -> str:
        seen_enough = self._known_in_a_row >= self.spec.lookback
        may_stop = not (self.thorough or self._reads_again or self._frontier)
        if may_stop and new == 0 and seen_enough:
            return "nothing on the page is new"
        since = self.spec.since
        if since and items and all(is_older(item, since) for item in items):
            return f"everything on the page is older than {since.date()}"
        return ""

    @property
    def _reads_again(self) -> bool:
        """Whether the page read last is the one at which an earlier crawl was interrupted."""
        return self.resumed and self._read == 1

    def _last_page(self, pager: Pager | None) -> None:
        if pager and pager.pages and self.pages < min(pager.pages, self.spec.max_pages):
            told = f"page {self.pages} of {pager.pages} leads no further"
            why = "its link to the next page is missing or leads nowhere"
            self.fail(f"{told}: {why}", stuck=True)
        else:
            self.end("the last page was read")


def is_older(item: ListedItem, since: dt.datetime) -> bool:
    """Whether an item is listed with a date before a time; one without a full date is not.

    `since` may lack a zone; the printed wall clock is compared then.
    """
    return item.published_at is not None and is_before(item.published_at, since)


def is_before(moment: dt.datetime, since: dt.datetime) -> bool:
    """Whether an aware time lies before another one, which may lack a zone as above."""
    return moment < (since if since.tzinfo else since.replace(tzinfo=moment.tzinfo))
