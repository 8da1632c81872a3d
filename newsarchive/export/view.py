"""A view of articles in another script: their titles and texts, converted by phrases."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from newsarchive.export.base import Outgoing, Put, Removed
from newsarchive.text.script import convert
from storage.records import ArticleRecord, PlainArticle, PlainVersion, VersionRecord

SCRIPTS: Mapping[str, str] = {
    "hans": "zh-Hans",
    "hant": "zh-Hant",
    "tw": "zh-TW",
    "hk": "zh-HK",
}
"""The short names of the command line."""


def in_script(entry: Outgoing, script: str) -> Outgoing:
    """Return an entry of a dump with the titles and texts of its versions in one script.

    Repairs and flags keep the offsets of the text as published.
    """
    match entry:
        case Put(record):
            return Put(_converted(record, script))
        case Removed():
            return entry
        case PlainArticle():
            told = [_plain_view(version, script) for version in entry.versions]
            return entry._replace(versions=told)
        case record:
            return _converted(record, script)


def _converted(record: ArticleRecord, script: str) -> ArticleRecord:
    versions = tuple(_view(version, script) for version in record.versions)
    return dataclasses.replace(record, versions=versions)


def _view(version: VersionRecord, script: str) -> VersionRecord:
    said = _said(version.title, version.text, version.language, script)
    return dataclasses.replace(version, **said)


def _plain_view(version: PlainVersion, script: str) -> PlainVersion:
    said = version.said
    told = _said(said["title"], said["text"], said["language"], script)
    return version._replace(said=said | told)


def _said(title: str, text: str, language: str, script: str) -> dict[str, Any]:
    return {
        "title": convert(title, script),
        "text": convert(text, script),
        "language": script if language.startswith("zh") else language,
    }
