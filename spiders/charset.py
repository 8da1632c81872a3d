"""The charset of a page, decided from its bytes; what the server or page declares is a hint.

Order of evidence: byte-order mark; strict UTF-8 whatever is declared; nearly UTF-8 (a template that
cuts a character in two leaves a few broken ones); the declared charset, where every GB label means
GB18030 and every Big5 label Big5-HKSCS; for undeclared bytes, and those declared Latin, GB18030 or
Big5, whichever reads as the commoner characters.
"""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_META = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_GB = {"gb2312", "gbk", "gb18030", "gb_2312-80", "gb2312-80", "csgb2312", "x-gbk", "cp936", "936"}
_BIG5 = {"big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cp950", "csbig5"}
_LATIN = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"}
_UTF8 = {"utf-8", "utf8", "unicode-1-1-utf-8"}
_OTHERS = re.compile(
    r"^(?:iso8859\d{1,2}|(?:windows|cp)125\d|koi8[ru]|shiftjis|sjis|euc(?:jp|kr)|iso2022jp|cp949)$"
)
_SCAN_BYTES = 16_384
_SAMPLE_BYTES = 65_536
_NEARLY = 0.02
_CHINESE = 0.05

_COMMON = frozenset(
    "的一是不了在有人我他这中大来上个国和地到会年月日要工作为出会员市区县政府部门关于通知公告新闻"
    "發這個來國會於為與區縣門關聞學時說們對開經過動實員業務機構報導記者資訊應將發布辦理請網站"
)


def decode_html(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, feed or sitemap; bytes that fit no charset become U+FFFD.

    >>> decode_html("<p>区县要闻</p>".encode("gb18030"), "text/html; charset=gb2312")
    '<p>区县要闻</p>'
    >>> decode_html("<meta charset=gb2312><p>区县要闻</p>".encode())
    '<meta charset=gb2312><p>区县要闻</p>'
    """
    return decode(body, content_type)[0]


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of a page and the Python codec that read it."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(codec, "replace"), codec
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        codec = _without_utf8(body, declared_charset(body, content_type))
    return body.decode(codec, "replace"), codec


def declared_charset(body: bytes, content_type: str | None = None) -> str | None:
    """The codec that the header, else the page, declares; None where neither declares a known one.

    >>> declared_charset(b'<meta charset="GB2312">')
    'gb18030'
    """
    found = _HEADER.search(content_type or "")
    in_page = _META.search(body[:_SCAN_BYTES])
    labels = [found.group(1)] if found else []
    labels += [in_page.group(1).decode("ascii", "replace")] if in_page else []
    codecs_named = [_codec(label.lower()) for label in labels]
    return next((codec for codec in codecs_named if codec), None)


def _codec(label: str) -> str | None:
    if label in _GB:
        return "gb18030"
    if label in _BIG5:
        return "big5hkscs"
    if label in _LATIN:
        return "cp1252"
    if label in _UTF8:
        return "utf-8"
    try:
        known = _OTHERS.match(re.sub(r"[-_]", "", label))
        return codecs.lookup(label).name if known else None
    except LookupError:
        return None


def _without_utf8(body: bytes, declared: str | None) -> str:
    """The codec of bytes that are not strict UTF-8."""
    sample = body[:_SAMPLE_BYTES]
    text = sample.decode("utf-8", "ignore")
    wide = sum(1 for char in text if ord(char) > 127)  # noqa: PLR2004 - ASCII ends there
    broken = sample.decode("utf-8", "replace").count("�")
    if wide and broken <= max(1, wide * _NEARLY):
        return "utf-8"
    if declared and declared not in {"cp1252", "utf-8"}:
        return declared
    likely = max(("gb18030", "big5hkscs"), key=lambda codec: _plausibility(sample, codec))
    if declared == "cp1252" and _plausibility(sample, likely) < _CHINESE:
        return declared
    return likely


def _plausibility(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    wide = [char for char in text if ord(char) > 127]  # noqa: PLR2004 - ASCII ends there
    if not wide:
        return 0.0
    common = sum(char in _COMMON for char in wide)
    return (common - 5 * wide.count("�")) / len(wide)
