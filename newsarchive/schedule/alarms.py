"""Alarms: APScheduler wakes each source at its time."""

import datetime as dt
import queue
from collections.abc import Set as AbstractSet

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler


class Alarms:
    """One alarm a source; those that rang are fetched by `rung`, each once however late."""

    def __init__(self) -> None:
        self._rung: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._times: dict[str, dt.datetime] = {}
        self._scheduler = BackgroundScheduler(
            timezone=dt.UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Begin to ring."""
        self._scheduler.start()

    def stop(self) -> None:
        """Ring no more."""
        self._scheduler.shutdown(wait=False)

    def set(self, name: str, at: dt.datetime) -> None:
        """Let the source's alarm ring at a time, at once if that is past, and not as set before."""
        if self._times.get(name) == at:
            return
        self._times[name] = at
        self._scheduler.add_job(
            self._rung.put, "date", run_date=at, args=[name], id=name, replace_existing=True
        )

    def keep_only(self, names: AbstractSet[str]) -> None:
        """Take back the alarms of all other sources."""
        for name in self._times.keys() - names:
            self.forget(name)

    def forget(self, name: str) -> None:
        """Take back the alarm of a source, so that the next `set` counts whatever its time."""
        self._times.pop(name, None)
        if self._scheduler.get_job(name):
            self._scheduler.remove_job(name)

    def rung(self) -> list[str]:
        """Return the sources whose alarm rang since the last call, in that order."""
        names: list[str] = []
        while not self._rung.empty():
            names.append(self._rung.get())
        return names
