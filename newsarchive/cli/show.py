"""`newsarchive show`: one article, its history, its raw page."""

import sys
from typing import Annotated

import typer
from rich.text import Text

from newsarchive.capture.place import capture_place
from newsarchive.capture.replay import read_capture
from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json
from newsarchive.core.article_json import article_json, version_json
from newsarchive.core.errors import NewsArchiveError
from newsarchive.text.urls import canonical_url
from storage.records import ArticleRecord


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="Article id, or its address.")],
    history: Annotated[
        bool, typer.Option("--history", help="Every version, oldest first.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="The page as it was received, from the WARC file.")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article: what it says, where it came from, what was repaired."""
    archive = open_archive(home)
    record = find_article(archive, article)
    if raw:
        sys.stdout.buffer.write(raw_page(archive, record))
    elif as_json and history:
        print_json([version_json(version) for version in record.versions])
    elif as_json:
        print_json(article_json(record))
    elif history:
        _print_history(record)
    else:
        _print_article(archive, record)


def find_article(archive: Archive, wanted: str) -> ArticleRecord:
    """Return the article with an id or address; raises NewsArchiveError when there is none."""
    record = (
        archive.articles.get(int(wanted))
        if wanted.isascii() and wanted.isdigit()
        else archive.articles.by_url(canonical_url(wanted))
    )
    if record is None:
        raise NewsArchiveError(
            f"there is no article {wanted!r} in this archive; find one with: newsarchive search"
        )
    return record


def raw_page(archive: Archive, record: ArticleRecord) -> bytes:
    """Return the body of an article's newest capture, its content coding undone."""
    capture = record.current.capture
    place = capture_place(capture) if capture else None
    if place is None:
        raise NewsArchiveError(
            f"article {record.id} came from a dump; its raw page is not in this archive"
        )
    return read_capture(archive.home.warc, place).body


def _print_article(archive: Archive, record: ArticleRecord) -> None:
    current = record.current
    out.print(Text(current.title, style="bold"))
    facts = {
        "published": local_time(current.published_at),
        "publisher": current.publisher,
        "author": current.author,
        "editor": current.editor,
        "address": record.url,
        "source": record.source,
        "first seen": local_time(record.first_seen_at),
        "gone since": local_time(record.gone_at) if record.gone_at else None,
        "version": f"{current.version} of {len(record.versions)}",
        "same text as": _telling(archive, record.duplicate_of),
    }
    for name, value in facts.items():
        if value:
            out.print(Text(f"{name:>12}  {value}", style="dim"))
    out.print(Text(f"\n{current.text}\n"))
    for image in current.images:
        out.print(Text(f"image: {image.get('caption') or image.get('alt') or ''} {image['url']}"))
    for attachment in current.attachments:
        out.print(Text(f"attachment: {attachment.get('title') or ''} {attachment['url']}"))
    out.print(Text(f"{len(current.repairs)} repairs, {len(current.flags)} doubts", style="dim"))
    for flag in current.flags:
        out.print(Text(f"doubt: {flag['name']}: {flag['text']} ({flag['note']})", style="dim"))


def _telling(archive: Archive, article_id: int | None) -> str | None:
    original = archive.articles.get(article_id) if article_id is not None else None
    if original is None:
        return None
    current = original.current
    return f"{original.id} {current.publisher or original.source}: {current.title}"


def _print_history(record: ArticleRecord) -> None:
    for version in record.versions:
        out.print(Text(f"version {version.version}, seen {local_time(version.seen_at)}", "bold"))
        out.print(Text(f"{version.title}\n{version.text}\n"))
