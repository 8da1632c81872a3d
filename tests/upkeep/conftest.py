"""An archive with articles and their raw pages, as crawls leave it."""

import dataclasses
import datetime as dt

import pytest

from newsarchive.capture.exchange import Exchange
from newsarchive.capture.warc import WarcWriter
from newsarchive.core.home import Home
from newsarchive.search.index import SearchIndex
from newsarchive.upkeep.verify import verify
from storage.articles import ArticleRepository
from storage.engine import Database, open_database
from storage.sources import SourceRepository
from tests.storage.conftest import new_article, new_capture, new_source

START = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
FULL_BYTES = 20_000
"""Size of a full WARC file in these tests: a few dozen pages."""


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """An archive in a folder."""

    home: Home
    database: Database
    source_id: int

    def crawl(self, *numbers: int) -> None:
        """Fetch pages and store their articles."""
        with WarcWriter(self.home.warc, FULL_BYTES) as writer:
            for number in numbers:
                url = f"http://xinwen.example/a/{number}.html"
                body = f"<h1>第{number}则</h1><p>桥今日通车。</p>".encode()
                exchange = Exchange(
                    url=url, status=200, headers=(), body=body,
                    fetched_at=START + dt.timedelta(minutes=number),
                )  # fmt: skip
                place = dataclasses.asdict(writer.write(exchange))
                capture = new_capture(url=url, fetched_at=exchange.fetched_at, **place)
                article = new_article(url=url, text=f"第{number}则：桥今日通车。")
                ArticleRepository(self.database).save(article, capture, source_id=self.source_id)

    def verify(self, **how: bool) -> list[tuple[str, str, bool]]:
        """What an examination finds: check, weight, whether it was repaired."""
        found = verify(self.home, self.database, full_bytes=FULL_BYTES, **how)
        return [(one.check, one.weight, one.repaired) for one in found]

    def sentences(self, **how: bool) -> str:
        """What an examination says."""
        found = verify(self.home, self.database, full_bytes=FULL_BYTES, **how)
        return "\n".join(one.sentence for one in found)


def opened(folder) -> Kept:
    """The archive in a folder, made when there is none."""
    home = Home(folder)
    home.prepare()
    database = open_database(f"sqlite:///{folder}/archive.db")
    known = SourceRepository(database).list()
    source = known[0] if known else SourceRepository(database).add(new_source())
    return Kept(home, database, source.id)


@pytest.fixture
def kept(tmp_path):
    """An archive of thirty articles, its index up to date."""
    archive = opened(tmp_path / "archive")
    archive.crawl(*range(1, 31))
    SearchIndex(archive.home.index).catch_up(archive.database)
    yield archive
    archive.database.close()
