"""The pages below pages/: each a folder with the page, how it was served, and what it says.

`expected.json` holds what a fair reader would read. `weak` names the fields that are not read
rightly yet: they count in the scores and are not asserted one by one. `junk` are strings of the
page that must not be in the text.
"""

import dataclasses
import datetime as dt
import functools
import json
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "pages"


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One page: its bytes, the keywords with which `extract` is called, and the truth."""

    name: str
    body: bytes
    url: str
    served: dict[str, Any]
    truth: dict[str, Any]
    weak: frozenset[str]
    junk: tuple[str, ...]


@functools.cache
def read_cases() -> tuple[Case, ...]:
    """All pages, by name."""
    return tuple(_read(path.parent) for path in sorted(PAGES.glob("*/*/page.html")))


def _read(folder: Path) -> Case:
    served = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    truth = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    served["fetched_at"] = dt.datetime.fromisoformat(served["fetched_at"])
    if truth.get("published_at"):
        truth["published_at"] = dt.datetime.fromisoformat(truth["published_at"])
    return Case(
        name=f"{folder.parent.name}/{folder.name}",
        body=(folder / "page.html").read_bytes(),
        url=served.pop("url"),
        served=served,
        weak=frozenset(truth.pop("weak", ())),
        junk=tuple(truth.pop("junk", ())),
        truth=truth,
    )
