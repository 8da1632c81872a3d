"""Outage: says once, then now and then, that something cannot be done, and when it can again."""

import logging
import time

log = logging.getLogger(__name__)

REMINDER_SECONDS = 3600


class Outage:
    """Keeps a trouble that lasts from filling the log; for one thread.

    `trouble` and `end` are sentences for the log: "… cannot be read", "… can be read again".
    """

    def __init__(self, trouble: str, end: str) -> None:
        self._trouble = trouble
        self._end = end
        self._since: float | None = None
        self._told = 0.0

    def failed(self, error: Exception) -> None:
        """Note a failure; logged at first and then once an hour."""
        now = time.monotonic()
        if self._since is None or now - self._told >= REMINDER_SECONDS:
            log.error("%s, trying again by and by: %s", self._trouble, error)
            self._told = now
        self._since = now if self._since is None else self._since

    def over(self) -> None:
        """Note a success; logged where it ends a trouble."""
        if self._since is not None:
            log.info("%s after %.0f s", self._end, time.monotonic() - self._since)
        self._since = None
