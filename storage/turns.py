"""Turns: who may crawl a source now, and with that ask its hosts."""

from storage import crawls, leases, models
from storage.engine import Database
from storage.errors import InUse
from storage.records import Turn
from storage.sources import host_of, watched

_HOST = "host:"


class TurnRepository:
    """The turns of an archive's sources: each is a lease of the source, and of its hosts.

    An owner is one piece of work of a process, as host:pid:token.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, owner: str, seconds: float, *, with_hosts: bool) -> Turn:
        """Takes the turn of a source or prolongs one's own: all of it, or nothing.

        `with_hosts` takes the hosts of its ways in too, which other sources may share. Crawls that
        an earlier owner left running are marked as interrupted. Raises UnknownSource, and InUse
        where others hold a part of it.
        """
        with self._database.write() as connection:
            source = watched(connection, name)
            wanted = [leases.of_source(source["id"])]
            if with_hosts:
                hosts = {host_of(url) for url in (source["url"], *source["entry_urls"])}
                wanted += sorted(_HOST + host for host in hosts)
            if not all(leases.acquire(connection, one, owner, seconds) for one in wanted):
                # Raised within the transaction, so that nothing of it is kept.
                raise InUse(name, leases.holders(connection, wanted, but=owner))
            of_others = models.Crawl.owner != owner
            crawls.interrupt(connection, (models.Crawl.source_id == source["id"]) & of_others)
        return Turn(source=name, owner=owner, leases=tuple(wanted))

    def renew(self, turn: Turn, seconds: float) -> bool:
        """Keeps a turn for longer; False when another owner took a part of it."""
        with self._database.write() as connection:
            return all(leases.renew(connection, one, turn.owner, seconds) for one in turn.leases)

    def release(self, owner: str) -> bool:
        """Ends the turn of an owner; False when another one had taken it already."""
        with self._database.write() as connection:
            return leases.release(connection, owner)
