"""Migrations: an older archive is brought up to date when it is opened."""

import contextlib
import shutil
import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from storage import migrate
from storage.connections import make_engine
from storage.engine import Database, open_database
from storage.errors import DatabaseTooNew, DatabaseUnavailable
from storage.locations import locate
from storage.models import Base
from storage.sources import SourceRepository

NEXT = '''"""One more table, and a column in a table that others refer to."""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade():
    op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("sources", recreate="auto") as sources:
        sources.alter_column("title", new_column_name="headline")
    {more}
'''


@pytest.fixture
def url(kind, tmp_path, request):
    """A database of its own for each test, since its tables change."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/archive.db"
        return
    with request.getfixturevalue("server").new_database("TEMPLATE ready") as ready:
        yield ready


def scripts():
    return ScriptDirectory.from_config(migrate.alembic_config())


def revisions():
    """All revisions of this version, oldest first."""
    return [script.revision for script in scripts().walk_revisions()][::-1]


@pytest.fixture
def newer(tmp_path):
    """The migrations of the next version: one step more."""
    return next_version(tmp_path / "newer")


def next_version(folder, more="pass"):
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=ignore)
    step = NEXT.format(head=scripts().get_current_head(), more=more)
    (folder / "versions" / "9001_next.py").write_text(step)
    return folder


def upgrade(url, migrations, report=lambda _line: None, wait_seconds=10):
    migrate.bring_up_to_date(
        locate(url), report=report, wait_seconds=wait_seconds, migrations=migrations
    )


def schema(url):
    """The tables as the database describes them."""
    with Database(url) as database, database.read() as connection:
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: (
                {(column.name, str(column.type), column.nullable) for column in table.columns},
                {
                    (index.name, index.unique, tuple(index.columns.keys()))
                    for index in table.indexes
                },
                {
                    (type(one).__name__, str(one.name), tuple(one.columns.keys()))
                    for one in table.constraints
                },
            )
            for table in found.tables.values()
        }


def test_the_models_say_what_the_migrations_make(database):
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("revision", revisions())
def test_an_archive_of_any_age_becomes_like_a_fresh_one(empty_url, url, revision):
    engine = make_engine(locate(empty_url), foreign_keys=False)
    with engine.begin() as connection:
        config = migrate.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    open_database(empty_url).close()
    aged = schema(empty_url)
    if url != empty_url:
        open_database(url).close()
    assert aged == schema(url)


def test_a_fresh_archive_says_nothing_and_keeps_no_copy(tmp_path):
    lines = []
    open_database(f"sqlite:///{tmp_path}/archive.db", report=lines.append).close()
    open_database(f"sqlite:///{tmp_path}/archive.db", report=lines.append).close()
    assert lines == []
    assert [file.name for file in tmp_path.iterdir()] == ["archive.db"]


def test_an_older_archive_is_upgraded_with_what_it_holds(archive, newer):
    saved = archive.save()
    archive.database.close()
    lines = []
    upgrade(archive.url, newer, lines.append)
    assert "notes" in schema(archive.url)
    assert "to 9001" in lines[-1]
    with archive.database.read() as connection:
        found = connection.exec_driver_sql("SELECT id, source_id FROM articles").one()
        assert tuple(found) == (saved.article_id, archive.source_id)
        assert connection.exec_driver_sql("SELECT headline FROM sources").scalar() is None


def test_a_copy_of_an_older_file_is_kept_before_the_upgrade(tmp_path, make, newer):
    url = f"sqlite:///{tmp_path}/archive.db"
    lines = []
    with open_database(url) as database:
        SourceRepository(database).add(make.source())
        # Still open, so part of it lies in the write-ahead log only.
        upgrade(url, newer, lines.append)
    copy = tmp_path / f"archive.db.{scripts().get_current_head()}.bak"
    assert str(copy) in lines[0]
    assert not list(tmp_path.glob("*.part*"))
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM sources").fetchall() == [("qingxi",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert ("notes",) not in tables
    copy.replace(tmp_path / "archive.db")
    for log in tmp_path.glob("archive.db-*"):
        log.unlink()
    with open_database(url) as database:
        assert SourceRepository(database).get("qingxi").settings == make.source()


def test_an_upgrade_that_fails_leaves_the_archive_as_it_was(archive, tmp_path):
    archive.save()
    before = schema(archive.url)
    broken = next_version(tmp_path / "broken", "op.execute('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(Exception, match="nowhere"):
        upgrade(archive.url, broken)
    assert schema(archive.url) == before
    with open_database(archive.url) as database:
        assert len(SourceRepository(database).list()) == 1


def test_an_upgrade_that_would_break_references_is_given_up(tmp_path):
    url = f"sqlite:///{tmp_path}/archive.db"
    open_database(url).close()
    insert = "INSERT INTO crawl_problems VALUES (1, 77, 'u', 'k', 'm', '2024-01-01')"
    broken = next_version(tmp_path / "broken", f'op.execute("{insert}")')
    with pytest.raises(DatabaseUnavailable, match="refers to rows of crawls that are missing"):
        upgrade(url, broken)
    open_database(url).close()


def test_the_database_of_a_newer_version_is_refused_and_left_alone(url, newer):
    open_database(url).close()
    upgrade(url, newer)
    before = schema(url)
    head = scripts().get_current_head()
    with pytest.raises(DatabaseTooNew) as caught:
        open_database(url)
    assert f"its revision is 9001, this version knows up to {head}" in str(caught.value)
    assert "update newsarchive, then try again" in str(caught.value)
    assert schema(url) == before


OPENER = """
import sys
from pathlib import Path
from storage import migrate
from storage.locations import locate
print("ready", flush=True)
sys.stdin.readline()
lines = []
migrate.bring_up_to_date(locate(sys.argv[1]), report=lines.append, migrations=Path(sys.argv[2]))
print(sum("upgraded" in line for line in lines), flush=True)
"""


def together(start, url, migrations):
    """Open a database in three processes at once; returns how often it was upgraded."""
    openers = [start(OPENER, url, migrations) for _ in range(3)]
    for opener in openers:
        assert opener.stdout.readline() == "ready\n", opener.stderr.read()
    for opener in openers:
        opener.stdin.write("go\n")
        opener.stdin.flush()
    done = [opener.communicate(timeout=60) for opener in openers]
    assert [opener.returncode for opener in openers] == [0, 0, 0], done
    return sum(int(out) for out, _ in done)


def test_processes_that_open_a_new_or_an_older_archive_at_once_do_not_collide(
    empty_url, newer, start
):
    assert together(start, empty_url, migrate.MIGRATIONS) == 0
    assert together(start, empty_url, newer) == 1
    assert "notes" in schema(empty_url)


def test_the_steps_form_one_line():
    assert len(scripts().get_heads()) == 1
    assert revisions() == sorted(revisions())


def test_alembic_itself_works_on_an_archive(tmp_path, url, start):
    open_database(url).close()
    settings = tmp_path / "alembic.ini"
    settings.write_text(f"[alembic]\nscript_location = {migrate.MIGRATIONS}\npath_separator = os\n")
    code = "import sys, alembic.config; alembic.config.main(sys.argv[1:])"
    out, errors = start(code, "-c", settings, "-x", f"url={url}", "current").communicate(timeout=30)
    assert f"{scripts().get_current_head()} (head)" in out, errors


def test_a_new_step_can_be_written_from_the_models(tmp_path, url):
    """Its types are plain ones, so that it stays as it is when ours change."""
    open_database(url).close()
    folder = tmp_path / "steps"
    shutil.copytree(migrate.MIGRATIONS, folder)
    config = migrate.alembic_config(folder)
    with Database(url) as database, database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE crawls DROP COLUMN error")
        connection.exec_driver_sql("ALTER TABLE sources DROP COLUMN next_run_at")
        config.attributes["connection"] = connection
        command.revision(config, "wanted", autogenerate=True, rev_id="0099")
    (step,) = (folder / "versions").glob("0099*")
    assert "sa.Column('error', sa.Text(), nullable=True)" in step.read_text()
    assert "sa.Column('next_run_at', sa.DateTime(timezone=True)" in step.read_text()
