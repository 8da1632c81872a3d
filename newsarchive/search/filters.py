"""What narrows a search beside its query."""

import dataclasses
import datetime as dt
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]
"""By date, articles without a date of publication come last."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that an article must meet; None or nothing for no condition.

    `sources` are names of sources, one of which must be the article's. `publisher` is the credited
    outlet's whole name in either script. `since` is the first moment of publication, `until` the
    first moment that is too late; both are aware, and articles without a date meet neither.
    """

    sources: tuple[str, ...] = ()
    publisher: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
