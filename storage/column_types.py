"""Column types that behave the same on SQLite and PostgreSQL."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from storage.moments import iso_utc

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A number that never runs out; SQLite counts rows by itself only in a column called INTEGER."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    r"""The value as both databases can keep it and give it back.

    NUL and lone surrogates become U+FFFD, one for one, so that offsets into a text stay right;
    within JSON every sequence becomes a list and every mapping a dict.

    >>> storable("第一\x00批")
    '第一�批'
    >>> storable(({"rule": "图片"},))
    [{'rule': '图片'}]
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value


class SafeText(TypeDecorator[str]):
    """Text of any length, made storable on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text without what a database refuses."""
        del dialect
        return None if value is None else str(storable(value))


class SafeJson(TypeDecorator[Any]):
    """JSON kept as text, made storable on its way in."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The value without what a database refuses."""
        del dialect
        return storable(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """What makes a value of its text; a server's driver does so itself."""
        del coltype
        return _json_from_sqlite if dialect.name == "sqlite" else None


def _json_from_sqlite(value: str | None) -> Any:
    return None if value is None else orjson.loads(value)


class Utc(TypeDecorator[dt.datetime]):
    """A moment, aware and in UTC; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The moment in UTC; raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without a zone cannot be stored: {value.isoformat()}")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], dt.datetime | None]:
        """What makes an aware datetime in UTC of a value as the driver gives it."""
        del coltype
        return _from_sqlite if dialect.name == "sqlite" else _from_server


@lru_cache(maxsize=4096)
def _from_sqlite(value: str | None) -> dt.datetime | None:
    return None if value is None else dt.datetime.fromisoformat(value + "+00:00")


class UtcText(TypeDecorator[str]):
    """A moment as ISO 8601 has it in UTC, ending in Z; for reading only."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], str | None] | None:
        """What makes the text of a value as the driver gives it."""
        del coltype
        return _text_from_sqlite if dialect.name == "sqlite" else _text_from_server


def _from_server(value: dt.datetime | None) -> dt.datetime | None:
    return None if value is None else value.astimezone(dt.UTC)


@lru_cache(maxsize=4096)
def _text_from_sqlite(value: str | None) -> str | None:
    if value is None:
        return None
    fraction = value[19:].removesuffix(".000000")
    return f"{value[:10]}T{value[11:19]}{fraction}Z"


def _text_from_server(value: dt.datetime | None) -> str | None:
    return None if value is None else iso_utc(value.astimezone(dt.UTC))
