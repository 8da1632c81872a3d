"""The manifest of a dump: what is in it, how it was chosen, and how to tell that it is whole."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from newsarchive.core.errors import NewsArchiveError, UsageError
from storage.records import ChangeRecord

IN_FOLDER = "manifest.json"
BESIDE_FILE = ".manifest.json"
"""Added to the name of a dump that is a file."""

LAYOUT = 1
"""Number of the layout of a manifest."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """How the articles of a dump were chosen and shown, in the words of the command line."""

    query: str | None = None
    sources: tuple[str, ...] = ()
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    script: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Position:
    """A line of an archive's change log; its article and time tell it from other archives' lines.

    The position before the first line has the number 0. `log` says when the log's first line was
    written: by that the dumps of one archive know each other.
    """

    change: int = 0
    article_id: int = 0
    at: str = ""
    log: str = ""

    @classmethod
    def of(cls, line: ChangeRecord, first: ChangeRecord) -> Self:
        """The position after a line of the log that begins with `first`."""
        return cls(line.seq, line.article_id, line.at.isoformat(), first.at.isoformat())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in the manifest; `after` is None for a whole dump.

    Every change up to `until` is in the dump; articles that changed while it was written may be in
    it as they were later. `files` are name, size in bytes and SHA-256.
    """

    format: str
    selection: Selection
    after: Position | None
    until: Position
    articles: int
    versions: int
    removed: int
    files: tuple[tuple[str, int, str], ...] = ()

    def to_json(self) -> bytes:
        """The manifest as it is kept."""
        now = dt.datetime.now(dt.UTC)
        told = {
            "manifest": LAYOUT,
            "program": f"newsarchive {version('newsarchive')}",
            "made_at": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            **dataclasses.asdict(self),
            "files": [{"name": n, "bytes": size, "sha256": sha} for n, size, sha in self.files],
        }
        return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """The manifest that `to_json` wrote; raises ValueError, KeyError or TypeError."""
        told = json.loads(content)
        if told["manifest"] != LAYOUT:
            raise ValueError(f"its layout is {told['manifest']}, this version knows {LAYOUT}")
        values: dict[str, Any] = {
            field.name: told[field.name] for field in dataclasses.fields(Manifest)
        }
        selection: Mapping[str, Any] = told["selection"]
        values["selection"] = Selection(**{**selection, "sources": tuple(selection["sources"])})
        values["after"] = Position(**told["after"]) if told["after"] else None
        values["until"] = Position(**told["until"])
        values["files"] = tuple((f["name"], f["bytes"], f["sha256"]) for f in told["files"])
        return cls(**values)


def manifest_file(dump: Path) -> Path:
    """Return where the manifest of a dump lies, or would lie; a manifest's own name stays."""
    if dump.is_dir():
        return dump / IN_FOLDER
    if dump.name.endswith(BESIDE_FILE) or dump.name == IN_FOLDER:
        return dump
    return dump.with_name(dump.name + BESIDE_FILE)


def read_manifest(dump: Path) -> Manifest:
    """Return the manifest of a dump; raises UsageError where there is none that can be read."""
    file = manifest_file(dump)
    try:
        return Manifest.from_json(file.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(
            f"there is no manifest {file}; name an earlier dump that has its manifest beside it"
        ) from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{file} is no manifest of a dump: {error}") from error


def check_whole(dump: Path) -> Manifest | None:
    """Return the manifest beside a dump, None where there is none.

    Raises NewsArchiveError where the dump is not what its manifest says.
    """
    if not manifest_file(dump).exists():
        return None
    manifest = read_manifest(dump)
    for name, size, sha256 in manifest.files:
        if name == dump.name and (dump.stat().st_size, file_sha256(dump)) != (size, sha256):
            raise NewsArchiveError(
                f"{dump} is not what {manifest_file(dump).name} says: it was cut off or changed; "
                "copy it again, or delete the manifest to take it as it is"
            )
    return manifest


def file_sha256(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
