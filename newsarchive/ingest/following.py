"""Whether an increment is the next one: dumps of an archive are taken in their order.

Each dump says from which change to which change of its archive's log it goes. An archive notes how
far it has come with the dumps of each other archive, and refuses what would leave a gap behind it,
or lead back.
"""

import dataclasses
import json

from newsarchive.core.errors import NewsArchiveError
from newsarchive.export.manifest import Manifest, Position
from storage.followed import FollowedRepository
from storage.records import FollowedRecord


def check_follows(manifest: Manifest, followed: FollowedRepository) -> None:
    """Raise NewsArchiveError where an increment does not continue what was imported before.

    A whole dump passes. An increment may be taken again, and may begin before the place that was
    reached.
    """
    if manifest.after is None:
        return
    reached = _reached(manifest, followed)
    change = reached.change if reached else 0
    if change < manifest.after.change:
        raise NewsArchiveError(
            f"this increment continues a dump that goes to {_named(manifest.after)}; "
            f"first import {_missing(reached, manifest.after)}"
        )
    if change > manifest.until.change:
        raise NewsArchiveError(
            f"this increment ends at {_named(manifest.until)}, and this archive has followed "
            f"to change {change} already; there is nothing in it to take"
        )


def note_followed(manifest: Manifest, followed: FollowedRepository) -> None:
    """Remember that a dump was taken whole; an older one than that changes nothing."""
    if not manifest.until.log:
        return
    reached = _reached(manifest, followed)
    if reached is None or reached.change < manifest.until.change:
        until = manifest.until
        followed.put(FollowedRecord(until.log, _selection(manifest), until.change, until.at))


def _missing(reached: FollowedRecord | None, after: Position) -> str:
    if reached is None:
        return f"the dump that ends at change {after.change}, since this archive has none before it"
    return (
        f"the increments from change {reached.change} of {reached.at}, to which this archive has "
        f"followed, to change {after.change}"
    )


def _named(place: Position) -> str:
    return f"change {place.change} of {place.at}" if place.change else "the beginning"


def _reached(manifest: Manifest, followed: FollowedRepository) -> FollowedRecord | None:
    return followed.get(manifest.until.log, _selection(manifest))


def _selection(manifest: Manifest) -> str:
    chosen = dataclasses.asdict(manifest.selection)
    return json.dumps(chosen, ensure_ascii=False, sort_keys=True)
