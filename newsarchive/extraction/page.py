"""Page: one fetched page, parsed once, with all that its readers share."""

import dataclasses
from collections.abc import Mapping

from lxml.html import HtmlElement

from newsarchive.extraction.blocks import Block, read_blocks
from newsarchive.extraction.dom import squeeze
from newsarchive.extraction.jsonld import read_json_ld
from newsarchive.extraction.metas import read_metas
from newsarchive.extraction.neighbours import Row, find_rows


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """`html` is the decoded source, `title` the text of `<title>`.

    `blocks` are in page order, `rows` are the cards among them (see `neighbours`).
    """

    url: str
    html: str
    root: HtmlElement
    title: str
    metas: Mapping[str, str]
    json_ld: Mapping[str, str]
    blocks: list[Block]
    rows: list[Row]

    def declared_titles(self) -> list[str]:
        """What the page calls itself in its head, with or without the site's name."""
        named = [
            self.metas.get("ArticleTitle"),
            self.json_ld.get("title"),
            self.metas.get("og:title"),
        ]
        return [text for text in (*named, self.title) if text]


def read_page(html: str, url: str, root: HtmlElement, scope: HtmlElement | None = None) -> Page:
    """The page with its head and blocks read; only the blocks within `scope`, where given."""
    title = root.find(".//title")
    blocks = read_blocks(root if scope is None else scope)
    return Page(
        url=url,
        html=html,
        root=root,
        title=squeeze(title.text or "") if title is not None else "",
        metas=read_metas(root),
        json_ld=read_json_ld(root),
        blocks=blocks,
        rows=find_rows(blocks),
    )
