"""The examination of an installation: one check a line, each with what to do where it fails."""

import dataclasses
import importlib.util
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Literal
from zoneinfo import ZoneInfo

import opencc
import tantivy

from newsarchive.core.config import Config
from newsarchive.core.home import Home
from newsarchive.monitor.notify import check_channel
from storage.engine import open_database

Verdict = Literal["ok", "advice", "failed"]

_ROOM_BYTES = 2_000_000_000
_OLDEST_SQLITE = (3, 35, 0)
_LIBRARIES = ("scrapy", "trafilatura", "sqlalchemy", "opencc", "apscheduler", "tantivy")
_EXTRAS = {
    "postgresql": ("psycopg", "a PostgreSQL database"),
    "parquet": ("pyarrow", "dumps in Parquet"),
    "browser": ("scrapy_playwright", "sources that need a browser"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """What a check found; a failed one says in its sentence what to do."""

    name: str
    verdict: Verdict
    sentence: str


class _Advice(Exception):
    """All works, but something could be better."""


def examine(config: Config) -> Iterator[Result]:
    """Yield the result of every check, in order; none is left out because one before it failed."""
    for name, check in _CHECKS.items():
        try:
            yield Result(name, "ok", check(config))
        except _Advice as advice:
            yield Result(name, "advice", str(advice))
        except Exception as error:  # noqa: BLE001 - whatever is broken is to be told
            yield Result(name, "failed", f"{error}" or type(error).__name__)


def _python(_config: Config) -> str:
    return f"{sys.version.split()[0]} in {sys.prefix}"


def _libraries(_config: Config) -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _extras(_config: Config) -> str:
    found = {name: importlib.util.find_spec(module) for name, (module, _) in _EXTRAS.items()}
    missing = [f"newsarchive[{name}] for {_EXTRAS[name][1]}" for name in found if not found[name]]
    present = ", ".join(name for name in found if found[name]) or "none"
    return f"{present}; not installed: {', '.join(missing)}" if missing else present


def _scripts(_config: Config) -> str:
    shown = opencc.OpenCC("t2s").convert("區政府召開會議")
    if shown != "区政府召开会议":
        raise RuntimeError("OpenCC's tables are damaged; install the package opencc again")
    return "OpenCC converts between Simplified and Traditional"


def _zones(_config: Config) -> str:
    return f"{ZoneInfo('Asia/Shanghai').key} is known"


def _sqlite(_config: Config) -> str:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 is needed")
    return sqlite3.sqlite_version


def _search(_config: Config) -> str:
    with tempfile.TemporaryDirectory() as folder:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text")
        tantivy.Index(builder.build(), folder).writer().commit()
    return "an index can be written"


def _home(config: Config) -> str:
    Home(config.home).prepare()
    return f"{config.home.absolute()} can be written"


def _disk(config: Config) -> str:
    free = shutil.disk_usage(config.home).free
    told = f"{free / 1e9:.1f} GB are free; an article takes about 50 KB with its raw page"
    if free < _ROOM_BYTES:
        raise _Advice(f"{told}: plan for a larger disk")
    return told


def _database(config: Config) -> str:
    if config.database_url.startswith("sqlite:") and not (config.home / "archive.db").exists():
        return "none yet; newsarchive source add URL begins one"
    with open_database(config.database_url):
        return "it opens, and its tables are up to date"


def _contact(config: Config) -> str:
    if not config.contact:
        raise _Advice(
            "webmasters cannot reach you: set contact in config.toml, "
            "an address that goes into the User-Agent"
        )
    return config.contact


def _notify(config: Config) -> str:
    channels = [check_channel(channel) for channel in config.notify]
    if not channels:
        raise _Advice("nobody is told of troubles: set notify, or look at newsarchive status")
    return f"{len(channels)} channels"


def _cores(config: Config) -> str:
    cores = os.cpu_count() or 1
    return f"{cores} cores, {config.workers or cores} extraction processes a crawl"


_CHECKS: dict[str, Callable[[Config], str]] = {
    "Python": _python,
    "libraries": _libraries,
    "extras": _extras,
    "scripts": _scripts,
    "time zones": _zones,
    "SQLite": _sqlite,
    "search": _search,
    "machine": _cores,
    "home": _home,
    "disk": _disk,
    "database": _database,
    "contact": _contact,
    "alerts": _notify,
}
