"""Opening the archive for a command that brings articles into it."""

from pathlib import Path

from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.output import progress_bar, say
from newsarchive.pipelines.duplicates import RESEMBLANCE, find_stories, texts_to_compare
from storage.articles import ArticleRepository


def open_to_write(home: Path | None, *, create: bool = False) -> Archive:
    """Return the archive in `home` or where the settings say, as `open_archive` does.

    Texts that an older version of the program stored are compared with each other first.
    """
    archive = open_archive(home, create=create)
    if count := texts_to_compare(archive.database):
        say(f"{count} texts were stored by an older version and are now compared with each other")
        with progress_bar("finding stories") as progress:
            find_stories(archive.database, progress)
    return archive


def articles_to_write(archive: Archive) -> ArticleRepository:
    """Return the articles of an archive; one that is stored is compared with the others."""
    return ArticleRepository(archive.database, RESEMBLANCE)
