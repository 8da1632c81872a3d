"""The one rendering of a stored article for everything that leaves the program, and its inverse."""

import dataclasses
import datetime as dt
import functools
import zoneinfo
from collections.abc import Mapping
from typing import Any

from storage.records import ArticleRecord, CaptureRecord, Content, VersionRecord

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
"""Publication times are shown as the pages that we watch show them."""

CONTENT_FIELDS = tuple(field.name for field in dataclasses.fields(Content))
"""What a version says; the same names in an article and in its `versions`."""


def article_json(record: ArticleRecord) -> dict[str, Any]:
    """Return an article as a JSON object, its current version on the outside.

    `versions` has one entry a version, oldest first: its number, when it was first seen, its
    capture, and only those fields in which it differs from the current version.
    """
    current = _content(record.current)
    return {
        "id": record.id,
        "url": record.url,
        "source": record.source,
        **current,
        "first_seen_at": _utc(record.first_seen_at),
        "last_seen_at": _utc(record.last_seen_at),
        "gone_at": _utc(record.gone_at),
        "version": record.current.version,
        "versions": [
            _version(version, current, newest=version is record.current)
            for version in record.versions
        ],
        "story_id": record.story_id,
        "duplicate_of": record.duplicate_of,
        "capture": _capture(record.current.capture),
    }


def version_json(version: VersionRecord) -> dict[str, Any]:
    """Return one version whole: its number, time, capture and all that it says."""
    return {
        "version": version.version,
        "seen_at": _utc(version.seen_at),
        **_content(version),
        "capture": _capture(version.capture),
    }


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


def _content(version: VersionRecord) -> dict[str, Any]:
    values = {}
    for name in CONTENT_FIELDS:
        value = getattr(version, name)
        values[name] = list(value) if isinstance(value, tuple) else value
    values["published_at"] = china_time(version.published_at)
    return values


def _version(version: VersionRecord, current: Mapping[str, Any], *, newest: bool) -> dict[str, Any]:
    said = {} if newest else _content(version)
    return {
        "version": version.version,
        "seen_at": _utc(version.seen_at),
        **{name: value for name, value in said.items() if value != current[name]},
        "capture": _capture(version.capture),
    }


def _capture(capture: CaptureRecord | None) -> dict[str, Any] | None:
    if capture is None:
        return None
    return {
        "url": capture.url,
        "fetched_at": _utc(capture.fetched_at),
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


@functools.lru_cache(maxsize=4096)
def _utc(value: dt.datetime | None) -> str | None:
    """Return a time of a record, which is in UTC, in ISO 8601."""
    return value.isoformat().removesuffix("+00:00") + "Z" if value else None


def _time(value: str | None) -> dt.datetime | None:
    return None if value is None else _required_time(value)


def _required_time(value: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(dt.UTC)
