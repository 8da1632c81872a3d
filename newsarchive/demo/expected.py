"""What is true of the sample sites taken together: stories told twice, searches, and an edit."""

import dataclasses

from newsarchive.demo.sites import SampleSite, read_facts, sample_sites


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Telling:
    """One page of one sample site."""

    site: str
    path: str


@dataclasses.dataclass(frozen=True, slots=True)
class ExpectedSearch:
    """A query and the pages whose title or text contains it, in either script."""

    query: str
    hits: tuple[Telling, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """A correction that an editor makes in a page: `before` stands there once."""

    telling: Telling
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class Expected:
    """The facts of all sample sites.

    `stories` are the articles with equal text, the earliest telling first: the others are
    duplicates of it. Every article that stands in none of them is told once.
    """

    sites: tuple[SampleSite, ...]
    stories: tuple[tuple[Telling, ...], ...]
    searches: tuple[ExpectedSearch, ...]
    edit: Edit

    @property
    def articles(self) -> int:
        """How many articles with a text there are on all sites."""
        return sum(site.articles for site in self.sites)

    @property
    def duplicates(self) -> int:
        """How many of them repeat an earlier one."""
        return sum(len(story) - 1 for story in self.stories)


def load_expected() -> Expected:
    """The facts in expected.json.

    >>> expected = load_expected()
    >>> expected.articles, expected.duplicates
    (64, 10)
    """
    facts = read_facts()
    edit = facts["edit"]
    return Expected(
        sites=tuple(sample_sites()),
        stories=tuple(tuple(Telling(**telling) for telling in story) for story in facts["stories"]),
        searches=tuple(
            ExpectedSearch(search["query"], tuple(Telling(**hit) for hit in search["hits"]))
            for search in facts["searches"]
        ),
        edit=Edit(Telling(edit["site"], edit["path"]), edit["before"], edit["after"]),
    )
