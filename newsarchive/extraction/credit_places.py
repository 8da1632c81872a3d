"""Publisher, author and editor from all places of a page that may credit them."""

import re

from newsarchive.extraction import metas, scripts
from newsarchive.extraction.body import Reading
from newsarchive.extraction.byline import find_author
from newsarchive.extraction.dom import names, squeeze
from newsarchive.extraction.info_line import Info, read_info
from newsarchive.extraction.lines import is_info
from newsarchive.extraction.page import Page
from newsarchive.text.names import read_outlet, read_people

_ABOVE = 14
_LONGEST_LINE, _LONGEST_CREDIT = 160, 60
_LONGEST_NAME = 4
_UNNAMED = "  "
_SHARED = "以下文章来源于"
"""What WeChat prints over an article that another account published first."""
_SOURCE_NAME = re.compile(
    r"source|laiyuan|[ _-]ly[ _-]|[ _-]media(?:name)?[ _-]|[ _-]from[ _-]|origin"
)
_AUTHOR_NAME = re.compile(r"author|zuozhe|byline|[ _-]writer|reporter")


def find_credits(
    page: Page, reading: Reading, above: list[str], below: list[str], origin: dict[str, str]
) -> Info:
    """The credits, each from the first place that names one; `origin` gets those places.

    `above` and `below` are the short lines around the body. WeChat's variables come first on its
    pages, where the visible line names the account without a label.
    """
    body = [page.blocks[i].text for i in reading.body if page.blocks[i].text]
    places: list[tuple[Info, str]] = [(read_info(line), "info line") for line in above]
    places.append((_named(page, reading), "info line"))
    places += [(read_info(line), "below the body") for line in below]
    places += [(Info(author=find_author(body)), "body"), (_head(page), "meta")]
    if scripts.is_wechat(page.html):
        shared = [(read_info(line), "info line") for line in above if _SHARED in line]
        places = [*shared, (_wechat(page), "script"), *places]
    found: dict[str, str] = {}
    for info, place in places:
        for field in ("publisher", "author", "editor"):
            value = getattr(info, field)
            if value and field not in found:
                found[field], origin[field] = value, place
    if "publisher" not in found:
        source = read_outlet(scripts.source_name(page.html) or "")
        if source:
            found["publisher"], origin["publisher"] = source, "script"
    return Info(**found)


def _named(page: Page, reading: Reading) -> Info:
    """Credits of elements near the headline whose class says source or author."""
    first = reading.first() or 0
    publisher = author = None
    for block in page.blocks[max(0, first - _ABOVE) : first]:
        if block.image is not None or len(block.text) > _LONGEST_LINE:
            continue
        pieces = block.element.iterdescendants("span", "a", "em", "i", "strong")
        for element in (block.element, *pieces):
            name = names(element)
            if name == _UNNAMED:
                continue
            if publisher is None and _SOURCE_NAME.search(name):
                publisher = _outlet_in(squeeze(element.text_content()))
            elif author is None and _AUTHOR_NAME.search(name):
                author = _people_in(squeeze(element.text_content()))
    return Info(publisher, author)


def _people_in(text: str) -> str | None:
    """Names as long as people's are; an account's name in an author element is no person."""
    named = read_info(text).author or read_people(text[:_LONGEST_CREDIT])
    short = named and all(
        len(part) <= _LONGEST_NAME or part.isascii() for part in named.split("、")
    )
    return named if short else None


def _outlet_in(text: str) -> str | None:
    """The outlet in a source element's text, which may begin with a label or hold a date."""
    labelled = read_info(text).publisher
    if labelled:
        return labelled
    return None if is_info(text) or text.count(" ") > 1 else read_outlet(text)


def _head(page: Page) -> Info:
    """Credits of meta elements and JSON-LD."""
    source = metas.first(page.metas, metas.SOURCES)
    publisher = _outlet_in(source[1]) if source else None
    author = read_people(page.json_ld.get("author", ""))
    return Info(publisher, author if author != publisher else None)


def _wechat(page: Page) -> Info:
    """The account that published a WeChat article, and its author."""
    author = read_people(page.metas.get("author", ""))
    return Info(scripts.wechat_account(page.html), author)
