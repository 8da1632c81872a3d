"""The index of sketches: which texts share numbers of their sketch with a given one.

However many texts share a number, only those are looked at that were told nearest in time to the
given one, so an archive full of bulletins costs no more than an empty one.
"""

import dataclasses
import functools
import struct
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from storage import models

CANDIDATES = 10
"""Texts that are compared with a given one, at most."""

_NEAREST = 24
_RARE = 3
_SHARED = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Sketch:
    """A text's sketch; `day` is the ordinal of the day on which it was first told."""

    wording_id: int
    day: int
    keys: tuple[int, ...]


def add(connection: Connection, sketch: Sketch) -> None:
    """Puts a sketch into the index."""
    rows = [{"key": key, "day": sketch.day, "wording_id": sketch.wording_id} for key in sketch.keys]
    if rows:
        connection.execute(insert(models.SketchKey), rows)


def remove(connection: Connection, sketch: Sketch) -> None:
    """Takes a sketch out of the index."""
    row = models.SketchKey
    rows = [(key, sketch.day, sketch.wording_id) for key in sketch.keys]
    if rows:
        connection.execute(delete(row).where(tuple_(row.key, row.day, row.wording_id).in_(rows)))


def candidates(connection: Connection, sketch: Sketch) -> list[int]:
    """The wordings that may be alike: those that share several numbers, or one that few have.

    Those come first that share most, a number counting the less the more texts share it: a
    repost of a bulletin shares its figures, the other bulletins only the pattern.
    """
    rows = _nearest(connection, sketch)
    common = Counter(key for key, _, _ in rows)
    shared = Counter(id_ for _, _, id_ in rows)
    weight: dict[int, float] = defaultdict(float)
    for key, _, id_ in rows:
        weight[id_] += 1 / common[key]
    away = {id_: abs(day - sketch.day) for _, day, id_ in rows}
    rare = {id_ for key, _, id_ in rows if common[key] <= _RARE}
    found = [id_ for id_ in shared if shared[id_] >= _SHARED or id_ in rare]
    return sorted(found, key=lambda id_: (-weight[id_], away[id_], id_))[:CANDIDATES]


def packed(keys: Sequence[int]) -> bytes:
    """A sketch's numbers as eight bytes each."""
    return struct.pack(f">{len(keys)}q", *keys)


def unpacked(stored: bytes) -> tuple[int, ...]:
    """The numbers that were packed."""
    return struct.unpack(f">{len(stored) // 8}q", stored)


def _nearest(connection: Connection, sketch: Sketch) -> list[tuple[int, int, int]]:
    if not sketch.keys:
        return []
    values = {f"key{number}": key for number, key in enumerate(sketch.keys)}
    rows = connection.execute(_nearest_query(len(sketch.keys)), {**values, "day": sketch.day})
    return [(key, day, id_) for key, day, id_ in rows if id_ != sketch.wording_id]


@functools.cache
def _nearest_query(keys: int) -> CompoundSelect[Any]:
    """Of each key the rows nearest in time before and after, in one query."""
    return union_all(
        *(_side(number, later=later) for number in range(keys) for later in (False, True))
    )


def _side(number: int, *, later: bool) -> Select[Any]:
    row = models.SketchKey
    day = bindparam("day", type_=Integer)
    order = (row.day, row.wording_id) if later else (row.day.desc(), row.wording_id.desc())
    rows = (
        select(row.key, row.day, row.wording_id)
        .where(row.key == bindparam(f"key{number}"), row.day >= day if later else row.day < day)
        .order_by(*order)
        .limit(_NEAREST)
        .subquery()
    )
    return select(rows)
