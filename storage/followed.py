"""How far this archive has followed others by their dumps."""

from sqlalchemy import delete, insert, select

from storage import models
from storage.engine import Database
from storage.records import FollowedRecord


class FollowedRepository:
    """The places in other archives' change logs up to which their dumps were taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, log: str, selection: str) -> FollowedRecord | None:
        """How far a log was followed with one choice of articles; None where it never was."""
        followed = models.Followed
        query = select(followed.log, followed.selection, followed.change, followed.at).where(
            followed.log == log, followed.selection == selection
        )
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return FollowedRecord(**row) if row else None

    def put(self, record: FollowedRecord) -> None:
        """Notes how far a log was followed, in the place of what was noted before."""
        followed = models.Followed
        with self._database.write() as connection:
            connection.execute(
                delete(followed).where(
                    followed.log == record.log, followed.selection == record.selection
                )
            )
            connection.execute(
                insert(followed).values(
                    log=record.log,
                    selection=record.selection,
                    change=record.change,
                    at=record.at,
                )
            )
