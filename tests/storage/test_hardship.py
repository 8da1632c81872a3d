"""What the world does to a database is told in a sentence."""

import datetime as dt
import sqlite3
import threading

import pytest

from storage.engine import Database, open_database
from storage.errors import DatabaseUnavailable
from storage.hosts import HostRepository

TODAY = dt.date(2024, 3, 1)


@pytest.fixture
def file(tmp_path):
    open_database(f"sqlite:///{tmp_path}/archive.db").close()
    return tmp_path / "archive.db"


@pytest.fixture
def holder(file):
    """Another program, which holds the right to write."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_lock_that_is_held_too_long_is_told(file, holder):
    with Database(f"sqlite:///{file}", wait_seconds=0.2) as database:
        hosts = HostRepository(database)
        with pytest.raises(DatabaseUnavailable, match="is locked by another program; wait"):
            hosts.take("a.example", TODAY, 1, 10)
        assert hosts.barrier("a.example", dt.datetime(2024, 3, 1, tzinfo=dt.UTC)) is None


def test_a_lock_that_ends_in_time_is_waited_for(file, holder):
    release = threading.Timer(0.3, lambda: holder.execute("COMMIT"))
    release.start()
    with Database(f"sqlite:///{file}", wait_seconds=30) as database:
        assert HostRepository(database).take("a.example", TODAY, 1, 10) == 1
    release.join()


def test_a_full_disk_is_told(file):
    """A database that may have no more pages answers as one whose disk is full."""

    def grow(database):
        with database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            connection.exec_driver_sql("CREATE TABLE filler AS SELECT zeroblob(10000000)")

    with (
        Database(f"sqlite:///{file}") as database,
        pytest.raises(DatabaseUnavailable, match="the disk is full; free some space"),
    ):
        grow(database)
