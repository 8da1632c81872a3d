"""Import of a JSONL dump: articles with the ids, times and versions of another archive."""

from pathlib import Path

from newsarchive.dedup.fingerprint import text_digest
from newsarchive.export.read_jsonl import read_dump
from newsarchive.ingest.manual import ImportCounts
from storage.articles import ArticleRepository


def import_dump(file: Path, articles: ArticleRepository) -> ImportCounts:
    """Store every article of a dump; one that is there already gains what it lacks."""
    counts = ImportCounts()
    for record in read_dump(file):
        saved = articles.restore(record, digest=text_digest)
        counts.count(saved)
    return counts
