"""A view of articles in another script: their titles and texts, converted by phrases."""

import dataclasses
from collections.abc import Mapping

from newsarchive.export.base import Entry, Put, Removed
from newsarchive.text.script import convert
from storage.records import ArticleRecord, VersionRecord

SCRIPTS: Mapping[str, str] = {
    "hans": "zh-Hans",
    "hant": "zh-Hant",
    "tw": "zh-TW",
    "hk": "zh-HK",
}
"""The short names of the command line."""


def in_script(entry: Entry, script: str) -> Entry:
    """Return an entry of a dump with the titles and texts of its versions in one script.

    Repairs and flags keep the offsets of the text as published.
    """
    match entry:
        case Put(record):
            return Put(_converted(record, script))
        case Removed():
            return entry
        case record:
            return _converted(record, script)


def _converted(record: ArticleRecord, script: str) -> ArticleRecord:
    versions = tuple(_view(version, script) for version in record.versions)
    return dataclasses.replace(record, versions=versions)


def _view(version: VersionRecord, script: str) -> VersionRecord:
    return dataclasses.replace(
        version,
        title=convert(version.title, script),
        text=convert(version.text, script),
        language=script if version.language.startswith("zh") else version.language,
    )
