"""Each pagination family beyond what one page shows: sequences, ends, look-alikes."""

import re

import pytest

from spiders.document import parse_document
from spiders.pagination.base import NextPage, Pager
from spiders.pagination.find import FAMILIES, find_pager, next_page

COLUMN = "http://www.xinhe.example/gzdt/"


def pager_of(html: str, url: str = COLUMN, previous: NextPage | None = None) -> Pager | None:
    return find_pager(parse_document(html, url), previous=previous)


def walk(pages: dict[str, str], url: str) -> list[str]:
    """The addresses that the pagers lead to from one of the pages."""
    seen, previous = [url], None
    while url in pages:
        pager = pager_of(pages[url], url, previous)
        previous = pager.next if pager else None
        if previous is None:
            break
        url = previous.url
        seen.append(url)
    return seen


def test_trs_pages_are_counted_from_zero() -> None:
    pages = {COLUMN: 'createPageHTML(3, 0, "index", "html");'}
    pages |= {f"{COLUMN}index_{n}.html": f"createPageHTML(3,{n},'index','html')" for n in (1, 2)}

    assert walk({url: f"<script>{call}</script>" for url, call in pages.items()}, COLUMN) == [
        COLUMN,
        f"{COLUMN}index_1.html",
        f"{COLUMN}index_2.html",
    ]


def test_trs_theme_that_counts_from_one_is_walked_to_its_end() -> None:
    pages = {COLUMN: 'createPageHTML(3, 1, "index", "html");'}
    pages |= {f"{COLUMN}index_{n}.html": f'createPageHTML(3,{n},"index","html")' for n in (2, 3)}

    assert walk({url: f"<script>{call}</script>" for url, call in pages.items()}, COLUMN) == [
        COLUMN,
        f"{COLUMN}index_2.html",
        f"{COLUMN}index_3.html",
    ]


def test_trs_call_with_seven_arguments_is_read() -> None:
    following = next_page('<script>createPageHTML(9,0,1,20,171,"list","shtml")</script>', COLUMN)
    assert following is not None
    assert following.url == f"{COLUMN}list_1.shtml"


def test_trs_article_cut_into_pages_is_no_list() -> None:
    article = '<script>createPageHTML(3, 0, "t20230602_1234", "html")</script>'
    assert pager_of(article, f"{COLUMN}202306/t20230602_1234.html") is None


def test_definition_of_the_trs_function_is_no_call() -> None:
    script = "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}"
    assert pager_of(f"<script>{script}</script>") is None


def test_ucap_call_is_not_taken_for_a_trs_call() -> None:
    pager = pager_of("<script>createPageHTML('page_12',8,7,'list2','shtml',118)</script>")
    assert pager is not None
    assert (pager.family, pager.next and pager.next.url) == ("ucap", f"{COLUMN}list2_8.shtml")


def test_ucap_last_page_ends() -> None:
    pager = pager_of("<script>createPageHTML('page_div',8,8,'list','shtml',118)</script>")
    assert pager == Pager(
        family="ucap", next=None, pages=8, evidence=pager.evidence if pager else ""
    )


def store(first: int, count: int, total: int, group: str = "") -> str:
    records = "".join(
        f"<record><![CDATA[<a href='/art/2023/6/2/art_12_{n}.html'>第{n}号公告</a>]]></record>"
        for n in range(first, first + count)
    )
    return (
        f"<datastore><nextgroup>{group}</nextgroup><totalrecord>{total}</totalrecord>"
        f"<recordset>{records}</recordset></datastore>"
    )


SCRIPT = (
    "$('#387').jpage({perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp',"
    "ajaxParam:{'col':1,'webid':'7','columnid':1234,'unitid':'387','webname':'东陂县'}})"
)


def test_hanweb_asks_for_one_group_after_another_by_post() -> None:
    page = f'<script type="text/xml">{store(1, 45, 100)}</script><script>{SCRIPT}</script>'
    first = pager_of(page, "http://www.dongbei.example/col/col1234/index.html")
    assert first is not None
    assert first.next is not None

    second = pager_of(store(46, 45, 100), first.next.url, first.next)
    assert second is not None
    assert second.next is not None
    last = pager_of(store(91, 10, 100), second.next.url, second.next)

    ranges = [re.findall(r"(?:start|end)record=(\d+)", found.next.url) for found in (first, second)]
    assert ranges == [["46", "90"], ["91", "100"]]
    assert first.next.method == "POST"
    assert dict(second.next.form)["webname"] == "东陂县"
    assert last is not None
    assert last.next is None


