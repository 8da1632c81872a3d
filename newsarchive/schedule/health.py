"""Health rounds: look at all sources now and then, keep the alerts, tell whoever is to know."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from newsarchive.monitor.certificates import valid_until
from newsarchive.monitor.findings import find_all
from newsarchive.monitor.notify import NotTold, tell
from storage.alerts import AlertRepository
from storage.engine import Database
from storage.errors import StorageError
from storage.records import AlertRecord
from storage.sources import SourceRepository

log = logging.getLogger(__name__)

ROUND_SECONDS = 300.0
CERTIFICATE_SECONDS = 86_400.0
CERTIFICATES_A_ROUND = 50


class HealthRounds:
    """Rounds in a thread of their own; one message a round at most, on what changed.

    `index_behind` tells how many changes the index lacks; `channels` are where messages go.
    """

    def __init__(
        self,
        database: Database,
        home: Path,
        *,
        index_behind: Callable[[], int],
        channels: Sequence[str] = (),
        round_seconds: float = ROUND_SECONDS,
    ) -> None:
        self._database = database
        self._home = home
        self._index_behind = index_behind
        self._channels = channels
        self._round_seconds = round_seconds
        self._certificates: dict[str, dt.datetime] = {}
        self._asked: dict[str, float] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="health", daemon=True)

    def start(self) -> None:
        """Begin with a first round."""
        self._thread.start()

    def stop(self) -> None:
        """Make no further round."""
        self._stopping.set()

    def round(self) -> None:
        """Look, keep the alerts, tell of changes."""
        self._ask_certificates()
        now = dt.datetime.now(dt.UTC)
        alerts = AlertRepository(self._database)
        alerts.note(
            find_all(
                self._database,
                self._home,
                SourceRepository(self._database).list(),
                index_behind=self._index_behind(),
                certificates=self._certificates,
                now=now,
            ),
            now,
        )
        untold = alerts.untold()
        if untold and self._channels and self._tell(untold):
            alerts.tell([alert.id for alert in untold], now)

    def _run(self) -> None:
        while True:
            try:
                self.round()
            except (StorageError, OSError) as error:
                log.error("the health of the sources could not be looked at: %s", error)  # noqa: TRY400 - one line
            if self._stopping.wait(self._round_seconds):
                return

    def _tell(self, untold: Sequence[AlertRecord]) -> bool:
        """Whether any channel took the message; one that did not is logged."""
        told = False
        for channel in self._channels:
            try:
                tell(channel, untold)
                told = True
            except NotTold as error:
                log.error("%s", error)  # noqa: TRY400 - one line
        return told

    def _ask_certificates(self) -> None:
        """Ask some hosts a round, each once a day."""
        now = time.monotonic()
        urls = [source.settings.url for source in SourceRepository(self._database).list()]
        due = [
            url
            for url in urls
            if now - self._asked.get(url, -CERTIFICATE_SECONDS) >= CERTIFICATE_SECONDS
        ]
        for url in due[:CERTIFICATES_A_ROUND]:
            self._asked[url] = now
            until = valid_until(url)
            if until is not None:
                self._certificates[url] = until
