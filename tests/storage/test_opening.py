"""Opening a database: what it is set to, and what stands in the way."""

import contextlib
import os
import socket
import sqlite3
import tempfile
from pathlib import Path

import pytest

from storage.engine import Database, open_database, open_read_only
from storage.errors import DatabaseUnavailable
from storage.sources import SourceRepository


@contextlib.contextmanager
def as_nobody():
    """Without the rights of root, which no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder():
    """A folder that everybody can reach and change; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def test_sqlite_is_set_up_for_many_processes(tmp_path):
    with open_database(f"sqlite:///{tmp_path}/archive.db", wait_seconds=7) as database:
        for begin in (database.read, database.write):
            with begin() as connection:
                settings = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
                }
            assert settings == {
                "journal_mode": "wal",
                "foreign_keys": 1,
                "synchronous": 1,
                "busy_timeout": 7000,
            }


def test_the_folder_of_a_new_archive_is_made(tmp_path):
    with open_database(f"sqlite:///{tmp_path}/a/b/archive.db") as database:
        assert database.path == tmp_path / "a" / "b" / "archive.db"
    assert (tmp_path / "a" / "b" / "archive.db").exists()


def test_foreign_keys_are_enforced(archive, make):
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        archive.captures.add(make.capture(), 99)


def test_a_reader_sees_one_state_throughout(archive, make):
    with archive.database.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM sources").scalar()
        archive.sources.add(make.source("other"))
        after = connection.exec_driver_sql("SELECT count(*) FROM sources").scalar()
    assert before == after == 1
    assert len(archive.sources.list()) == 2


def test_a_transaction_that_fails_leaves_nothing(archive):
    with contextlib.suppress(RuntimeError), archive.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM sources")
        raise RuntimeError
    assert len(archive.sources.list()) == 1


def test_an_unwritable_folder_is_explained(folder):
    folder.chmod(0o555)
    url = f"sqlite:///{folder}/archive.db"
    with as_nobody(), pytest.raises(DatabaseUnavailable) as caught:
        open_database(url)
    assert str(folder / "archive.db") in str(caught.value)
    assert "check the folder's permissions or choose another place" in str(caught.value)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnavailable, match=r"cannot use the database .*file/archive\.db: "):
        open_database(f"sqlite:///{tmp_path}/file/archive.db")