def test_hanweb_group_address_is_followed_as_it_stands() -> None:
    address = "./dataproxy.jsp?page=2&amp;columnid=1234&amp;webname=东陂"
    page = store(1, 45, 100, f'<![CDATA[<a href="{address}"></a>]]>')
    following = next_page(page, "http://www.dongbei.example/module/web/jpage/dataproxy.jsp?page=1")
    assert following is not None
    assert following.url.endswith("/jpage/dataproxy.jsp?page=2&columnid=1234&webname=东陂")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ('<a href="index_2.html">下一页</a>', "index_2.html"),
        ('<a href="?page=2">下一頁 &gt;</a>', "?page=2"),
        ('<a href="/gzdt/page/2/">Next</a>', "page/2/"),
        (
            '<b>1</b> <a href="list_12_2.html">2</a> <a href="list_12_3.html">3</a>',
            "list_12_2.html",
        ),
        ('<a href="?p=1">1</a><b>2</b><a href="?p=3">3</a><a href="?p=3">›</a>', "?p=3"),
        ('<a href="#">1</a><a href="p2.html">2</a><a href="p2.html">&gt;</a>', "p2.html"),
        ('<link rel="next" href="index_2.html">', "index_2.html"),
    ],
)
def test_pager_of_links_leads_on(links: str, expected: str) -> None:
    following = next_page(f"<div>{links}</div>", COLUMN)
    assert following is not None
    assert following.url == COLUMN + expected


@pytest.mark.parametrize(
    "links",
    [
        '<a href="/gzdt/1.html">下一篇：新禾区召开防汛会议</a>',
        '<a rel="next" href="/gzdt/1.html">下一篇</a>',
        '<a href="http://other.example/index_2.html">下一页</a>',
        "".join(f'<a href="/2023/06/{day}/">{day}</a>' for day in range(1, 31)),
        '<a href="/gzdt/hot.html">1</a><span>新禾区召开防汛会议</span>',
        "<p>共 3 页材料</p>",
    ],
)
def test_look_alikes_of_a_pager_lead_nowhere(links: str) -> None:
    assert next_page(f"<div>{links}</div>", COLUMN) is None


def test_last_page_of_links_is_recognised_as_a_pager() -> None:
    pager = pager_of(
        '<a href="index.html">1</a><b>2</b><span>下一页</span>', f"{COLUMN}index_2.html"
    )
    assert pager is not None
    assert pager.next is None


def test_query_number_ends_at_the_declared_pages() -> None:
    assert next_page("第 5 页 / 共 5 页", f"{COLUMN}?page=5") is None


def test_declared_zero_based_page_parameter_goes_by_the_printed_page() -> None:
    following = next_page("第 1 页 / 共 5 页", f"{COLUMN}e/ListInfo/?classid=11&page=0")
    assert following is not None
    assert following.url.endswith("?classid=11&page=1")


def test_script_that_joins_an_address_counts_from_its_own_shift() -> None:
    script = 'var pageCount = 4; function go(n){ location.href = "index_" + (n - 1) + ".html"; }'
    following = next_page(f"<script>{script}</script>", COLUMN)
    assert following is not None
    assert following.url == f"{COLUMN}index_1.html"


def test_named_family_is_asked_first_and_an_unknown_name_is_passed_over() -> None:
    html = '<script>createPageHTML(3, 0, "index", "html")</script><a href="other_2.html">下一页</a>'
    document = parse_document(html, COLUMN)
    by_links = find_pager(document, family="links")
    assert by_links is not None
    assert by_links.family == "links"
    unknown = find_pager(document, family="gone")
    assert unknown is not None
    assert unknown.family == "trs"


@pytest.mark.parametrize("family", FAMILIES)
def test_family_sees_nothing_in_an_empty_page(family: str) -> None:
    assert FAMILIES[family](parse_document("", COLUMN), None) is None


@pytest.mark.parametrize("digits", ["9" * 5000, "²", "１２"])
def test_figures_out_of_all_measure_do_no_harm(digits: str) -> None:
    html = (
        f"<script>createPageHTML({digits},0,'index','html')</script>第 {digits} 页 / 共 {digits} 页"
    )
    find_pager(parse_document(f"{html}<a href='?page=3'>{digits}</a>", f"{COLUMN}?page={digits}"))


