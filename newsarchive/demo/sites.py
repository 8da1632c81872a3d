"""The sample sites: where they lie, what to add as a source, and what a crawl must find."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

SITES = Path(__file__).parent / "sites"
"""One folder a site."""

EXPECTED = Path(__file__).parent / "expected.json"
"""What is true of the sites, read by eye from their pages."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedArticle:
    """What extraction and cleaning must make of one page.

    `text` is paragraphs joined by a newline, a table row being one paragraph with its cells joined
    by a space. `images` and `attachments` count the pictures and documents in the body,
    `placeholders` the lines 圖片 that stand for a lost picture; `captions` belong to pictures and
    not to the text.
    """

    path: str
    title: str
    published_at: dt.datetime
    publisher: str | None
    author: str | None
    editor: str | None
    images: int
    placeholders: int
    attachments: int
    captions: tuple[str, ...]
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """One sample site.

    `column` is the path to add as a source, `kind` what it ought to be recognised as, and
    `other_columns` maps other ways in to the number of articles that they lead to. `listed` counts
    the entries of all pages of the column, of which `articles` lead to a text; `broken` are
    listed paths that answer 404, `attachment_only` listed pages whose whole content is a document,
    `not_news` listed pages of the company itself. `exact` are pages known to the last character.
    """

    name: str
    title: str
    encoding: str
    language: str
    column: str
    kind: Literal["list_page", "sitemap"]
    other_columns: Mapping[str, int]
    list_pages: int
    listed: int
    articles: int
    broken: tuple[str, ...]
    attachment_only: tuple[str, ...]
    not_news: tuple[str, ...]
    exact: tuple[ExpectedArticle, ...]

    @property
    def stored(self) -> int:
        """How many articles an archive holds of it: those with a text, and those in a document."""
        return self.articles + len(self.attachment_only)

    @property
    def folder(self) -> Path:
        """The folder of its pages."""
        return SITES / self.name


def sample_sites() -> list[SampleSite]:
    """The sample sites, in the order in which a demonstration adds them.

    >>> [site.name for site in sample_sites()]
    ['district', 'enterprise', 'repost', 'gbk']
    """
    return [_site(name, facts) for name, facts in read_facts()["sites"].items()]


def read_facts() -> dict[str, Any]:
    """The content of expected.json as it stands."""
    facts: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return facts


def _site(name: str, facts: Mapping[str, Any]) -> SampleSite:
    tuples = {key: tuple(facts[key]) for key in ("broken", "attachment_only", "not_news")}
    exact = tuple(_article(article) for article in facts["exact"])
    return SampleSite(**{**facts, **tuples, "exact": exact, "name": name})


def _article(facts: Mapping[str, Any]) -> ExpectedArticle:
    rest = {key: value for key, value in facts.items() if key != "paragraphs"}
    rest["published_at"] = dt.datetime.fromisoformat(facts["published_at"])
    rest["captions"] = tuple(facts["captions"])
    return ExpectedArticle(**rest, text="\n".join(facts["paragraphs"]))
