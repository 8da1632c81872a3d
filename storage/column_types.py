"""Column types that behave the same on SQLite and PostgreSQL."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

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


def _from_server(value: dt.datetime | None) -> dt.datetime | None:
    return None if value is None else value.astimezone(dt.UTC)
