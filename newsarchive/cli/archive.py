"""Opening the archive that a command works on."""

import dataclasses
from pathlib import Path

from newsarchive.cli.output import say
from newsarchive.core.config import Config, load_config
from newsarchive.core.errors import NewsArchiveError
from newsarchive.core.home import Home
from newsarchive.search.index import SearchIndex
from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.changes import ChangeLog
from storage.crawls import CrawlRepository
from storage.engine import Database, open_database, open_read_only
from storage.learned import LearnedSiteRepository
from storage.sources import SourceRepository


@dataclasses.dataclass(frozen=True, slots=True)
class Archive:
    """An open archive: settings, folders, database."""

    config: Config
    home: Home
    database: Database

    @property
    def articles(self) -> ArticleRepository:
        """Its articles, to be read."""
        return ArticleRepository(self.database)

    @property
    def captures(self) -> CaptureRepository:
        """Its captures."""
        return CaptureRepository(self.database)

    @property
    def changes(self) -> ChangeLog:
        """Its change log."""
        return ChangeLog(self.database)

    @property
    def crawls(self) -> CrawlRepository:
        """Its crawls."""
        return CrawlRepository(self.database)

    @property
    def learned(self) -> LearnedSiteRepository:
        """What was learned of its sources' pages."""
        return LearnedSiteRepository(self.database)

    @property
    def sources(self) -> SourceRepository:
        """Its registry of sources."""
        return SourceRepository(self.database)


def index_behind(archive: Archive) -> int:
    """Return how many changes the search index lacks."""
    return archive.changes.last() - SearchIndex(archive.home.index).last_change()


def open_archive(home: Path | None, *, create: bool = False, only_reads: bool = False) -> Archive:
    """Return the archive in `home` or where the settings say; migrated where it is older.

    One whose folder cannot be written is opened as it stands for a command that `only_reads`.
    Raises NewsArchiveError where there is none, unless it is to be created.
    """
    config = load_config({"home": str(home) if home else None})
    place = Home(config.home)
    on_disk = config.database_url.startswith("sqlite:")
    if not create and on_disk and not (place.path / "archive.db").exists():
        raise NewsArchiveError(
            f"there is no archive in {place.path}; begin one with: newsarchive source add URL, "
            "or name another folder with --home"
        )
    if only_reads and place.is_read_only():
        say(f"the archive in {place.path} cannot be written; it is read as it stands")
        return Archive(config, place, open_read_only(config.database_url))
    place.prepare()
    return Archive(config, place, open_database(config.database_url, report=say))
