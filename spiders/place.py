"""The request for a page of a list as JSON, to be kept and made again by a later crawl."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from spiders.apis.request import ListApi
from spiders.pagination.base import NextPage, Pair


def page_json(page: NextPage) -> dict[str, Any]:
    """A request for a page as a JSON object."""
    return dataclasses.asdict(page)


def page_from_json(value: Mapping[str, Any]) -> NextPage:
    """The request that `page_json` wrote."""
    api = value["api"]
    pairs = {"form": _pairs(value["form"]), "headers": _pairs(value["headers"])}
    asked = ListApi(**api | {"form": _pairs(api["form"])}) if api else None
    return NextPage(**{**value, **pairs, "api": asked})


def _pairs(value: Iterable[Iterable[str]]) -> tuple[Pair, ...]:
    return tuple((name, text) for name, text in value)
