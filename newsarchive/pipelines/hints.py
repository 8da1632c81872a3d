"""What a stored source tells extraction."""

from newsarchive.core.hints import Hints
from storage.records import SourceRecord


def source_hints(source: SourceRecord) -> Hints:
    """Return what a source knows about its pages."""
    settings = source.settings
    return Hints(
        encoding=settings.encoding,
        zone=settings.zone,
        publisher=settings.publisher,
        templates=settings.templates,
        boilerplate=settings.boilerplate,
    )
