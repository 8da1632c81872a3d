"""Article: what one news page says; every field is defined here, once."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

LOW_CONFIDENCE = "low_confidence"
"""Name of the flag on an article whose body was found by weak evidence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article, in page order; `url` is absolute."""

    url: str
    alt: str | None = None
    caption: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A document that the article offers; `type` is a lower-case file type such as `pdf`."""

    url: str
    title: str | None = None
    type: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Repair:
    """One change made to a text.

    `offset` counts characters in the text as it stood when the change was made, so
    a list of repairs is undone from its last to its first: put `before` where
    `after` stands.
    """

    rule: str
    before: str
    after: str
    offset: int


@dataclasses.dataclass(frozen=True, slots=True)
class Flag:
    """A doubt worth a human look; nothing was changed.

    `offset` counts characters in the final text, None where the doubt is about the
    whole article; `text` is the doubtful passage; `note` says what is suspected.
    """

    name: str
    note: str
    text: str = ""
    offset: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says, cleaned.

    `text` is paragraphs joined by one newline; a credit is None where the page names
    none. `published_at` is aware; `provenance` tells for each metadata field which
    part of the page it came from. Undoing `title_repairs` and `repairs` gives the title
    and the text as they were extracted.
    """

    url: str
    title: str
    text: str
    language: str
    published_at: dt.datetime | None = None
    publisher: str | None = None
    author: str | None = None
    editor: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    title_repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()
    provenance: Mapping[str, str] = dataclasses.field(default_factory=dict)
