"""One article a story: the first telling that matches speaks for all of them."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator

from newsarchive.search.ranking import Match, Matches


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """A story as far as it matches: the telling that speaks for it, and how many there are."""

    first: int
    is_copy: bool
    tellings: int


def one_a_story(
    in_order: Iterator[Match], matches: Matches, at_once: int
) -> Iterator[tuple[Match, int | None]]:
    """Yield, in the same order, one match a story, and how many matches the story has in all.

    That is the story's earliest telling where it matches, else the match with the lowest id: the
    same one on every page. `at_once` matches are looked at together.
    """
    while some := list(itertools.islice(in_order, at_once)):
        stories = matches.column("story", some)
        told = _told(matches, matches.of_stories(set(stories)))
        for match, story in zip(some, stories, strict=True):
            if match.article_id == told[story].first:
                yield match, told[story].tellings


def ids_of_stories(matches: Matches) -> list[int]:
    """Return the ids of the matches that speak for their stories, ascending."""
    return sorted(told.first for told in _told(matches, matches.all()).values())


def _told(matches: Matches, by_id: Iterable[Match]) -> dict[int, _Told]:
    by_id = list(by_id)
    columns = (matches.column("story", by_id), matches.column("copy", by_id))
    told: dict[int, _Told] = {}
    for match, story, copy in zip(by_id, *columns, strict=True):
        known = told.get(story)
        if known is None:
            told[story] = _Told(match.article_id, bool(copy), 1)
        elif known.is_copy and not copy:
            told[story] = _Told(match.article_id, is_copy=False, tellings=known.tellings + 1)
        else:
            told[story] = dataclasses.replace(known, tellings=known.tellings + 1)
    return told
