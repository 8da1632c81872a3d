"""WarcWriter: keeps exchanges in the WARC files of a folder."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from newsarchive.capture.compose import Records, compose, payload_digest, warcinfo
from newsarchive.capture.current import take_file
from newsarchive.capture.exchange import Exchange
from newsarchive.capture.replay import find_original
from spiders.items import CapturePlace

_log = logging.getLogger(__name__)


class WarcWriter:
    """Appends to the newest file of a folder that has room and that no other writer holds.

    Use it as a context manager or close it. `report` hears one sentence when a torn record had to
    be cut off a file that a killed program left behind. All methods raise CaptureFailed when the
    folder cannot be written or the disk is full.
    """

    def __init__(
        self,
        folder: Path,
        max_bytes: int = 1_000_000_000,
        software: str = "newsarchive",
        report: Callable[[str], None] = _log.warning,
    ) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._software = software
        self._report = report
        self._file = take_file(folder, max_bytes, report)

    def write(self, exchange: Exchange, *, earlier: CapturePlace | None = None) -> CapturePlace:
        """Keep one exchange and return the place of its response, which can be read from then on.

        `earlier` is the last capture of the same address: when its payload is the same and can
        still be read, only a revisit record is written that refers to it.
        """
        return self.append(self.prepare(exchange, earlier=earlier))

    def prepare(self, exchange: Exchange, *, earlier: CapturePlace | None = None) -> Records:
        """The costly half of `write`, packing and digests; it may run in a thread."""
        original = None
        if earlier and exchange.body and earlier.payload_digest == payload_digest(exchange.body):
            original = find_original(self._folder, earlier)
        return compose(exchange, original)

    def append(self, records: Records) -> CapturePlace:
        """The other half of `write`: one write to the file, or to a new one when that is full."""
        if self._file.size >= self._max_bytes:
            full = self._file
            self._file = take_file(self._folder, self._max_bytes, self._report)
            full.close(full=True)
        file = self._file
        if file.size == 0:
            file.append(warcinfo(file.path.name, self._software))
        offset = file.append(records.request + records.response)
        return CapturePlace(
            warc_file=file.path.name,
            warc_offset=offset + len(records.request),
            warc_length=len(records.response),
            payload_digest=records.payload_digest,
        )

    def close(self) -> None:
        """Bring the file to the disk and let other writers have it."""
        self._file.close(full=self._file.size >= self._max_bytes)

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close, whatever happened."""
        self.close()
