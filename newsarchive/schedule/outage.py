"""Outage: says once, then now and then, that the registry cannot be used, and when it can again."""

import logging
import time

log = logging.getLogger(__name__)

REMINDER_SECONDS = 3600


class Outage:
    """Keeps a trouble that lasts from filling the log; for one thread."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._told = 0.0

    def failed(self, error: Exception) -> None:
        """Note that the registry could not be used; logged at first and then once an hour."""
        now = time.monotonic()
        if self._since is None or now - self._told >= REMINDER_SECONDS:
            log.error("no crawl can start now, trying again by and by: %s", error)
            self._told = now
        self._since = now if self._since is None else self._since

    def over(self) -> None:
        """Note that the registry answered; logged if it had not before."""
        if self._since is not None:
            log.info("the registry answers again after %.0f s", time.monotonic() - self._since)
        self._since = None
