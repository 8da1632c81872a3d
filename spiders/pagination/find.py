"""The pagination of a list page: which family it is of, and the request for its next page."""

from collections.abc import Mapping

from spiders.document import ListDocument, parse_document
from spiders.pagination.answer import answer
from spiders.pagination.base import Family, NextPage, Pager
from spiders.pagination.form import form
from spiders.pagination.gkmlpt import gkmlpt
from spiders.pagination.jpaas import jpaas
from spiders.pagination.jpage import jpage
from spiders.pagination.json_api import json_api
from spiders.pagination.links import NAME as LINKS
from spiders.pagination.links import links
from spiders.pagination.longxun import longxun
from spiders.pagination.newspaper import newspaper
from spiders.pagination.postback import postback
from spiders.pagination.query import query
from spiders.pagination.scripted import scripted
from spiders.pagination.trs import trs
from spiders.pagination.ucap import ucap
from spiders.pagination.vsb import vsb
from spiders.pagination.wordpress import wordpress

FAMILIES: Mapping[str, Family] = {
    "ucap": ucap,
    "trs": trs,
    "jpage": jpage,
    "jpaas": jpaas,
    "gkmlpt": gkmlpt,
    "longxun": longxun,
    "vsb": vsb,
    "newspaper": newspaper,
    "links": links,
    "postback": postback,
    "form": form,
    "query": query,
    "scripted": scripted,
    "json": json_api,
    "wordpress": wordpress,
}
"""The families in the order they are asked, the most particular first; a new one is one line."""


def find_pager(
    document: ListDocument,
    *,
    family: str | None = None,
    previous: NextPage | None = None,
    shell: bool = True,
) -> Pager | None:
    """The pager of a page, or None where no family recognises one.

    `family` is asked first (a name that no longer exists is passed over); `previous` is the request
    that led to the page. Links that merely end may stand beside numbers in a script, so the
    families after them are asked too; every other family is sure of its last page.
    """
    if answered := answer(document, previous):
        return answered
    names = [family] if family in FAMILIES and family is not None else []
    names += [name for name in FAMILIES if name != family]
    ended = None
    for name in names:
        pager = FAMILIES[name](document, previous)
        if pager and pager.next and pager.next.brings_first_rows and not shell:
            continue
        if pager and (pager.next or name != LINKS):
            return pager
        ended = ended or pager
    return ended


def next_page(
    html: str, url: str, *, family: str | None = None, previous: NextPage | None = None
) -> NextPage | None:
    """The request for the page after this one, or None on the last page or without a pager.

    >>> script = '<script>createPageHTML(3, 0, "index", "html")</script>'
    >>> next_page(script, "http://www.xinhe.example/gzdt/").url
    'http://www.xinhe.example/gzdt/index_1.html'
    """
    pager = find_pager(parse_document(html, url), family=family, previous=previous)
    return pager.next if pager else None