GO_PAGE = "function goPage(n) {{ {body} }}"
CALLS = (
    "<span>1</span><a href='javascript:goPage(2)'>2</a><a href='#' onclick='goPage(2)'>下一页</a>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("location.href = 'list.jsp?type=3&page=' + n;", "list.jsp?type=3&page=2"),
        ("window.location = 'index_' + n + '.html';", "index_2.html"),
        (
            "document.pageForm.pageNo.value = n; document.pageForm.submit();",
            "list.do?type=3&pageNo=2",
        ),
        ("$('#pageNo').val(n); $('#pageForm').submit();", "list.do?type=3&pageNo=2"),
        ("document.getElementById('pageNo').value = n; f.submit();", "list.do?type=3&pageNo=2"),
    ],
)
def test_function_that_a_pager_calls_is_read(body: str, expected: str) -> None:
    page = (
        "<form name='pageForm' action='list.do'><input type='hidden' name='type' value='3'>"
        "<input type='hidden' name='pageNo' id='pageNo' value='1'></form>"
        f"{CALLS}<script>{GO_PAGE.format(body=body)}</script>"
    )
    following = next_page(page, COLUMN)
    assert following is not None
    assert following.url == COLUMN + expected


def test_form_that_a_pager_sends_is_posted() -> None:
    page = (
        "<form name='f' method='post'><input type='hidden' name='cur' value='2'></form>"
        "<a href='javascript:go(1)'>1</a><span>2</span><a href='javascript:go(3)'>3</a>"
        "<script>var go = function(p) { document.f.cur.value = p; document.f.submit(); }</script>"
    )
    following = next_page(page, f"{COLUMN}list.do")
    assert following is not None
    assert (following.method, following.url) == ("POST", f"{COLUMN}list.do")
    assert following.form == (("cur", "3"),)


def test_last_page_of_a_pager_that_calls_a_function_ends() -> None:
    page = (
        "<a href='javascript:go(1)'>1</a><span>2</span><a href='javascript:go(2)'>下一页</a>"
        "<script>function go(p) { location.href = '?page=' + p; }</script>"
    )
    assert next_page(page, f"{COLUMN}?page=2") is None


@pytest.mark.parametrize(
    "options",
    [
        "count: 118, limit: 15, curr: 1, jump: function (o, first) {{ {go} }}",
        "pages: 8, curr: 1, jump: function (o, first) {{ {go} }}",
        "totalPages: 8, currentPage: 1, onPageClicked: function (e, t, page) {{ {go} }}",
    ],
)
def test_pager_drawn_by_a_widget_is_read(options: str) -> None:
    go = "if (!first) location.href = '?page=' + o.curr;"
    following = next_page(f"<script>pager.render({{{options.format(go=go)}}})</script>", COLUMN)
    assert following is not None
    assert following.url == f"{COLUMN}?page=2"


def test_select_that_posts_back_leads_on() -> None:
    page = (
        "<form action='list.aspx' method='post'><input type='hidden' name='__VIEWSTATE' value='a'>"
        "<select name='pager' onchange=\"javascript:__doPostBack('pager','')\">"
        "<option value='1' selected>1</option><option value='2'>2</option></select></form>"
    )
    following = next_page(page, COLUMN)
    assert following is not None
    assert dict(following.form) == {"__VIEWSTATE": "a", "__EVENTTARGET": "pager"} | {
        "__EVENTARGUMENT": "",
        "pager": "2",
    }


@pytest.mark.parametrize(
    "link",
    [
        "<a href='?page=2'>下 一 页</a>",
        "<a href='?page=2'>较早文章</a>",
        "<a class='next page-numbers' href='?page=2'>»</a>",
        "<a title='下一页' href='?page=2'><i class='icon-right'></i></a>",
        "<a href='?page=2'><img src='next.gif' alt='下一页'></a>",
    ],
)
def test_next_page_is_known_by_whatever_its_link_shows(link) -> None:
    following = next_page(f"<p>防汛会议</p><div>{link}</div>", COLUMN)
    assert following is not None
    assert following.url == f"{COLUMN}?page=2"


def test_number_of_a_link_is_not_the_current_page() -> None:
    pager = pager_of(
        "<strong>1</strong><a href='?page=2'>2</a><a href='?page=3'>3</a><label> / 3 页</label>"
    )
    assert pager is not None
    assert pager.next is not None
    assert pager.next.url == f"{COLUMN}?page=2"


def test_select_that_posts_back_after_a_moment_is_followed() -> None:
    options = "<option selected value='1'>1</option><option value='2'>2</option>"
    change = "javascript:setTimeout('__doPostBack(\\'pages\\',\\'\\')', 0)"
    form = (
        "<form><input type='hidden' name='__VIEWSTATE' value='s1'>"
        f'<select name="pages" onchange="{change}">{options}</select></form>'
    )
    following = next_page(form, COLUMN)
    assert following is not None
    assert ("pages", "2") in following.form


def test_interface_of_unknown_page_field_is_asked_with_the_usual_ones() -> None:
    following = next_page("<div data-api='/api/article/list' data-page-size='12'></div>", COLUMN)
    assert following is not None
    assert "page=1&pageNo=1&pageNum=1&pageIndex=1" in following.url
