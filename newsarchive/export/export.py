"""Entries -> a dump: streamed, complete or not there at all, with its manifest."""

import contextlib
import dataclasses
import gc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from newsarchive.export.base import FileFormat, Format, Outgoing, Put, Removed
from newsarchive.export.manifest import Manifest, Position, Selection, file_sha256
from newsarchive.export.markdown import CHECKSUMS
from newsarchive.export.output import opened_file, opened_folder
from newsarchive.export.view import in_script

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


@dataclasses.dataclass(frozen=True, slots=True)
class Described:
    """What a dump is made of, for its manifest; `after` is None for a whole dump."""

    format: str
    selection: Selection
    after: Position | None
    until: Position


@dataclasses.dataclass(slots=True)
class Counts:
    """What was written."""

    articles: int = 0
    versions: int = 0
    removed: int = 0

    def count(self, entry: Outgoing) -> None:
        """Count one entry."""
        if isinstance(entry, Removed):
            self.removed += 1
            return
        self.articles += 1
        self.versions += len((entry.record if isinstance(entry, Put) else entry).versions)


def export_articles(
    entries: Iterable[Outgoing],
    out: str,
    form: Format,
    described: Described,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Counts:
    """Write a dump of `entries` in their order; returns how many there were.

    `out` is a file or folder, complete or not there at all, or `-` for standard output.
    `progress` hears the number written so far. Only a few articles are held at a time. Raises
    NewsArchiveError where `out` cannot be written.
    """
    counts = Counts()
    script = described.selection.script

    def describe(written: Path, name: str) -> bytes:
        facts = dataclasses.asdict(counts)
        files = _files(written, name)
        values: dict[str, Any] = {
            field.name: getattr(described, field.name) for field in dataclasses.fields(described)
        }
        return Manifest(**values, **facts, files=files).to_json()

    with (
        _rare_collections(),
        _begun(out, form, describe) as place,
        _closing(form.begin(place)) as writer,
    ):
        for number, entry in enumerate(entries, 1):
            writer.write(in_script(entry, script) if script else entry)
            counts.count(entry)
            progress(number)
    return counts


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cycles of objects rarely: a dump makes millions of objects and no cycle of them.

    By default that takes a fifth of its time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@contextlib.contextmanager
def _closing(writer: Any) -> Iterator[Any]:
    try:
        yield writer
    except BaseException:
        # What it still writes is thrown away with the rest; it must only let go of its files.
        with contextlib.suppress(Exception):
            writer.close()
        raise
    writer.close()


def _begun(
    out: str, form: Format, describe: Callable[[Path, str], bytes]
) -> contextlib.AbstractContextManager[Any]:
    if isinstance(form, FileFormat):
        return opened_file(out, describe)
    return opened_folder(out, describe)


def _files(written: Path, name: str) -> tuple[tuple[str, int, str], ...]:
    """Name, size and SHA-256 of the files; a list of checksums stands for the files it names."""
    if written.is_file():
        return ((name, written.stat().st_size, file_sha256(written)),)
    if (written / CHECKSUMS).exists():
        files = [written / CHECKSUMS]
    else:
        files = sorted(path for path in written.rglob("*") if path.is_file())
    return tuple(
        (path.relative_to(written).as_posix(), path.stat().st_size, file_sha256(path))
        for path in files
    )
