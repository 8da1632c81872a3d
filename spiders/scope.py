"""Scope: the entries of a feed or sitemap that belong to the column that is watched."""

from urllib.parse import urlsplit

from spiders.items import ListedItem


def below(prefix: str | None, items: tuple[ListedItem, ...]) -> tuple[ListedItem, ...]:
    """The items whose address lies below an address; all of them where there is no prefix.

    http and https, and a host with and without `www.`, are the same here. The prefix itself is the
    column, not an article.

    >>> items = tuple(ListedItem(url=f"https://xinhe.example/{path}") for path in ("a/1", "b/2"))
    >>> [item.url for item in below("http://www.xinhe.example/a/", items)]
    ['https://xinhe.example/a/1']
    """
    if not prefix:
        return items
    wanted = _place(prefix)
    return tuple(
        item for item in items if (place := _place(item.url)) != wanted and place.startswith(wanted)
    )


def _place(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www.") + parts.path
