"""The one rendering of a stored article for everything that leaves the program, and its inverse."""

import dataclasses
import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

from storage.moments import iso_utc
from storage.records import (
    ArticleRecord,
    CaptureRecord,
    Content,
    PlainArticle,
    PlainCapture,
    PlainVersion,
    VersionRecord,
)

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
"""Publication times are shown as the pages that we watch show them."""

CONTENT_FIELDS = tuple(field.name for field in dataclasses.fields(Content))
"""What a version says; the same names in an article and in its `versions`."""


def article_json(article: ArticleRecord | PlainArticle) -> dict[str, Any]:
    """Return an article as a JSON object, its current version on the outside.

    `versions` has one entry a version, oldest first: its number, when it was first seen, its
    capture, and only those fields in which it differs from the current version.
    """
    told = article if isinstance(article, PlainArticle) else plain_article(article)
    current = told.versions[-1]
    said = _in_china(current)
    newest = {
        "version": current.version,
        "seen_at": current.seen_at,
        "capture": _capture(current),
    }
    return {
        "id": told.id,
        "url": told.url,
        "source": told.source,
        **said,
        "first_seen_at": told.first_seen_at,
        "last_seen_at": told.last_seen_at,
        "gone_at": told.gone_at,
        "version": current.version,
        "versions": [*(_older(version, said) for version in told.versions[:-1]), newest],
        "story_id": told.story_id,
        "duplicate_of": told.duplicate_of,
        "capture": _capture(current),
    }


def version_json(version: VersionRecord) -> dict[str, Any]:
    """Return one version whole: its number, time, capture and all that it says."""
    told = _plain_version(version)
    return {
        "version": told.version,
        "seen_at": told.seen_at,
        **_in_china(told),
        "capture": _capture(told),
    }


def plain_article(record: ArticleRecord) -> PlainArticle:
    """Return an article as a dump reads it."""
    return PlainArticle(
        id=record.id,
        url=record.url,
        source=record.source,
        first_seen_at=iso_utc(record.first_seen_at),
        last_seen_at=iso_utc(record.last_seen_at),
        gone_at=iso_utc(record.gone_at) if record.gone_at else None,
        story_id=record.story_id,
        duplicate_of=record.duplicate_of,
        versions=[_plain_version(version) for version in record.versions],
    )


def article_from_json(obj: Mapping[str, Any]) -> ArticleRecord:
    """Return the record of an article written by `article_json`.

    Raises KeyError, TypeError or ValueError where a field is missing or of another type.
    """
    entries = obj.get("versions") or [{"version": 1, "seen_at": obj["first_seen_at"]}]
    outside = {name: obj[name] for name in CONTENT_FIELDS if name in obj}
    return ArticleRecord(
        id=int(obj["id"]),
        url=text_of(obj, "url"),
        source=text_of(obj, "source"),
        first_seen_at=_required_time(obj["first_seen_at"]),
        last_seen_at=_required_time(obj["last_seen_at"]),
        gone_at=_time(obj.get("gone_at")),
        story_id=int(obj["story_id"]),
        duplicate_of=obj.get("duplicate_of"),
        versions=tuple(
            _version_record({**outside, **entry}, text_of(obj, "url")) for entry in entries
        ),
    )


def china_time(moment: dt.datetime | None) -> str | None:
    """Return a time of publication as it leaves the program: ISO 8601 with China's offset."""
    return moment.astimezone(ZONE).isoformat() if moment else None


def _plain_version(version: VersionRecord) -> PlainVersion:
    said = {}
    for name in CONTENT_FIELDS:
        value = getattr(version, name)
        said[name] = list(value) if isinstance(value, tuple) else value
    if version.published_at:
        said["published_at"] = iso_utc(version.published_at)
    return PlainVersion(
        version.version, iso_utc(version.seen_at), said, _plain_capture(version.capture)
    )


def _plain_capture(capture: CaptureRecord | None) -> PlainCapture | None:
    if capture is None:
        return None
    return PlainCapture(
        url=capture.url,
        fetched_at=iso_utc(capture.fetched_at),
        status=capture.status,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        payload_digest=capture.payload_digest,
    )


def _in_china(version: PlainVersion) -> dict[str, Any]:
    """What a version says, its time of publication with China's offset."""
    published_at = version.said["published_at"]
    if published_at is None:
        return version.said
    return version.said | {"published_at": china_time(dt.datetime.fromisoformat(published_at))}


def _older(version: PlainVersion, current: Mapping[str, Any]) -> dict[str, Any]:
    said = _in_china(version)
    return {
        "version": version.version,
        "seen_at": version.seen_at,
        **{name: value for name, value in said.items() if value != current[name]},
        "capture": _capture(version),
    }


def _capture(version: PlainVersion) -> dict[str, Any] | None:
    capture = version.capture
    if capture is None:
        return None
    return {
        "url": capture.url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "digest": capture.payload_digest,
    }


def _version_record(obj: Mapping[str, Any], url: str) -> VersionRecord:
    return VersionRecord(
        version=int(obj["version"]),
        seen_at=_required_time(obj["seen_at"]),
        title=text_of(obj, "title"),
        text=text_of(obj, "text"),
        language=_optional_text(obj, "language") or "und",
        published_at=_time(obj.get("published_at")),
        publisher=_optional_text(obj, "publisher"),
        author=_optional_text(obj, "author"),
        editor=_optional_text(obj, "editor"),
        images=_objects(obj, "images"),
        attachments=_objects(obj, "attachments"),
        repairs=_objects(obj, "repairs"),
        title_repairs=_objects(obj, "title_repairs"),
        flags=_objects(obj, "flags"),
        provenance=obj.get("provenance") or {},
        capture=_capture_record(obj.get("capture"), url),
    )


def _capture_record(obj: Mapping[str, Any] | None, url: str) -> CaptureRecord | None:
    """A capture of another archive: its WARC place is not valid here and is left out."""
    if obj is None:
        return None
    return CaptureRecord(
        id=0,
        source="",
        url=text_of(obj, "url"),
        canonical_url=url,
        fetched_at=_required_time(obj["fetched_at"]),
        status=int(obj["status"]),
        page_kind="article",
        payload_digest=_optional_text(obj, "digest"),
    )


def text_of(obj: Mapping[str, Any], name: str) -> str:
    """Return a field that must be text; raises KeyError without it, TypeError for another kind."""
    value = obj[name]
    if not isinstance(value, str):
        raise TypeError(f"its {name} is {_kind(value)}, not text")
    return value


def _optional_text(obj: Mapping[str, Any], name: str) -> str | None:
    return None if obj.get(name) is None else text_of(obj, name)


def _objects(obj: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """Return a list of objects, empty where there is none."""
    values = obj.get(name)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        raise TypeError(f"its {name} are {_kind(values)}, not a list of objects")
    return tuple(values)


def _kind(value: Any) -> str:
    return "null" if value is None else f"of the kind {type(value).__name__}"


def _time(value: str | None) -> dt.datetime | None:
    return None if value is None else _required_time(value)


def _required_time(value: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(dt.UTC)
