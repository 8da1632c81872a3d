"""Articles to dump."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from newsarchive.export.base import Entry
from newsarchive.export.export import Counts, Described, export_articles
from newsarchive.export.formats import format_of, formats
from newsarchive.export.manifest import Position, Selection
from storage.records import ArticleRecord, CaptureRecord, VersionRecord

START = dt.datetime(2024, 3, 1, 8, tzinfo=dt.UTC)


def capture(url: str, at: dt.datetime) -> CaptureRecord:
    return CaptureRecord(
        id=1,
        source="qingxi",
        url=url,
        canonical_url=url,
        fetched_at=at,
        status=200,
        page_kind="article",
        warc_file="a.warc.gz",
        warc_offset=12,
        payload_digest="sha1:ABC",
    )


def version(url: str, number: int = 1, **changes: Any) -> VersionRecord:
    seen_at = START + dt.timedelta(days=number)
    values: dict[str, Any] = {
        "version": number,
        "seen_at": seen_at,
        "title": "青溪大桥通车",
        "text": "青溪大桥昨日通车。\n全长二百米。",
        "language": "zh-Hans",
        "published_at": START,
        "publisher": "青溪日报",
        "author": None,
        "editor": "林晓",
        "images": ({"url": "http://x.example/1.jpg", "alt": None, "caption": "桥"},),
        "attachments": (),
        "repairs": ({"rule": "图片", "before": "图片\n", "after": "", "offset": 0},),
        "title_repairs": (),
        "flags": (),
        "provenance": {"title": "h1"},
        "capture": capture(url, seen_at),
    }
    return VersionRecord(**values | changes)


def article(
    number: int = 1, *, older: tuple[dict[str, Any], ...] = (), **changes: Any
) -> ArticleRecord:
    """An article; `changes` are of its current version, `older` those of the versions before."""
    url = f"http://www.qingxi.example/a/{number}.html"
    versions = tuple(version(url, at, **said) for at, said in enumerate([*older, changes], 1))
    return ArticleRecord(
        id=number,
        url=url,
        source="qingxi",
        first_seen_at=versions[0].seen_at,
        last_seen_at=versions[-1].seen_at,
        gone_at=None,
        story_id=number,
        duplicate_of=None,
        versions=versions,
    )


def dump(
    entries: Iterable[Entry], out: Path | str, form: str | None = None, **options: Any
) -> Counts:
    """Write a dump as the command line does; `options` are excel, script, progress and after."""
    known = formats(excel=options.pop("excel", False))
    name = form or format_of(str(out), None, known)
    selection = Selection(script=options.pop("script", None))
    described = Described(name, selection, options.pop("after", None), Position())
    return export_articles(entries, str(out), known[name], described, **options)


@dataclasses.dataclass(frozen=True, slots=True)
class Make:
    article: Callable[..., ArticleRecord] = article
    dump: Callable[..., Counts] = dump


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()
