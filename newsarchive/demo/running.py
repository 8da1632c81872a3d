"""RunningSite: the pages of a site while it is served, what was changed in them, and who asked."""

import dataclasses
import datetime as dt
import hashlib
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsarchive.core.errors import UsageError

BASE = "{{base}}"
"""Stands in a page where its site's own address belongs, without a slash at its end."""

_INDEXES = ("index.html", "index.htm")
_TYPES = {
    ".css": "text/css",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".xml": "text/xml",
}
_TEXT = {".css", ".htm", ".html", ".json", ".txt", ".xml"}


@dataclasses.dataclass(frozen=True, slots=True)
class ServedPage:
    """A page as it goes out; `media_type` names no charset, as on the sites that are played."""

    body: bytes
    media_type: str
    changed_at: dt.datetime

    @property
    def etag(self) -> str:
        """A strong validator made from the content."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """One request and its answer; `path` holds the query as it was sent."""

    method: str
    path: str
    status: int


class RunningSite:
    """A folder of pages under an address, with changes kept in memory on top of it.

    The files are never written. All methods may be called from any thread. Paths begin with a
    slash; that of a folder means the index page in it.
    """

    def __init__(self, folder: Path, base_url: str, encoding: str = "utf-8") -> None:
        self.base_url = base_url
        self.encoding = encoding
        self._folder = folder.resolve()
        self._overlay: dict[str, ServedPage | None] = {}
        self._answers: list[Answered] = []
        self._lock = threading.Lock()

    def url(self, path: str) -> str:
        """The full address of a path."""
        return self.base_url + path

    @property
    def answers(self) -> list[Answered]:
        """All requests since the start or the last `forget`, in the order they came."""
        with self._lock:
            return list(self._answers)

    @property
    def requests(self) -> list[str]:
        """The paths of those requests; a path stands there as often as it was asked for."""
        return [answer.path for answer in self.answers]

    def forget(self) -> None:
        """Begin the record of requests anew."""
        with self._lock:
            self._answers.clear()

    def note(self, method: str, path: str, status: int) -> None:
        """Add to the record of requests."""
        with self._lock:
            self._answers.append(Answered(method, path, status))

    def publish(self, path: str, content: str | bytes) -> None:
        """Put a page at a path, new or in place of another; text is written in the site's charset.

        Raises UnicodeEncodeError when the charset lacks a character.
        """
        body = content.encode(self.encoding) if isinstance(content, str) else content
        with self._lock:
            self._put(self._key(path), body)

    def edit(self, path: str, before: str, after: str) -> None:
        """Replace every `before` in a page; raises UsageError where it does not stand there."""
        with self._lock:
            key = self._key(path)
            page = self._stored(key)
            text = page.body.decode(self.encoding) if page else ""
            if before not in text:
                raise UsageError(f"{before!r} is not in {path}, so nothing there can be edited")
            self._put(key, text.replace(before, after).encode(self.encoding))

    def remove(self, path: str) -> None:
        """Make a page answer 404 from now on."""
        with self._lock:
            self._overlay[self._key(path)] = None

    def restore(self) -> None:
        """Drop all changes, so that the files show through again."""
        with self._lock:
            self._overlay.clear()

    def page(self, target: str) -> ServedPage | None:
        """The page at a request target, its own address filled in; None where there is none."""
        with self._lock:
            key = self._key(unquote(urlsplit(target).path))
            page = self._stored(key)
        if page is None or Path(key).suffix not in _TEXT:
            return page
        body = page.body.replace(BASE.encode("ascii"), self.base_url.encode("ascii"))
        return dataclasses.replace(page, body=body)

    def is_folder(self, target: str) -> bool:
        """Whether a request target names a folder without the slash at its end."""
        path = unquote(urlsplit(target).path)
        return (
            not path.endswith("/") and self.page(path) is None and self.page(path + "/") is not None
        )

    def _key(self, path: str) -> str:
        if not path.endswith("/"):
            return path
        names = [path + name for name in _INDEXES]
        return next((name for name in names if self._stored(name)), names[0])

    def _stored(self, key: str) -> ServedPage | None:
        if key in self._overlay:
            return self._overlay[key]
        if "\0" in key:
            return None
        file = (self._folder / key.lstrip("/")).resolve()
        if not file.is_relative_to(self._folder) or not file.is_file():
            return None
        changed_at = dt.datetime.fromtimestamp(int(file.stat().st_mtime), dt.UTC)
        return ServedPage(file.read_bytes(), _media_type(key), changed_at)

    def _put(self, key: str, body: bytes) -> None:
        self._overlay[key] = ServedPage(body, _media_type(key), self._next_change(key))

    def _next_change(self, key: str) -> dt.datetime:
        """Now, but at least a second after the last change: HTTP dates know no fractions."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        last = self._stored(key)
        return max(now, last.changed_at + dt.timedelta(seconds=1)) if last else now


def _media_type(path: str) -> str:
    return _TYPES.get(Path(path).suffix, "application/octet-stream")
