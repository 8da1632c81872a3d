"""Shells: pages without rows of their own, filled with what the interface of their list brings."""

import dataclasses
from collections.abc import Callable

from newsarchive.sources.look import Look
from spiders.pagination.answer import first_request
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.find import find_pager


def is_shell(look: Look) -> bool:
    """Tell whether a script of a page would fetch its list."""
    following = look.pager.next if look.pager else None
    may_be = look.kind not in {"article", "home"}
    return may_be and following is not None and following.brings_first_rows


def filled(look: Look, follow: Callable[[NextPage], Look | None]) -> Look:
    """Return a shell with the rows that its interface brings.

    Where that brings none, the page is left with its own rows and whatever else leads on.
    """
    assert look.pager is not None  # noqa: S101 - the caller looked
    for asked in _requests(look.pager):
        rows = follow(asked)
        if rows is not None and rows.items:
            pager = rows.pager or Pager(family=look.pager.family, next=None)
            evidence = (f"a script of the page fetches its list: {look.pager.evidence}",)
            return dataclasses.replace(
                look,
                kind="list_page",
                items=rows.items,
                evidence=(*evidence, *rows.evidence),
                pager=pager,
                problem=None,
                leads_to=None,
            )
    own = find_pager(look.document, shell=False) if look.document else None
    return dataclasses.replace(look, pager=own)


def _requests(pager: Pager) -> list[NextPage]:
    """The requests for the first rows: as the page says, and counted from 1."""
    asked = pager.next
    if asked is None or asked.api is None:
        return []
    if asked.api.first:
        return [asked]
    return [asked, first_request(dataclasses.replace(asked.api, first=1), asked.family)]
