"""The folder of a sitemap in which its articles lie, apart from standing pages."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from spiders.items import ListedItem
from spiders.rows.addresses import is_article_address

_ENOUGH = 3
_SHARE = 0.8


def article_folder(items: Sequence[ListedItem]) -> str | None:
    """Return the address of the top folder that nearly all article-like addresses share.

    None where there are few of them, where they lie apart, or where the sitemap has nothing else.

    >>> urls = [f"https://lan.example/news/{n}.html" for n in (3112, 3118, 3126)]
    >>> article_folder([ListedItem(url=url) for url in (*urls, "https://lan.example/about.html")])
    'https://lan.example/news/'
    """
    articles = [item.url for item in items if is_article_address(item.url)]
    folders = Counter(folder for url in articles if (folder := _top_folder(url)))
    if not folders:
        return None
    folder, count = folders.most_common(1)[0]
    is_shared = count >= max(_ENOUGH, _SHARE * len(articles))
    return folder if is_shared and any(not item.url.startswith(folder) for item in items) else None


def _top_folder(url: str) -> str | None:
    segments = urlsplit(url).path.split("/")
    has_folder = len(segments) > 2 and segments[1]  # noqa: PLR2004 - "", folder, page
    return urljoin(url, f"/{segments[1]}/") if has_folder else None
