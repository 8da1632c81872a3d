"""A real archive on SQLite with a real index beside it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsarchive.search.index import SearchIndex
from newsarchive.search.query import parse_query
from newsarchive.search.results import Filters, Results
from storage.articles import ArticleRepository
from storage.changes import ChangeLog
from storage.engine import Database, open_database
from storage.records import NewArticle, NewCapture, SourceSettings
from storage.revisits import RevisitRepository
from storage.sources import SourceRepository

START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)


@dataclasses.dataclass
class Archive:
    """An archive and its index; `messages` is what the index said."""

    folder: Path
    database: Database
    messages: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.index = self.new_index()
        self.saved = 0

    @property
    def articles(self) -> ArticleRepository:
        return ArticleRepository(self.database)

    @property
    def log(self) -> ChangeLog:
        return ChangeLog(self.database)

    def new_index(self) -> SearchIndex:
        """The same index as another process sees it."""
        return SearchIndex(self.folder / "index", report=self.messages.append)

    def save(self, title: str = "青溪大桥通车", text: str = "今日无事。", **changes: Any) -> int:
        """Save an article; returns its id. `number` says which one it is, a new one otherwise."""
        self.saved += 1
        number, source = changes.pop("number", self.saved), changes.pop("source", "qingxi")
        host = changes.pop("host", "www.qingxi.example")
        url = f"http://{host}/a/{number}.html"
        seen_at = changes.pop("seen_at", START)
        capture = NewCapture(
            url=url, canonical_url=url, fetched_at=seen_at, status=200, page_kind="article"
        )
        lists = ("images", "attachments", "repairs", "title_repairs", "flags")
        values: dict[str, Any] = dict.fromkeys(lists, ())
        values |= dict.fromkeys(("publisher", "author", "editor", "text_digest"))
        values |= {"published_at": START, "language": "zh", "provenance": {}} | changes
        article = NewArticle(url=url, title=title, text=text, **values)
        source_id = self._source(source)
        return self.articles.save(article, capture, source_id=source_id).article_id

    def lose(self, article_id: int, at: dt.datetime) -> None:
        """Two visits do not find an article, so that it is gone."""
        url = self.articles.get_many([article_id])[0].url
        for hours in (0, 20):
            gone = NewCapture(
                url=url,
                canonical_url=url,
                fetched_at=at + dt.timedelta(hours=hours),
                status=404,
                page_kind="gone",
            )
            source_id = self._source("qingxi")
            RevisitRepository(self.database).missed(gone, source_id=source_id, crawl_id=None)

    def _source(self, name: str) -> int:
        sources = SourceRepository(self.database)
        known = {source.settings.name: source.id for source in sources.list()}
        if name not in known:
            url = f"http://{name}.example/list.html"
            settings = SourceSettings(name=name, url=url, kind="list_page", entry_urls=(url,))
            return sources.add(settings).id
        return known[name]

    def search(self, query: str, **options: Any) -> Results:
        """Catch up, then search; filters may be given by name."""
        names = {field.name for field in dataclasses.fields(Filters)}
        chosen = {name: options.pop(name) for name in names & options.keys()}
        self.index.catch_up(self.database)
        return self.index.search(parse_query(query), Filters(**chosen), **options)

    def found(self, query: str, **options: Any) -> set[int]:
        """The ids of the articles found."""
        return set(self.search(query, limit=1000, **options).ids)


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty database that has all tables."""
    file = tmp_path_factory.mktemp("ready") / "archive.db"
    open_database(f"sqlite:///{file}").close()
    return file.read_bytes()


@pytest.fixture
def archive(tmp_path: Path, ready_file: bytes) -> Iterator[Archive]:
    (tmp_path / "archive.db").write_bytes(ready_file)
    with open_database(f"sqlite:///{tmp_path}/archive.db") as database:
        yield Archive(tmp_path, database)
