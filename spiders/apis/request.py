"""ListApi: where a page's script fetches the rows of its list, as requests by page number."""

import dataclasses
from typing import Literal

Pair = tuple[str, str]

PAGE, OFFSET = "{page}", "{offset}"
"""What stands in an address, field or body where the number of a page, or its first row's, goes."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListApi:
    """The requests for the rows of a list.

    `url`, the values of `form` (a form) and `body` (JSON) hold PAGE or OFFSET; without either there
    is one page only. `first` is the number that the server gives the first page, `size` the number
    of rows a page, None where the page does not tell. `base` is the address of the page whose
    script asks, from which the links of an answer start; `item_url` is the form of an article's
    address with the answer's fields in braces, for answers that name no addresses.
    """

    url: str
    base: str
    method: Literal["GET", "POST"] = "GET"
    form: tuple[Pair, ...] = ()
    body: str = ""
    first: int = 1
    size: int | None = None
    item_url: str | None = None

    @property
    def has_pages(self) -> bool:
        """Whether further pages can be asked for."""
        texts = (self.url, self.body, *(value for _, value in self.form))
        return any(mark in text for text in texts for mark in (PAGE, OFFSET))

    def filled(self, text: str, number: int) -> str:
        """A text of the request with the number of a page, counted from 1, put in.

        >>> api = ListApi(url="/api/list?page={page}", base="http://www.xinhe.example/", first=0)
        >>> api.filled(api.url, 3)
        '/api/list?page=2'
        """
        page = str(number - 1 + self.first)
        return text.replace(PAGE, page).replace(OFFSET, str((number - 1) * (self.size or 0)))
