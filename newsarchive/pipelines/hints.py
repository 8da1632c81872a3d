"""What a stored source tells extraction."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

from newsarchive.core.hints import Hints
from storage.learned import LearnedSiteRepository
from storage.records import LearnedSite, SourceRecord


def source_hints(
    source: SourceRecord, learned: Sequence[LearnedSite], fetched_at: dt.datetime
) -> Hints:
    """Return what a source knows about a page that was fetched at `fetched_at`."""
    settings = source.settings
    version = fitting_version(learned, fetched_at)
    return Hints(
        encoding=settings.encoding,
        zone=settings.zone,
        publisher=settings.publisher,
        host=urlsplit(settings.url).hostname,
        templates=version.templates if version else (),
        boilerplate=version.boilerplate if version else (),
    )


def fitting_version(learned: Sequence[LearnedSite], fetched_at: dt.datetime) -> LearnedSite | None:
    """Return the newest version that reads a capture of that time, None where none does."""
    fitting = [one for one in learned if one.valid_from <= fetched_at]
    return max(fitting, key=lambda one: one.version, default=None)


class StoredHints:
    """The hints for captures of any source; what was learned of each is asked for once."""

    def __init__(self, learned: LearnedSiteRepository) -> None:
        self._learned = learned
        self._versions: dict[int, tuple[LearnedSite, ...]] = {}

    def __call__(self, source: SourceRecord, fetched_at: dt.datetime) -> Hints:
        """Return what a source knows about a page that was fetched at `fetched_at`."""
        if source.id not in self._versions:
            self._versions[source.id] = self._learned.versions(source.id)
        return source_hints(source, self._versions[source.id], fetched_at)
