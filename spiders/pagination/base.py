"""NextPage and Pager: how a list goes on; and the protocol of the pagination families."""

import dataclasses
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode

from spiders.apis.request import ListApi
from spiders.document import ListDocument

Pair = tuple[str, str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NextPage:
    """The request for the next page of a list.

    `form` are the fields of a POST in the order sent, `body` is what is sent instead of a form,
    `headers` what the server wants besides. `number` counts pages from 1, None where the family
    does not number them. `api` is the interface that is asked, for lists that a script fetches.
    """

    url: str
    family: str
    method: Literal["GET", "POST"] = "GET"
    form: tuple[Pair, ...] = ()
    body: str = ""
    headers: tuple[Pair, ...] = ()
    number: int | None = None
    api: ListApi | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two requests the same: method, address and what is sent."""
        return self.method, self.url, repr(self.form), self.body

    @property
    def payload(self) -> bytes | None:
        """What is sent by POST, None for GET."""
        if self.method == "GET":
            return None
        return self.body.encode() if self.body else urlencode(self.form).encode()

    @property
    def brings_first_rows(self) -> bool:
        """Whether the page it was found on is a shell whose rows this request brings."""
        return self.api is not None and self.number == 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A recognised pagination; `next` is None on its last page.

    `pages` is the number of pages that it declares, None where it does not; `evidence` is what was
    seen, in words fit to be shown.
    """

    family: str
    next: NextPage | None
    pages: int | None = None
    evidence: str = ""


Family = Callable[[ListDocument, NextPage | None], Pager | None]
"""Recognises one kind of pagination in a page; None where the page shows no sign of it.

The second argument is the request that led to the page, None for the first: families whose answers
are mere fragments go on from it.
"""