def test_a_folder_in_the_place_of_the_file_is_explained(tmp_path):
    with pytest.raises(DatabaseUnavailable, match="cannot open the database"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_read_only_file_is_explained(folder):
    url = f"sqlite:///{folder}/archive.db"
    open_database(url).close()
    (folder / "archive.db").chmod(0o444)
    with as_nobody(), pytest.raises(DatabaseUnavailable, match="is read-only; make both writable"):
        open_database(url)


def test_an_archive_that_cannot_be_written_is_read_as_it_stands(folder, make):
    url = f"sqlite:///{folder}/archive.db"
    with open_database(url) as database:
        SourceRepository(database).add(make.source())
    folder.chmod(0o555)
    with as_nobody(), open_read_only(url) as database:
        assert [one.settings.name for one in SourceRepository(database).list()] == ["qingxi"]
        with pytest.raises(DatabaseUnavailable, match="read-only"):
            SourceRepository(database).pause("qingxi")
    assert [file.name for file in folder.iterdir()] == ["archive.db"]


def test_an_archive_that_another_user_writes_is_read_as_it_is_now(folder, make):
    url = f"sqlite:///{folder}/archive.db"
    with open_database(url) as writing:
        SourceRepository(writing).add(make.source("one"))
        folder.chmod(0o555)
        for name in ("two", "three"):
            SourceRepository(writing).add(make.source(name))
            with as_nobody(), open_read_only(url) as database:
                assert SourceRepository(database).get(name).settings.name == name


def test_an_older_archive_that_cannot_be_upgraded_is_explained(folder):
    url = f"sqlite:///{folder}/archive.db"
    open_database(url).close()
    with contextlib.closing(sqlite3.connect(folder / "archive.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    folder.chmod(0o555)
    with (
        as_nobody(),
        pytest.raises(DatabaseUnavailable, match="copy it to where it can be written"),
    ):
        open_read_only(url)


def test_a_file_that_is_no_database_is_explained_and_left_alone(tmp_path):
    file = tmp_path / "archive.db"
    file.write_text("青溪日报" * 1000)
    with pytest.raises(DatabaseUnavailable, match=r"archive\.db is no archive database; move it"):
        open_database(f"sqlite:///{file}")
    assert file.read_text() == "青溪日报" * 1000


def test_the_database_of_another_program_is_left_alone(empty_url, kind):
    with Database(empty_url) as database, database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE articles (id INTEGER)")
    with pytest.raises(DatabaseUnavailable, match=r"belongs to another program .*table articles"):
        open_database(empty_url)
    if kind == "sqlite":
        file = empty_url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_damaged_file_is_explained(tmp_path):
    file = tmp_path / "archive.db"
    url = f"sqlite:///{file}"
    with open_database(url) as database, database.write() as connection:
        connection.exec_driver_sql("INSERT INTO stories DEFAULT VALUES")
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(DatabaseUnavailable, match="is damaged; put it back from a backup"):
        open_database(url)


def test_a_database_locked_by_another_program_is_explained(tmp_path, make):
    url = f"sqlite:///{tmp_path}/archive.db"
    with (
        open_database(url, wait_seconds=0.1) as database,
        contextlib.closing(sqlite3.connect(tmp_path / "archive.db")) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable, match=r"archive\.db is locked by another program"):
            SourceRepository(database).add(make.source())
        assert SourceRepository(database).list() == []
        with pytest.raises(DatabaseUnavailable, match="wait until that is done or end it"):
            open_database(url, wait_seconds=0.1)


def test_a_writer_waits_until_a_lock_is_given_up(archive):
    with archive.database.write() as connection:
        connection.exec_driver_sql("UPDATE sources SET title = 'x'")
        with (
            Database(archive.url, wait_seconds=0.1) as impatient,
            pytest.raises(DatabaseUnavailable, match="is locked by another program"),
        ):
            SourceRepository(impatient).pause("qingxi")
    assert archive.sources.pause("qingxi").paused_at is not None


def test_an_unreachable_server_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(DatabaseUnavailable) as caught:
            open_database(f"postgresql://reader:geheim@127.0.0.1:{port}/news", wait_seconds=2)
    assert f"postgresql://reader:***@127.0.0.1:{port}/news cannot be reached" in str(caught.value)
    assert "geheim" not in str(caught.value)
    assert "check that the server runs" in str(caught.value)


def test_a_database_that_does_not_exist_on_the_server_is_explained(server):
    with pytest.raises(DatabaseUnavailable, match='database "nowhere" does not exist'):
        open_database(server.url.replace("/postgres?", "/nowhere?"))


def test_a_user_without_rights_is_explained(server):
    with server.new_database() as url:
        server.execute("DROP ROLE IF EXISTS guest")
        server.execute("CREATE ROLE guest LOGIN")
        guest = url.replace("postgres:@", "guest:@")
        with pytest.raises(DatabaseUnavailable, match="refuses its user: permission denied"):
            open_database(guest)
    server.execute("DROP ROLE guest")


def test_a_server_database_that_cannot_hold_chinese_is_refused(server):
    with (
        server.new_database("ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE 'C'") as url,
        pytest.raises(DatabaseUnavailable, match="keeps text as SQL_ASCII"),
    ):
        open_database(url)


def test_a_server_that_went_away_is_explained_and_then_used_again(server, make):
    with server.new_database("TEMPLATE ready") as url, open_database(url) as database:
        sources = SourceRepository(database)
        sources.add(make.source())
        with pytest.raises(DatabaseUnavailable, match="cannot be reached or failed: "):
            _cut_off(server, database)
        assert [source.settings.name for source in sources.list()] == ["qingxi"]


def _cut_off(server, database):
    with database.write() as connection:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'archive%'"
        )
        connection.exec_driver_sql("SELECT 1")
