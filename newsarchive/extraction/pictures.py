"""Pictures, their captions, and attached documents of an article; addresses are absolute."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from newsarchive.core.article import Attachment, Image
from newsarchive.extraction.blocks import Block
from newsarchive.extraction.dom import squeeze, text_of

_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
    "original",
    "_src",
    "src",
    "oldsrc",
)
_PLACEHOLDER = re.compile(
    r"^data:|^about:|blank\.|spacer|loading|lazyload|placeholder|grey\.gif|pixel\.|/1x1|transparent",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"filetype|fileicon|/icons?[/_-]|[/_-]icon[._-]|icon_\w+\.gif|/(?:share|logo|arrow|btn|dot|line)[\w-]*\.(?:gif|png)|emoji|avatar|qrcode|erweima",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|zip|rar|7z|rtf|csv|txt|mp4|mp3)$", re.IGNORECASE
)
_DOWNLOAD = re.compile(
    r"download\.jsp\?|downfile\.jsp|DownloadAttachUrl|/download/|downloadfile|/attachment/|filedown",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)\b", re.IGNORECASE)
_CAPTION = re.compile(
    r"^[▲△▼↑↓◎●（(【\[]*(?:图|圖|上图|下图|左图|右图|图片|圖片|资料图|資料圖)(?:[:：为爲為\d/／·一二三四五]|来源|來源|说明)|^[▲△▼↑◎]|(?:摄|攝|供图|供圖|摄影|摄影报道)[）)】\]]?$|^(?:photo|image|credit|picture)\b.{0,80}$",
    re.IGNORECASE,
)
_SUBHEAD = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|^第[一二三四五六七八九十\d]+[章节条部]"
)
_CENTRE = re.compile(r"center|centre", re.IGNORECASE)
_SMALL = 48
_LONGEST_CAPTION = 80.0


def absolute(url: str, base: str) -> str | None:
    """The http address that a link or picture means, None where it is none."""
    try:
        joined = urljoin(base, url.strip().replace("\\", "/"))
        return joined if urlsplit(joined).scheme in {"http", "https"} else None
    except ValueError:
        return None


def image_of(element: HtmlElement, base: str, caption: str | None = None) -> Image | None:
    """The picture that an `img` shows; None for icons, spacers and placeholders.

    Lazy pictures give their address in a data attribute.
    """
    for name in _SOURCES:
        value = element.get(name)
        if value and not _PLACEHOLDER.search(value):
            break
    else:
        return None
    if _ICON.search(value) or _is_small(element):
        return None
    url = absolute(value, base)
    alt = squeeze(element.get("alt") or "") or None
    return Image(url, alt, caption) if url else None


def _is_small(element: HtmlElement) -> bool:
    sizes = [element.get(name) or "" for name in ("width", "height")]
    return any(
        size.removesuffix("px").isdigit() and int(size.removesuffix("px")) < _SMALL
        for size in sizes
    )


def find_captions(blocks: list[Block], body: list[int]) -> dict[int, int]:
    """Body blocks that are captions, each with the index of its picture's block.

    A caption is marked as such by its element, or follows its picture, is short, and is centred
    or worded like one.

    >>> from newsarchive.extraction.blocks import read_blocks
    >>> from newsarchive.extraction.dom import parse
    >>> page = parse('<p><img src="a.jpg"><p>图为插秧现场。吴桐 摄<p>插秧忙。')
    >>> find_captions(read_blocks(page), [0, 1, 2])
    {1: 0}
    """
    found: dict[int, int] = {}
    picture: int | None = None
    gap = 0
    for index in body:
        block = blocks[index]
        if block.image is not None:
            picture, gap = index, 0
            continue
        gap += 1
        if block.caption and (picture is not None or block.element.tag == "figcaption"):
            found[index] = picture if picture is not None else index
        elif picture is not None and gap == 1 and _is_caption(block):
            found[index] = picture
    return found


def _is_caption(block: Block) -> bool:
    if block.size > _LONGEST_CAPTION or block.tag.startswith("h") or _SUBHEAD.match(block.text):
        return False
    if _CAPTION.search(block.text):
        return True
    return not block.bold and block.size <= _LONGEST_CAPTION / 2 and _is_centred(block.element)


def _is_centred(element: HtmlElement) -> bool:
    marks = (element.get("align"), element.get("style"), element.get("class"))
    return any(mark and _CENTRE.search(mark) for mark in marks)


def find_images(
    blocks: list[Block], body: list[int], captions: dict[int, int], base: str
) -> tuple[Image, ...]:
    """The body's pictures in order, each address once."""
    texts = {picture: blocks[index].text for index, picture in reversed(captions.items())}
    found: dict[str, Image] = {}
    for index in body:
        element = blocks[index].image
        image = image_of(element, base, texts.get(index)) if element is not None else None
        if image:
            found.setdefault(image.url, image)
    return tuple(found.values())


def find_attachments(elements: Iterable[HtmlElement], base: str) -> tuple[Attachment, ...]:
    """Documents linked, embedded or shown in a viewer below the elements, each address once."""
    found: dict[str, Attachment] = {}
    for element in elements:
        for link in element.iter("a", "iframe", "embed", "object"):
            attachment = _attachment(link, base)
            if attachment:
                found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _attachment(link: HtmlElement, base: str) -> Attachment | None:
    target = link.get("href") or link.get("src") or link.get("data") or ""
    if target.startswith(("javascript:", "#")):
        target = link.get("oldsrc") or ""
    if link.tag != "a" and "file=" in target:
        target = parse_qs(urlsplit(absolute(target, base) or "").query).get("file", [target])[0]
    url = absolute(target, base) if target else None
    if url is None:
        return None
    title = text_of(link) or squeeze(link.get("title") or link.get("download") or "")
    path = unquote(urlsplit(url).path)
    kind = _DOCUMENT.search(path) or _DOCUMENT.search(link.get("download") or "")
    if kind is None and (link.get("appendix") or _DOWNLOAD.search(url)):
        kind = _NAMED.search(title)
        if kind is None and not link.get("appendix"):
            return None
    elif kind is None:
        return None
    return Attachment(
        url, title or path.rsplit("/", 1)[-1] or None, kind.group(1).lower() if kind else None
    )
