"""Engines whose transactions mean the same on SQLite and PostgreSQL."""

import json
from functools import partial
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event

from storage.errors import DatabaseUnavailable
from storage.locations import Location, reading_address

_SHORT_JSON = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def make_engine(
    location: Location,
    *,
    wait_seconds: float = 30.0,
    foreign_keys: bool = True,
    read_only: bool = False,
) -> Engine:
    """An engine for a database; nothing is opened yet.

    `wait_seconds` is how long a connection, or a lock that another program holds, is waited for.
    `foreign_keys` may be off only while tables are being rebuilt. `read_only` is for the file of
    an SQLite database on a disk, or in a folder, that cannot be written.
    """
    if location.path is not None:
        url = location.url
        if read_only:
            address = reading_address(location.path)
            url = url.set(database=address, query={"uri": "true"})
        return _sqlite(url, wait_seconds, foreign_keys=foreign_keys)
    try:
        engine = create_engine(
            location.url,
            json_serializer=_SHORT_JSON,
            json_deserializer=orjson.loads,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": max(2, round(wait_seconds)),
                "client_encoding": "utf8",
            },
        )
    except ModuleNotFoundError as error:
        raise DatabaseUnavailable(
            f"the database {location.shown} needs the PostgreSQL driver; "
            "install it with: pip install 'newsarchive[postgresql]'"
        ) from error

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {round(wait_seconds * 1000)}")
        connection.commit()

    return engine


def reading(engine: Engine) -> Engine:
    """The engine for transactions that only read and see one state of the database throughout."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Engine:
    """The engine for transactions that write: on SQLite they wait for their turn at the start."""
    return engine.execution_options(writes=True)


def _sqlite(url: URL, wait_seconds: float, *, foreign_keys: bool) -> Engine:
    # Without isolation_level=None the driver itself decides when a transaction begins, and
    # leaves reading statements and DDL outside of it.
    engine = create_engine(
        url,
        json_serializer=_SHORT_JSON,
        json_deserializer=orjson.loads,
        connect_args={"isolation_level": None, "timeout": wait_seconds},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and then writes would fail at once, without waiting,
        # when another one has written in between.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
