"""The state of a source in a word and a sentence, worst first when sorted."""

import dataclasses
from typing import Literal

from newsarchive.monitor.barrier import barrier_text
from storage.records import CrawlRecord, SourceRecord

StateName = Literal[
    "blocked", "failing", "interrupted", "partial", "new", "paused", "crawling", "healthy"
]

ORDER: tuple[StateName, ...] = (
    "blocked",
    "failing",
    "interrupted",
    "partial",
    "new",
    "paused",
    "crawling",
    "healthy",
)


@dataclasses.dataclass(frozen=True, slots=True)
class SourceState:
    """How a source fares; `sentence` also says what to do where something is to be done."""

    name: StateName
    sentence: str

    @property
    def severity(self) -> int:
        """Zero for the worst."""
        return ORDER.index(self.name)


def source_state(source: SourceRecord) -> SourceState:
    """Return the state of a source, judged by its last crawl."""
    if source.paused_at is not None:
        sentence = f"paused; go on with newsarchive source resume {source.settings.name}"
        return SourceState("paused", sentence)
    if source.barrier is not None:
        again = f"to try at once: newsarchive source resume {source.settings.name}"
        return SourceState("blocked", f"{barrier_text(source.barrier)}; {again}")
    if source.settings.kind == "manual":
        return SourceState("healthy", "holds imported articles")
    if source.last_crawl is None:
        return SourceState("new", f"not crawled yet; newsarchive crawl {source.settings.name}")
    return _after(source.last_crawl)


def _after(last: CrawlRecord) -> SourceState:
    if last.status == "running":
        return SourceState("crawling", "being crawled")
    if last.status == "failed":
        return SourceState("failing", f"{last.error}; see newsarchive source test {last.source}")
    if last.status == "interrupted":
        return SourceState("interrupted", last.error or "its process died; the next crawl goes on")
    wrong = last.counts.failed + last.counts.blocked
    if wrong:
        pages = "page" if wrong == 1 else "pages"
        sentence = f"{wrong} {pages} failed; see newsarchive source show {last.source}"
        return SourceState("partial", sentence)
    return SourceState("healthy", "all well")
