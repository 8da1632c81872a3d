"""The checks behind the health rules: pure functions from vitals to a sentence or None."""

import datetime as dt
import statistics

from newsarchive.monitor.vitals import ArchiveVitals, SourceVitals
from storage.records import CrawlSums

_FAILED_CRAWLS = 3
_QUIET_ARTICLES = 8.0
"""So many articles missing in a row come about by chance once in three thousand times."""

_QUIET = dt.timedelta(days=2)
_ENOUGH, _ENOUGH_BEFORE = 5, 20
_MUCH_WORSE = 3.0
_DOUBTFUL = 0.3
_SHORTENED = 0.4
_FAILING = 0.25
_OVERDUE = dt.timedelta(hours=6)
_CERTIFICATE = dt.timedelta(days=14)
_FULL, _FULL_BYTES = 0.02, 500_000_000
_FILLING, _FILLING_BYTES = 0.1, 2_000_000_000
_CLOCK_SECONDS = 300.0
_CLOCKS = 3
_BEHIND = 5000


def unreachable(vitals: SourceVitals) -> str | None:
    """Whether the source's crawls of the last days have all failed."""
    last = vitals.source.last_crawl
    since = vitals.last_good_at
    if last is None or last.status != "failed" or vitals.lately.failed_crawls < _FAILED_CRAWLS:
        return None
    if since is not None and vitals.now - since < _OVERDUE:
        return None
    how_long = f"since {since:%Y-%m-%d %H:%M} UTC" if since else "yet"
    return f"no crawl has succeeded {how_long}: {last.error}"


def blocked(vitals: SourceVitals) -> str | None:
    """Whether the host turns us away."""
    barrier = vitals.source.barrier
    if barrier is None or barrier.blocked_until is None:
        return None
    return (
        f"{barrier.name} turns us away ({barrier.reason}); "
        f"it is left alone until {barrier.blocked_until:%Y-%m-%d %H:%M} UTC"
    )


def list_changed(vitals: SourceVitals) -> str | None:
    """Whether the list page, feed or sitemap could not be read any more."""
    return vitals.list_problem if vitals.before.read or vitals.lately.read else None


def silent(vitals: SourceVitals) -> str | None:
    """Whether the source has brought nothing for longer than its rhythm allows."""
    last = vitals.last_news_at
    if last is None or vitals.expected is None or vitals.lately.crawls == 0:
        return None
    if vitals.expected < _QUIET_ARTICLES or vitals.now - last < _QUIET:
        return None
    days = (vitals.now - last).days
    return f"silent for {days} days, in which some {vitals.expected:.0f} articles were expected"


def doubtful(vitals: SourceVitals) -> str | None:
    """Whether far more articles than before are read with low confidence."""
    lately, before = _share(vitals.lately, "doubtful"), _share(vitals.before, "doubtful")
    if not _comparable(vitals) or lately < _DOUBTFUL or lately < before * _MUCH_WORSE:
        return None
    return f"{lately:.0%} of a week's articles were read with low confidence ({before:.0%} before)"


def shortened(vitals: SourceVitals) -> str | None:
    """Whether texts are far shorter than before."""
    if not _comparable(vitals) or not vitals.before.characters:
        return None
    lately = vitals.lately.characters / vitals.lately.read
    before = vitals.before.characters / vitals.before.read
    if lately > before * _SHORTENED:
        return None
    return f"texts have {lately:.0f} characters in the mean, {before:.0f} before"


def pages_fail(vitals: SourceVitals) -> str | None:
    """Whether far more pages than before cannot be fetched or read."""
    lately, before = _failing(vitals.lately), _failing(vitals.before)
    if vitals.lately.failed < _ENOUGH or lately < _FAILING or lately < before * _MUCH_WORSE:
        return None
    return f"{lately:.0%} of the pages of a week failed ({before:.0%} before)"


def overdue(vitals: SourceVitals) -> str | None:
    """Whether a planned crawl did not take place."""
    due = vitals.source.next_run_at
    last = vitals.source.last_crawl
    if due is None or vitals.now - due < _OVERDUE or (last is not None and last.started_at > due):
        return None
    if vitals.source.barrier is not None:
        return None
    return f"was to be crawled at {due:%Y-%m-%d %H:%M} UTC and was not"


def certificate(vitals: SourceVitals) -> str | None:
    """Whether the site's TLS certificate expires soon, or has expired."""
    until = vitals.certificate_until
    if until is None or until - vitals.now > _CERTIFICATE:
        return None
    when = "has expired on" if until < vitals.now else "expires on"
    return f"the certificate of its host {when} {until:%Y-%m-%d}"


def disk_full(vitals: ArchiveVitals) -> str | None:
    """Whether the disk is all but full."""
    if vitals.disk_free > min(_FULL_BYTES, vitals.disk_total * _FULL):
        return None
    return f"the disk is full: {_size(vitals.disk_free)} of {_size(vitals.disk_total)} are left"


def disk_filling(vitals: ArchiveVitals) -> str | None:
    """Whether the disk fills, but is not full yet."""
    if disk_full(vitals) or vitals.disk_free > min(_FILLING_BYTES, vitals.disk_total * _FILLING):
        return None
    return f"the disk fills: {_size(vitals.disk_free)} of {_size(vitals.disk_total)} are left"


def clock_wrong(vitals: ArchiveVitals) -> str | None:
    """Whether most sites' clocks agree that ours is wrong."""
    if len(vitals.clock_offsets) < _CLOCKS:
        return None
    offset = statistics.median(vitals.clock_offsets)
    if abs(offset) < _CLOCK_SECONDS:
        return None
    direction = "behind" if offset > 0 else "ahead of"
    return f"this machine's clock is {abs(offset) / 60:.0f} minutes {direction} those of the sites"


def index_behind(vitals: ArchiveVitals) -> str | None:
    """Whether the search index lacks many changes."""
    if vitals.index_behind < _BEHIND:
        return None
    return f"the search index lacks {vitals.index_behind} changes"


def _comparable(vitals: SourceVitals) -> bool:
    return vitals.lately.read >= _ENOUGH and vitals.before.read >= _ENOUGH_BEFORE


def _share(sums: CrawlSums, name: str) -> float:
    return float(getattr(sums, name)) / max(sums.read, 1)


def _failing(sums: CrawlSums) -> float:
    return sums.failed / max(sums.failed + sums.read, 1)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
