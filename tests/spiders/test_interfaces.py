"""Lists whose rows a script fetches: how the request is read from the page, in many spellings."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from spiders.document import parse_document
from spiders.listing import read_document
from spiders.pagination.base import NextPage
from spiders.pagination.find import find_pager

COLUMN = "http://www.xinhe.example/gzdt/index.html"


def first_rows(body: str, url: str = COLUMN) -> NextPage:
    """The request for the first rows of a shell."""
    shell = f"<html><body><ul id='list'></ul>{body}</body></html>"
    pager = find_pager(parse_document(shell, url))
    assert pager is not None
    assert pager.next is not None
    assert pager.next.brings_first_rows
    return pager.next


def script(text: str) -> str:
    return f"<script>{text}</script>"


@pytest.mark.parametrize(
    "body",
    [
        script("fetch('/api/news/list?cid=12&page=' + page + '&size=10').then(show)"),
        script("fetch(`/api/news/list?cid=12&page=${page}&size=10`)"),
        script(
            "var cid = 12, size = 10;"
            "fetch(`/api/news/list?cid=${cid}&page=${this.page}&size=${size}`)"
        ),
        script("$.get('/api/news/list', {cid: 12, page: pageNo, size: 10}, function (d) {})"),
        script("$.getJSON('/api/news/list?cid=12', {page: 1, size: 10}, show)"),
        script("$.ajax({type:'get', url:'/api/news/list', data:{cid:'12', page:cur, size:10}})"),
        script(
            "var apiUrl = '/api/news/list', cid = '12', rows = 10;\n"
            "$.ajax({\n  url: apiUrl,\n  dataType: 'json',\n  data: {\n   'cid': cid,\n"
            "   'page': currentPage,\n   'size': rows\n  },\n  success: function (r) {}\n})"
        ),
        script("axios.get('/api/news/list', {params: {cid: 12, page: this.current, size: 10}})"),
        script("axios({url: '/api/news/list', params: {cid: 12, page, size: 10}})"),
        script(
            "var xhr = new XMLHttpRequest();"
            "xhr.open('GET', '/api/news/list?cid=12&size=10&page=' + p, true);"
        ),
        script("const LIST_API = '/api/news/list?cid=12&page=1&size=10';"),
        "<div data-url='/api/news/list?cid=12&page=1&size=10'></div>",
        "<ul data-api='/api/news/list' data-cid='12' data-page='1' data-size='10'></ul>",
        "<section data-list-url='/api/news/list?cid=12' data-size='10'></section>",
    ],
)
def test_address_of_an_interface_is_read_from_the_page(body: str) -> None:
    following = first_rows(body)

    assert urlsplit(following.url)._replace(query="").geturl() == (
        "http://www.xinhe.example/api/news/list"
    )
    fields = {name: values[0] for name, values in parse_qs(urlsplit(following.url).query).items()}
    assert (fields["cid"], fields["page"], fields["size"]) == ("12", "1", "10")


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        (
            "$.post('/api/news/list', {channel: '12', pageIndex: n, pageSize: 10}, show)",
            [("channel", "12"), ("pageIndex", "1"), ("pageSize", "10")],
        ),
        (
            "$.ajax({url: '/api/news/list', type: 'POST', data: {channel: 12, start: 0, limit: 10}})",
            [("channel", "12"), ("start", "0"), ("limit", "10")],
        ),
    ],
)
def test_form_of_an_interface_is_posted(body: str, sent: list[tuple[str, str]]) -> None:
    following = first_rows(script(body))
    assert (following.method, list(following.form)) == ("POST", sent)


@pytest.mark.parametrize(
    "body",
    [
        "axios.post('/api/news/list', {channel: 12, pageNum: pageNum, pageSize: 10})",
        "fetch('/api/news/list', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({channel: 12, pageNum: pageNum, pageSize: 10})})",
        "$.ajax({url: '/api/news/list', type: 'post', contentType: 'application/json',"
        " data: JSON.stringify({channel: 12, pageNum: 1, pageSize: 10})})",
    ],
)
def test_json_of_an_interface_is_posted(body: str) -> None:
    following = first_rows(script(body))
    assert following.method == "POST"
    assert json.loads(following.body) == {"channel": 12, "pageNum": 1, "pageSize": 10}


@pytest.mark.parametrize(
    "body",
    [
        "$.get('/api/user/info', function (user) {})",
        "fetch('/api/weather?city=12').then(show)",
        "$.post('/api/comment/list', {page: 1, id: 9})",
        "var uploadUrl = '/upload/image.do';",
        "$.getJSON('/hits/count?page=' + location.href)",
    ],
)
def test_other_calls_of_a_page_are_no_list(body: str) -> None:
    page = f"<html><body><ul id='list'></ul>{script(body)}</body></html>"
    assert find_pager(parse_document(page, COLUMN)) is None


def test_pager_of_links_counts_more_than_calls_of_the_page() -> None:
    page = (
        "<ul><li><a href='a/1.html'>第1次防汛会议</a>2023-06-02</li></ul>"
        "<a href='index_2.html'>下一页</a>"
        + script("fetch('/api/news/hot?type=list&page=' + page)")
    )
    pager = find_pager(parse_document(page, COLUMN))
    assert pager is not None
    assert pager.family == "links"


JPAAS = (
    "<script {name}=\"{{'webId':'7','tplSetId':'q8Zt','pageType':'column','tagId':'当前栏目list',"
    "'parseType':'{kind}','editType':'null','pageId':'5678'}}\"{url}></script>"
)


@pytest.mark.parametrize(
    ("element", "prefix", "kind"),
    [
        (
            JPAAS.format(
                name="queryData",
                kind="bulidstatic",
                url=' url="/common-read/api-gateway/jpaas-publish-server/front/page/build/unit"',
            ),
            "/common-read/api-gateway",
            "bulidstatic",
        ),
        (
            JPAAS.format(
                name="querydata",
                kind="buildstatic",
                url=" url='/api-gateway/jpaas-publish-server/front/page/build/unit'",
            ),
            "/api-gateway",
            "buildstatic",
        ),
        (
            JPAAS.format(name="queryData", kind="bulidstatic", url="")
            + script("var u = '/gw/jpaas-publish-server/front/page/build/unit'"),
            "/gw",
            "bulidstatic",
        ),
    ],
)
def test_jpaas_unit_is_asked_with_what_its_script_says(
    element: str, prefix: str, kind: str
) -> None:
    following = first_rows(element, "http://www.dongbei.example/col/col5678/index.html")

    parts = urlsplit(following.url)
    assert parts.path == f"{prefix}/jpaas-publish-server/front/page/build/unit"
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert query["parseType"] == kind
    assert query["tagId"] == "当前栏目list"
    assert json.loads(query["paramJson"]) == {"pageNo": 1, "pageSize": 20}


def test_jpaas_answer_holds_rows_and_leads_on() -> None:
    shell = JPAAS.format(name="queryData", kind="bulidstatic", url="")
    asked = first_rows(shell, "http://www.dongbei.example/col/col5678/index.html")
    rows = "".join(
        f"<li><a href='/art/2023/6/{n}/art_5678_{n}.html' title='东陂县第{n}号公告'>东陂县第…</a>"
        f"<span>2023-06-{n:02}</span></li>"
        for n in range(20, 0, -1)
    )
    text = json.dumps({"success": True, "data": {"html": f"<ul count='45'>{rows}</ul>"}})
    document = parse_document(text, asked.url, base="http://www.dongbei.example/col/col5678/")

    listing = read_document(document)
    pager = find_pager(document, previous=asked)

    assert listing.items[0].title == "东陂县第20号公告"
    assert len(listing.items) == 20
    assert pager is not None
    assert pager.pages == 3
    assert pager.next is not None
    assert '{"pageNo": 2' in parse_qs(urlsplit(pager.next.url).query)["paramJson"][0]


@pytest.mark.parametrize(
    ("page", "fragment", "column"),
    [
        (script("window._CONFIG = {SID: '755001', NAME: '南溪区'}"), "#2811", "2811"),
        (script('var _CONFIG = {"SID":"755001","COLUMN_ID":2811}'), "", "2811"),
        (script("_CONFIG.sid = 755001"), "", "0"),
    ],
)
def test_gkmlpt_column_is_asked_for_its_rows(page: str, fragment: str, column: str) -> None:
    following = first_rows(page, f"http://www.nanxi.example/gkmlpt/index{fragment}")
    assert following.url == f"http://www.nanxi.example/gkmlpt/api/all/{column}?page=1&sid=755001"


def test_gkmlpt_answer_is_read_and_goes_on_from_its_own_address() -> None:
    articles = [
        {
            "id": n,
            "title": f"南溪区第{n}号公告",
            "url": f"http://www.nanxi.example/gkmlpt/content/10/10454/post_{n}.html",
            "display_publish_time": 1685667600,
            "created_at": "2023-06-05 10:00:00",
        }
        for n in range(10454400, 10454300, -1)
    ]
    text = json.dumps({"total": 130, "articles": articles})
    url = "http://www.nanxi.example/gkmlpt/api/all/2811?page=1&sid=755001"
    document = parse_document(text, url)

    listing = read_document(document)
    pager = find_pager(document)

    assert len(listing.items) == 100
    assert listing.items[0].date_text == "2023-06-02 09:00:00"
    assert pager is not None
    assert (pager.family, pager.pages) == ("gkmlpt", 2)
    assert pager.next is not None
    assert pager.next.url.endswith("/all/2811?page=2&sid=755001")


LABEL = (
    "/site/label/8888?labelName=publicInfoList&siteId=6795&organId=34&type=4&catId=55"
    "&pageSize=15&pageIndex=1&action=list&isDate=true&dateFormat=yyyy-MM-dd&length=80"
)


@pytest.mark.parametrize(
    "body",
    [
        script(f"$('#list').load('{LABEL}&_=' + Math.random())"),
        script(f'var u = "{LABEL}&file=/c1/xinhe/list-jx";'),
        script(
            "$.post('/site/label/8888', {labelName: 'publicInfoList', siteId: '6795', organId: 34,"
            " type: 4, catId: 55, pageSize: 15, pageIndex: pageIndex, action: 'list'}, show)"
        ),
        f"<div data-href='{LABEL}'></div>",
    ],
)
def test_longxun_label_is_asked_for_its_rows(body: str) -> None:
    following = first_rows(body, "http://www.lingtan.example/public/column/34?type=4")
    query = parse_qs(urlsplit(following.url).query)
    wanted = ("labelName", "organId", "catId", "pageSize", "pageIndex")
    assert [query[name][0] for name in wanted] == ["publicInfoList", "34", "55", "15", "1"]


def test_longxun_column_takes_the_number_of_its_page() -> None:
    page = script("$('#pager').paging({pageIndex: 1, totalPage: 9})")
    pager = find_pager(parse_document(page, "http://www.lingtan.example/content/column/6795911"))
    assert pager is not None
    assert pager.next is not None
    assert pager.next.url == "http://www.lingtan.example/content/column/6795911?pageIndex=2"


@pytest.mark.parametrize(
    "value",
    [
        {"code": 200, "data": {"list": ["ROWS"], "total": 3}},
        {"success": True, "result": {"records": ["ROWS"], "pages": 1}},
        {"status": 0, "results": {"rows": ["ROWS"]}},
        {"data": {"page": {"items": ["ROWS"]}, "banner": [{"title": "横幅", "url": "/b.jpg"}]}},
        ["ROWS"],
    ],
)
@pytest.mark.parametrize(
    "fields",
    [
        {"title": "T", "url": "/a/N.html", "publishTime": 1685667600000},
        {"docTitle": "<em>T</em>", "docPubUrl": "http://www.xinhe.example/a/N.html"}
        | {"docRelTime": "2023-06-02 09:00:00"},
        {"id": "N", "name": "T", "linkUrl": "", "createDate": "/Date(1685667600000)/"},
        {"Title": "T", "Url": "./../a/N.html", "PubDate": "2023-06-02T09:00:00"},
        {"articleTitle": "T", "jumpUrl": None, "id": "N", "showTime": "1685667600"},
    ],
)
def test_records_of_many_envelopes_and_spellings_are_read(value: object, fields: object) -> None:
    def rows(template: str) -> str:
        numbered = (
            template.replace("N", str(n)).replace('"T"', f'"第{n}次防汛会议"') for n in (3, 2, 1)
        )
        return ", ".join(text.replace("<em>T</em>", "<em>第1次防汛会议</em>") for text in numbered)

    text = json.dumps(value).replace('"ROWS"', rows(json.dumps(fields)))
    document = parse_document(
        text, "http://api.xinhe.example/list", base=COLUMN, item_url="/a/{id}.html"
    )

    items = read_document(document).items

    assert [item.url for item in items] == [
        f"http://www.xinhe.example/a/{n}.html" for n in (3, 2, 1)
    ]
    assert all("次防汛会议" in (item.title or "") for item in items)
    assert {item.published_at and item.published_at.isoformat() for item in items} == {
        "2023-06-02T09:00:00+08:00"
    }


@pytest.mark.parametrize(
    ("template", "form"),
    [
        (
            "html += '<li><a href=\"/a/' + item.id + '.html\">' + item.title + '</a>'",
            "/a/{id}.html",
        ),
        ("`<a href=\"/a/${row.id}.html\" target='_blank'>${row.title}</a>`", "/a/{id}.html"),
        ("location.href = '/detail?id=' + d.newsId;", "/detail?id={newsId}"),
        (
            "window.open('/detail.html?cid=' + d.cid + '&id=' + d.id);",
            "/detail.html?cid={cid}&id={id}",
        ),
        ("$('a').attr('href', './show_' + list[i].articleId + '.htm');", "./show_{articleId}.htm"),
    ],
)
def test_form_of_article_addresses_is_read_from_the_script(template: str, form: str) -> None:
    following = first_rows(script(f"fetch('/api/list?page=' + page); function f(){{ {template} }}"))
    assert following.api is not None
    assert following.api.item_url == form


@pytest.mark.parametrize(
    "template",
    [
        '<script type="text/template"><a href="/a/{{item.id}}.html">{{item.title}}</a></script>',
        '<script type="text/html"><a href="/a/<%= item.id %>.html"><%= item.title %></a></script>',
        '<li v-for="item in list"><a :href="`/a/${item.id}.html`">{{ item.title }}</a></li>',
        "<li v-for='item in list'><a :href=\"'/a/' + item.id + '.html'\">{{ item.title }}</a></li>",
    ],
)
def test_form_of_article_addresses_is_read_from_a_template(template: str) -> None:
    following = first_rows(template + script("fetch('/api/list?page=' + page)"))
    assert following.api is not None
    assert following.api.item_url == "/a/{id}.html"


def test_list_in_an_array_of_the_page_is_read() -> None:
    rows = ",".join(
        f"{{title:'第{n}次防汛会议', url:'/a/{n}.html', date:'2023-06-0{n}', top: false,}}"
        for n in (3, 2, 1)
    )
    page = script(f"var itemObj = [{rows}]; // {{}}\nshow(itemObj)")
    listing = read_document(parse_document(page, COLUMN))
    assert [(item.title, item.date_text) for item in listing.items] == [
        (f"第{n}次防汛会议", f"2023-06-0{n}") for n in (3, 2, 1)
    ]
