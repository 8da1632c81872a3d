"""What a page that gave no article tells a person, and whether it says that the article is gone."""

import re

from newsarchive.core.errors import Quarantine
from newsarchive.extraction.extract import Extraction

Reading = Extraction | Quarantine

_SENTENCES = {
    "blocked": "the site's firewall or a login stands before it; it is tried again later",
    "soft_404": "the page says that the article does not exist, although its status is 200",
    "list": "it is a list of links, not an article",
    "redirect": "it only leads on to another page",
    "empty": "no article text was found; if it has one, see its raw page with show --raw",
}
_REMOVED = re.compile(
    r"不存在|[删刪]除|移除|下线|找不到|未找到|[无無]法找到"
    r"|not found|doesn.t exist|cannot be found|\b404\b",
    re.IGNORECASE,
)
"""What a soft 404 says of an article that was taken down, not of maintenance."""


def kind_of(reading: Reading) -> str:
    """The kind of a page, `quarantine` where it could not be read."""
    return "quarantine" if isinstance(reading, Quarantine) else reading.kind


def sentence(reading: Reading) -> str:
    """Why a page gave no article, with the first evidence for it."""
    if isinstance(reading, Quarantine):
        return str(reading)
    told = _SENTENCES.get(reading.kind, reading.kind)
    return f"{told} ({reading.evidence[0]})" if reading.evidence else told


def sign_of_barrier(reading: Reading) -> str:
    """By what a barrier was told."""
    found = () if isinstance(reading, Quarantine) else reading.evidence
    return found[0] if found else "a page of its firewall"


def says_gone(reading: Reading) -> bool:
    """Whether a page says of itself that its article is no more, in words of no passing trouble."""
    if isinstance(reading, Quarantine) or reading.kind != "soft_404" or not reading.evidence:
        return False
    return bool(_REMOVED.search(reading.evidence[0]))
