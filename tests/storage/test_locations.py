"""Addresses of databases."""

import pytest

from storage.engine import Database
from storage.errors import DatabaseUnavailable
from storage.locations import locate


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_known_by_all_its_names(scheme):
    location = locate(f"{scheme}://reader:geheim@db.example:5433/news")
    assert location.url.drivername == "postgresql+psycopg"
    assert location.path is None


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reader:geheim@db.example/news",
        "postgres://reader@db.example/news?password=geheim",
        "postgresql://db.example/news?user=reader&sslpassword=geheim",
    ],
)
def test_no_password_is_shown(url):
    assert "geheim" not in locate(url).shown
    assert "db.example/news" in locate(url).shown
    assert "geheim" not in Database(url).shown


@pytest.mark.parametrize(
    "url",
    [
        "",
        "archive.db",
        "mysql://db.example/news",
        "sqlite+aiosqlite:///x.db",
        "postgresql://[::1/x",
    ],
)
def test_other_addresses_are_refused_with_what_to_write(url):
    with pytest.raises(DatabaseUnavailable, match="write sqlite:///FILE or postgresql://"):
        locate(url)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_an_archive_needs_a_file(url):
    with pytest.raises(DatabaseUnavailable, match="needs a file"):
        locate(url)


def test_a_relative_path_becomes_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert locate("sqlite:///x/archive.db").path == tmp_path / "x" / "archive.db"
