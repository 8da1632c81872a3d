"""Pictures and attached documents of an article; addresses are absolute."""

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
_FLASH_DOCUMENT = re.compile(r"\b(?:SwfFile|PDFFile|DocFile)=([^&\s]+)", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"download\.jsp\?|downfile\.jsp|DownloadAttachUrl|/download/|downloadfile|/attachment/|filedown",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z)\b", re.IGNORECASE)
_SMALL = 48


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
    # FlexPaper shows a document that was turned into a film (VSB, seen 2015 to 2020).
    film = _FLASH_DOCUMENT.search(link.get("flashvars") or "")
    target = film.group(1) if film else target
    url = absolute(target, base) if target else None
    if url is None:
        return None
    title = text_of(link) or squeeze(link.get("title") or link.get("download") or "")
    path = unquote(urlsplit(url).path)
    if film:
        return Attachment(url, title or None, path.rpartition(".")[2].lower()[:4] or None)
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
