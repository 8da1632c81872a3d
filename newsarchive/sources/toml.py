"""Sources as TOML text and back, exactly: one table `[source.NAME]` a source.

A value that TOML cannot hold, because there is a null somewhere in it, stands as JSON text.
"""

import contextlib
import dataclasses
import difflib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import tomli_w

from newsarchive.core.errors import UsageError
from newsarchive.sources.hours import check_hours
from newsarchive.sources.interval import format_interval, parse_interval
from newsarchive.sources.source import setting_problems
from storage.records import SourceSettings

_TABLE = "source"
_MISSING: Any = object()


def to_toml(sources: Iterable[SourceSettings]) -> str:
    """Return the sources as TOML text; what a reader would assume anyway is left out."""
    return tomli_w.dumps({_TABLE: {settings.name: _table(settings) for settings in sources}})


def from_toml(text: str, origin: str) -> tuple[SourceSettings, ...]:
    """Return the sources of a TOML text, in its order.

    `origin` is what to call the text in an error: its file. The first bad entry raises
    UsageError with origin, table and key and what is allowed there; nothing is returned then.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{origin}: cannot be read as TOML: {error}") from error
    for key in document:
        if key != _TABLE:
            raise UsageError(f"{origin}: unknown entry {key!r}; each source is a [source.NAME]")
    tables = document.get(_TABLE)
    if not isinstance(tables, dict) or not tables:
        raise UsageError(f"{origin}: no source in it; each source is a table [source.NAME]")
    return tuple(_settings(name, table, origin) for name, table in tables.items())


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text in quotes, and not empty")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError('must be a list of texts, such as ["…", "…"]')
    return tuple(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("must be a whole number")  # noqa: TRY004 - a bad value like any other
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 - a bad value like any other
    return value


def _interval(value: Any) -> int:
    try:
        return parse_interval(_text(value))
    except UsageError as error:
        raise ValueError(str(error)) from error


def _hours(value: Any) -> str:
    try:
        return check_hours(_text(value))
    except UsageError as error:
        raise ValueError(str(error)) from error


def _object(value: Any) -> Mapping[str, Any]:
    found = value
    if isinstance(value, str):
        with contextlib.suppress(json.JSONDecodeError):
            found = json.loads(value)
    if not isinstance(found, dict):
        raise ValueError("must be a table, or a JSON object as text")  # noqa: TRY004
    return found


def _plain(value: Any) -> Any:
    """Return the value itself, or JSON text where TOML has no word for something in it."""
    return json.dumps(value, ensure_ascii=False) if _has_null(value) else value


def _has_null(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_null(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_has_null(one) for one in value)
    return value is None


@dataclasses.dataclass(frozen=True, slots=True)
class _Key:
    """One key of a source's table, the field it fills, and how to read and write its value."""

    name: str
    field: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any] = lambda value: value


_KEYS = {
    key.name: key
    for key in (
        _Key("url", "url", _text),
        _Key("kind", "kind", _text),
        _Key("entry_urls", "entry_urls", _texts, list),
        _Key("title", "title", _text),
        _Key("publisher", "publisher", _text),
        _Key("every", "every_seconds", _interval, format_interval),
        _Key("cron", "cron", _text),
        _Key("hours", "hours", _hours),
        _Key("max_pages", "max_pages", _count),
        _Key("pagination", "pagination", _text),
        _Key("path_prefix", "path_prefix", _text),
        _Key("encoding", "encoding", _text),
        _Key("zone", "zone", _text),
        _Key("time_limit", "time_limit_seconds", _interval, format_interval),
        _Key("keep_attachments", "keep_attachments", _switch),
        _Key("render", "render", _switch),
        _Key("detection", "detection", _object, _plain),
    )
}


def _assumed(settings: SourceSettings, key: _Key) -> Any:
    """Return what a key that is left out stands for, _MISSING where it must be written."""
    if key.field == "entry_urls":
        return (settings.url,)
    field = next(field for field in dataclasses.fields(settings) if field.name == key.field)
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _MISSING if field.default is dataclasses.MISSING else field.default


def _table(settings: SourceSettings) -> dict[str, Any]:
    values = {key: getattr(settings, key.field) for key in _KEYS.values()}
    return {
        key.name: key.write(value)
        for key, value in values.items()
        if value != _assumed(settings, key)
    }


def _settings(name: str, table: Any, origin: str) -> SourceSettings:
    place = f"{origin}: [source.{name}]"
    if not isinstance(table, dict):
        raise UsageError(f"{place} must be a table")
    for key in table:
        if key not in _KEYS:
            raise UsageError(f"{place} {_unknown(key)}")
    for key in ("url", "kind"):
        if key not in table:
            raise UsageError(f"{place} {key}: is missing")
    values = {_KEYS[key].field: _read(key, value, place) for key, value in table.items()}
    settings = SourceSettings(**{"name": name, "entry_urls": (values["url"],)} | values)
    for key, problem in setting_problems(settings):
        raise UsageError(f"{place} {key}: {problem}")
    return settings


def _read(key: str, value: Any, place: str) -> Any:
    try:
        return _KEYS[key].read(value)
    except ValueError as error:
        raise UsageError(f"{place} {key}: {error}") from error


def _unknown(key: str) -> str:
    close = difflib.get_close_matches(key, _KEYS, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{key}: is no setting{hint} Known are {', '.join(_KEYS)}"
