"""`newsarchive show`: one article, its other tellings, its history, its raw page."""

import sys
from typing import Annotated

import typer
from rich.text import Text

from newsarchive.capture.place import capture_place
from newsarchive.capture.replay import read_capture
from newsarchive.cli.archive import Archive, open_archive
from newsarchive.cli.differences import find_told, print_differences
from newsarchive.cli.options import HomeOption, JsonOption
from newsarchive.cli.output import local_time, out, print_json
from newsarchive.cli.tellings import other_tellings, print_tellings, telling_json
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
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="A B",
            help="What B says differently from A: its versions (1 2), or articles (@7 @9).",
        ),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article, its history and who else tells it.

    Differences are shown by colour in a terminal, else by marks: [+added+] and [-removed-].
    """
    archive = open_archive(home, only_reads=True)
    record = find_article(archive, article)
    if raw:
        sys.stdout.buffer.write(raw_page(archive, record))
    elif diff:
        before, after = (find_told(archive, record, wanted) for wanted in diff)
        print_differences(before, after, as_json=as_json)
    elif history:
        _show_history(record, as_json=as_json)
    else:
        _show_article(archive, record, as_json=as_json)


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


def _show_article(archive: Archive, record: ArticleRecord, *, as_json: bool) -> None:
    tellings, count = other_tellings(archive, record)
    if as_json:
        told = [telling_json(telling) for telling in tellings]
        print_json(article_json(record) | {"tellings": told, "tellings_total": count})
        return
    _print_article(record)
    print_tellings(record, tellings, count)


def _print_article(record: ArticleRecord) -> None:
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


def _show_history(record: ArticleRecord, *, as_json: bool) -> None:
    if as_json:
        print_json([version_json(version) for version in record.versions])
        return
    for version in record.versions:
        out.print(Text(f"version {version.version}, seen {local_time(version.seen_at)}", "bold"))
        out.print(Text(f"{version.title}\n{version.text}\n"))
