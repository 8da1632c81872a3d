"""The form of an article's address that a page's script or template puts together from fields."""

import re

from spiders.document import ListDocument

_VALUE = r"(?:encodeURIComponent\(\s*)?[A-Za-z_$][\w$]*(?:\[\w+\])?(?:\.[\w$]+)*\.([\w$]+)\s*\)?"
_MARKS = (
    (re.compile(rf"(?P<quote>[\"'])\s*\+\s*{_VALUE}\s*\+\s*(?P=quote)"), r"{\2}"),
    (re.compile(rf"(?P<quote>[\"'])\s*\+\s*{_VALUE}(?=\s*[;,)\n}}])"), r"{\2}\g<quote>"),
    (re.compile(r"\$\{\s*(?:[\w$]+\.)*([\w$]+)\s*\}"), r"{\1}"),
    (re.compile(r"\{\{\s*(?:[\w$]+\.)*([\w$]+)\s*\}\}"), r"{\1}"),
    (re.compile(r"<%[=-]\s*(?:[\w$]+\.)*([\w$]+)\s*%>"), r"{\1}"),
)
_ADDRESS = re.compile(
    r"(?:href|location|url|link|to|open)[^\w/.]{1,6}(?P<address>[\w./?=&%:;-]*\{\w+\}[\w./?=&%:;{}-]*)",
    re.IGNORECASE,
)
_NO_ARTICLE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|js|css|json)\b|/api/|page=\{", re.IGNORECASE)
_IDENTITY = re.compile(r"id|no|key|code|guid|url|path", re.IGNORECASE)


def find_item_url(document: ListDocument) -> str | None:
    r"""The first address with a field in it that a page would make links of, None without one.

    >>> from spiders.document import parse_document
    >>> page = "<script>html += '<a href=\"/detail?id=' + row.id + '&c=9\">防汛会议'</script>"
    >>> find_item_url(parse_document(page, "http://www.xinhe.example/"))
    '/detail?id={id}&c=9'
    """
    text = document.html
    for mark, named in _MARKS:
        text = mark.sub(named, text)
    for found in _ADDRESS.finditer(text):
        address = found["address"].replace("&amp;", "&")
        fields = re.findall(r"\{(\w+)\}", address)
        has_place = re.search(r"[/?=.]", address)
        if has_place and not _NO_ARTICLE.search(address) and any(map(_IDENTITY.search, fields)):
            return address
    return None
