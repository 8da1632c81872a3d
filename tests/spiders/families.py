"""Invented columns of every family of publishing systems, as their servers would answer.

Each has twenty-three articles, five a page, newest first. The pages show what the systems' templates
show (seen 2010 to 2023): rows, pagers and scripts; names and headlines are made up.
"""

import dataclasses
import html
import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

ARTICLES, ROWS = 23, 5
PAGES = -(-ARTICLES // ROWS)
NAV = "<div class='nav'><a href='/'>首页</a><a href='/about/'>关于我们</a><a href='/map/'>网站地图</a></div>"
FOOT = (
    "<div class='foot'><a href='http://gov.example/'>上级部门</a><a href='/law/'>版权声明</a></div>"
)

Answer = Callable[[str, dict[str, str]], str | None]
"""What a family's server says: path, and the fields of query and form; None for a missing page."""


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    """A column at `start`; `system` is what it is told by, None where it has no sign of its own."""

    name: str
    start: str
    answer: Answer
    article: Callable[[int], str]
    pagination: str | None
    system: str | None = None

    def paths(self) -> set[str]:
        """The paths of all its articles."""
        return {self.article(number) for number in range(1, ARTICLES + 1)}


def numbers(page: int, size: int = ROWS) -> list[int]:
    """The articles of a page, counted from 1; none past the end."""
    return [n for n in range(ARTICLES - (page - 1) * size, ARTICLES - page * size, -1) if n > 0]


def headline(number: int) -> str:
    return f"新禾区召开第{number}次防汛工作会议"


def date(number: int) -> str:
    return f"2023-{number // 28 + 4:02}-{number % 28 + 1:02}"


def rows(page: int, article: Callable[[int], str], size: int = ROWS) -> str:
    """The rows of a page, as list items."""
    return "".join(
        f"<li><a href='{html.escape(article(n))}' title='{headline(n)}'>{headline(n)[:9]}...</a>"
        f"<span>{date(n)}</span></li>"
        for n in numbers(page, size)
    )


def listing(page: int, article: Callable[[int], str], pager: str = "", head: str = "") -> str:
    """A whole list page."""
    title = f"<title>工作动态-新禾区</title>{head}"
    body = f"{NAV}<ul class='list'>{rows(page, article)}</ul><div class='page'>{pager}</div>{FOOT}"
    return f"<html><head>{title}</head><body>{body}</body></html>"


def shell(script: str, body: str = "<div id='app'></div>") -> str:
    """A list page without rows."""
    head = "<head><title>工作动态-新禾区</title></head>"
    return f"<html>{head}<body>{NAV}{body}<script>{script}</script>{FOOT}</body></html>"


def page_of(path: str, template: str, first: int = 2) -> int | None:
    """The number of a page in a path of the form `/gzdt/index_{}.html`; None for other paths."""
    head, _, tail = template.partition("{}")
    inner = path.removeprefix(head).removesuffix(tail)
    fits = path.startswith(head) and path.endswith(tail) and inner.isdigit()
    number = int(inner) + 2 - first if fits else 0
    return number if 1 < number <= PAGES else None


def trs(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/trs/" else page_of(path, "/trs/index_{}.html", first=1)
    call = f'createPageHTML({PAGES}, {(page or 1) - 1}, "index", "html");'
    return listing(page, trs_article, f"<script>{call}</script>") if page else None


def trs_article(n: int) -> str:
    return f"/trs/202306/t202306{n % 28 + 1:02}_{8100 + n}.html"


def trs_variables(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/trsv/" else page_of(path, "/trsv/index_{}.html", first=1)
    call = f"var currentPage = {(page or 1) - 1}; var countPage = {PAGES};"
    return listing(page, trsv_article, f"<script>{call}</script>") if page else None


def trsv_article(n: int) -> str:
    return f"/trsv/202306/t202306{n % 28 + 1:02}_{8200 + n}.shtml"


def ucap(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/ucap/list2.shtml" else page_of(path, "/ucap/list2_{}.shtml")
    call = f"createPageHTML('page_div',{PAGES}, {page},'list2','shtml',{ARTICLES});"
    return listing(page, ucap_article, f"<script>{call}</script>") if page else None


def ucap_article(n: int) -> str:
    return f"/ucap/c100116/202306/c00_{31774000 + n}.shtml"


def records(first: int, last: int, article: Callable[[int], str]) -> str:
    found = (ARTICLES + 1 - place for place in range(first, min(last, ARTICLES) + 1))
    return "".join(
        f"<record><![CDATA[<li><a href='{article(n)}' title='{headline(n)}'>{headline(n)[:9]}...</a>"
        f"<span>{date(n)}</span></li>]]></record>"
        for n in found
    )


def hanweb_article(n: int) -> str:
    return f"/art/2023/6/{n % 28 + 1}/art_1234_{567000 + n}.html"


def hanweb(path: str, fields: dict[str, str]) -> str | None:
    if path == "/module/web/jpage/dataproxy.jsp":
        if fields.get("unitid") != "38761" or fields.get("columnid") != "1234":
            return f"<datastore><totalrecord>{ARTICLES}</totalrecord></datastore>"
        first, last = int(fields["startrecord"]), int(fields["endrecord"])
        found = records(first, min(last, first + 9), hanweb_article)
        return f"<datastore><totalrecord>{ARTICLES}</totalrecord>{found}</datastore>"
    if path != "/col/col1234/index.html":
        return None
    store = f"<datastore><totalrecord>{ARTICLES}</totalrecord>{records(1, 10, hanweb_article)}</datastore>"
    call = (
        "$('#38761').jpage({perPage:5,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{"
        "col:1,appid:1,webid:7,path:'/',columnid:1234,sourceContentType:1,unitid:'38761',"
        "webname:'新禾区',permissiontype:0}})"
    )
    body = f"<div id='38761'><script type='text/xml'>{store}</script></div>"
    return shell(call, body)


def hanweb_groups(path: str, fields: dict[str, str]) -> str | None:
    number = int(fields.get("page", "1")) if path == "/jcms/dataproxy.jsp" else 1
    if path not in {"/jcms/dataproxy.jsp", "/jcms/col/col88/index.html"}:
        return None
    last = number * 8
    address = f"/jcms/dataproxy.jsp?page={number + 1}&appid=1&columnid=88&webname=新禾区"
    group = (
        f"<nextgroup><![CDATA[<a href='{address}'></a>]]></nextgroup>" if last < ARTICLES else ""
    )
    found = records(last - 7, last, lambda n: f"/jcms/art/2023/6/2/art_88_{700 + n}.html")
    store = f"<datastore>{group}<totalrecord>{ARTICLES}</totalrecord>{found}</datastore>"
    if path == "/jcms/dataproxy.jsp":
        return store
    return shell("", f"<div id='5'><script type='text/xml'>{store}</script></div>")


def jpaas_article(n: int) -> str:
    return f"/jpaas/art/2023/6/2/art_5678_{9000 + n}.html"


def jpaas(path: str, fields: dict[str, str]) -> str | None:
    if path.endswith("/jpaas-publish-server/front/page/build/unit"):
        if fields.get("tagId") != "当前栏目list" or fields.get("parseType") != "bulidstatic":
            return json.dumps({"success": False, "data": None})
        asked = json.loads(fields["paramJson"])
        found = rows(asked["pageNo"], jpaas_article, asked["pageSize"])
        data = {"html": f"<ul count='{ARTICLES}'>{found}</ul>" if found else ""}
        return json.dumps({"success": True, "data": data})
    if path != "/jpaas/col/col5678/index.html":
        return None
    data = "{'webId':'7','tplSetId':'q8','pageType':'column','tagId':'当前栏目list',"
    data += "'parseType':'bulidstatic','editType':'null','pageId':'5678'}"
    url = "/common-read/api-gateway/jpaas-publish-server/front/page/build/unit"
    return shell("", f'<div id="list"><script url="{url}" queryData="{data}"></script></div>')


def gkmlpt_article(n: int) -> str:
    return f"/gkmlpt/content/10/10454/post_{10454000 + n}.html"


def gkmlpt(path: str, fields: dict[str, str]) -> str | None:
    if path == "/gkmlpt/api/all/2811" and fields.get("sid") == "755001":
        found = [
            {
                "id": 10454000 + n,
                "title": headline(n),
                "url": gkmlpt_article(n),
                "post_url": f"/mobile{gkmlpt_article(n)}",
                "display_publish_time": 1685667600 - n,
                "created_at": "2023-06-03 08:00:00",
            }
            for n in numbers(int(fields["page"]), 100)
        ]
        return json.dumps({"total": ARTICLES, "articles": found})
    page = shell("window._CONFIG = {SID: '755001', LANG: 'zh'}; start(_CONFIG)")
    return page if path == "/gkmlpt/index" else None


def nfcms(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/nfcms/index.html" else page_of(path, "/nfcms/index_{}.html")
    if page is None:
        return None
    further = f"<a href='index_{page + 1}.html'>下一页</a>" if page < PAGES else "下一页"
    pager = f"<span>{page}</span>{further} 共{PAGES}页"
    return listing(page, nfcms_article, pager)


def nfcms_article(n: int) -> str:
    return f"/nfcms/content/post_{7700000 + n}.html"


LABEL = (
    "/site/label/8888?labelName=publicInfoList&siteId=6795&organId=34&type=4&catId=55&pageSize=5"
    "&pageIndex=1&action=list&isDate=true&dateFormat=yyyy-MM-dd&length=80&file=/xinhe/list"
)


def longxun_article(n: int) -> str:
    return f"/public/34/{16100000 + n}.html"


def longxun(path: str, fields: dict[str, str]) -> str | None:
    if path == "/site/label/8888":
        page = int(fields["pageIndex"])
        return f"<ul>{rows(page, longxun_article, int(fields['pageSize']))}</ul>"
    return (
        shell(f"$('#list').load('{LABEL}&_=' + Math.random())")
        if path == "/public/column/34"
        else None
    )


def longxun_column(path: str, fields: dict[str, str]) -> str | None:
    if path != "/content/column/6795911":
        return None
    page = min(int(fields.get("pageIndex", 1)), PAGES)
    pager = f"<script>$('#page').paging({{pageIndex: {page}, totalPage: {PAGES}}})</script>"
    return listing(page, lambda n: f"/content/article/{8800 + n}", pager)


def vsb(path: str, _: dict[str, str]) -> str | None:
    number = PAGES if path == "/vsb/gzdt.htm" else 0
    if path.startswith("/vsb/gzdt/"):
        number = int(path.removeprefix("/vsb/gzdt/").removesuffix(".htm"))
    if not 1 <= number <= PAGES:
        return None
    folder = "gzdt/" if number == PAGES else ""
    further = f"<a href='{folder}{number - 1}.htm'>下页</a>"
    following = f"<span class='p_next p_fun'>{further}</span>"
    if number == 1:
        following = "<span class='p_next_d p_fun_d'>下页</span>"
    page = PAGES + 1 - number
    pager = f"<span class='p_t'>共{ARTICLES}条</span><span class='p_pages'>{following}</span>{page}/{PAGES}"
    return listing(page, vsb_article, pager)


def vsb_article(n: int) -> str:
    return f"/vsb/info/1001/{2000 + n}.htm"


def vsb_dynamic(path: str, fields: dict[str, str]) -> str | None:
    if path != "/vsbd/list.jsp":
        return None
    page = min(int(fields.get("PAGENUM", 1)), PAGES)
    asked = {"urltype": "tree.TreeTempUrl", "wbtreeid": "1037", "totalpage": PAGES}
    address = f"list.jsp?{urlencode(asked | {'PAGENUM': page + 1})}"
    further = f"<a href='{html.escape(address)}'>下页</a>" if page < PAGES else "下页"
    return listing(page, vsbd_article, f"共{ARTICLES}条 {further} {page}/{PAGES}")


def vsbd_article(n: int) -> str:
    return f"/vsbd/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1037&wbnewsid={3000 + n}"


def wordpress(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/wp/category/news/" else page_of(path, "/wp/category/news/page/{}/")
    if page is None:
        return None
    further = f"<a class='next' href='/wp/category/news/page/{page + 1}/'>下一页 »</a>"
    head = "<meta name='generator' content='WordPress 6.2'>"
    return listing(page, wp_article, further if page < PAGES else f"<span>{page}</span>", head)


def wp_article(n: int) -> str:
    return f"/wp/2023/06/{n % 28 + 1:02}/flood-meeting-{n}/"


def dede(path: str, _: dict[str, str]) -> str | None:
    page = 1 if path == "/dede/list_12_1.html" else page_of(path, "/dede/list_12_{}.html")
    if page is None:
        return None
    options = "".join(
        f"<option value='list_12_{n}.html'{' selected' if n == page else ''}>{n}</option>"
        for n in range(1, PAGES + 1)
    )
    pager = f"<span class='pageinfo'>共 {PAGES} 页 {ARTICLES} 条</span><select>{options}</select>"
    return listing(page, dede_article, pager, "<link href='/templets/default/a.css'>")


def dede_article(n: int) -> str:
    return f"/dede/a/xinwen/2023/06{n % 28 + 1:02}/{500 + n}.html"


def empire(path: str, fields: dict[str, str]) -> str | None:
    page = int(fields.get("page", 0)) + 1 if path == "/e/action/ListInfo/" else 0
    if not 1 <= page <= PAGES:
        return None
    links = "".join(
        f"<b>{n}</b> " if n == page else f"<a href='?classid=11&amp;page={n - 1}'>{n}</a> "
        for n in range(1, PAGES + 1)
    )
    return listing(page, lambda n: f"/empire/tzgg/2023-06-02/{5000 + n}.html", links)


def discuz(path: str, fields: dict[str, str]) -> str | None:
    page = int(fields.get("page", 1))
    if path != "/portal.php" or fields.get("mod") != "list" or not 1 <= page <= PAGES:
        return None
    link = f"<a href='portal.php?mod=list&amp;catid=2&amp;page={page + 1}' class='nxt'>下一页</a>"
    pager = f"<div class='pg'><strong>{page}</strong>{link if page < PAGES else ''}</div>"
    return listing(page, lambda n: f"/portal.php?mod=view&aid={900 + n}", pager)


def phpcms(path: str, fields: dict[str, str]) -> str | None:
    if path != "/index.php" or fields.get("a") != "lists":
        return None
    page = min(int(fields.get("page", 1)), PAGES)
    base = "index.php?m=content&amp;c=index&amp;a=lists&amp;catid=9&amp;page="
    following = min(page + 1, PAGES)
    pager = (
        f"<a class='a1'>{ARTICLES}条</a> <span>{page}</span> <a href='{base}{following}'>下一页</a>"
    )
    return listing(
        page, lambda n: f"/index.php?m=content&c=index&a=show&catid=9&id={600 + n}", pager
    )


def webforms(path: str, fields: dict[str, str]) -> str | None:
    if path != "/aspx/list.aspx":
        return None
    page = int(fields.get("__EVENTARGUMENT") or 1)
    if page > 1 and fields.get("__VIEWSTATE") != f"state{page - 1}":
        return None
    links = "".join(
        f"<span>{n}</span>"
        if n == page
        else f"<a href=\"javascript:__doPostBack('AspNetPager1','{n}')\">{n}</a>"
        for n in range(1, PAGES + 1)
    )
    state = f"<input type='hidden' name='__VIEWSTATE' value='state{page}'>"
    form = f"<form method='post' action='list.aspx'>{state}{links}</form>"
    return listing(page, lambda n: f"/aspx/show.aspx?id={300 + n}", form)


def json_fetch(path: str, fields: dict[str, str]) -> str | None:
    if path == "/api/article/page":
        page, size = int(fields["pageNo"]), int(fields["pageSize"])
        found = [
            {"id": 40000 + n, "title": headline(n), "linkUrl": "", "publishTime": 1685667600000 - n}
            for n in numbers(page, size)
        ]
        return json.dumps(
            {"code": 200, "data": {"records": found, "total": ARTICLES, "pages": PAGES}}
        )
    script = (
        "var channelId = 'c77';\nfunction load(pageNo) { $.ajax({url: '/api/article/page',"
        " data: {channelId: channelId, pageNo: pageNo, pageSize: 5}, success: draw}); }\n"
        "function draw(r) { r.data.records.forEach(function (item) { html += '<a href=\"/fetch/show/'"
        " + item.id + '.html\">' + item.title + '</a>'; }); }"
    )
    return shell(script) if path == "/fetch/" else None


def json_post(path: str, fields: dict[str, str]) -> str | None:
    if path == "/interface/list.do":
        body = json.loads(fields[""]) if fields.get("") else {}
        found = [
            {"docTitle": headline(n), "docPubUrl": f"./202306/d{n}.html", "docRelTime": date(n)}
            for n in numbers(int(body.get("pageIndex", 0)))
        ]
        return json.dumps({"status": 0, "result": {"rows": found}})
    script = (
        "axios.post('/interface/list.do', {site: 3, pageIndex: pageIndex, pageSize: 5}).then(draw)"
    )
    return shell(script) if path == "/post/index.html" else None


def data_attribute(path: str, fields: dict[str, str]) -> str | None:
    if path == "/news/list.json":
        page = int(fields.get("page", 1))
        found = [
            {"Title": headline(n), "Url": f"/attr/{n}.html", "Date": date(n)} for n in numbers(page)
        ]
        return json.dumps(found)
    body = "<ul id='news' data-url='/news/list.json?cid=5&amp;page=1' data-size='5'></ul>"
    return shell("", body) if path == "/attr/" else None


def inline(path: str, _: dict[str, str]) -> str | None:
    found = [
        {"title": headline(n), "url": f"/inline/{n}.html", "time": date(n)} for n in numbers(1, 99)
    ]
    page = shell(f"var itemObj = {json.dumps(found, ensure_ascii=False)}; draw(itemObj)")
    return page if path == "/inline/" else None


def jsp(path: str, fields: dict[str, str]) -> str | None:
    if path != "/jsp/list.do":
        return None
    page = int(fields.get("pageNo", 1))
    links = f"<span>{page}</span>"
    if page < PAGES:
        links += f"<a href='javascript:goPage({page + 1})'>下一页</a>"
    hidden = (
        "<input type='hidden' name='type' value='3'><input type='hidden' name='pageNo' value='1'>"
    )
    form = f"<form name='f' method='post' action='list.do'>{hidden}</form>"
    script = (
        "<script>function goPage(n) { document.f.pageNo.value = n; document.f.submit(); }</script>"
    )
    return listing(page, lambda n: f"/jsp/detail.do?id={100 + n}", links + form + script)


def wordpress_interface(path: str, fields: dict[str, str]) -> str | None:
    if path == "/wpi/wp-json/wp/v2/posts" and fields.get("categories") == "7":
        posts = [
            {
                "id": n,
                "date": f"{date(n)}T09:00:00",
                "link": wpi_article(n),
                "title": {"rendered": headline(n)},
            }
            for n in numbers(int(fields["page"]), int(fields["per_page"]))
        ]
        return json.dumps(posts)
    head = (
        "<link rel='https://api.w.org/' href='/wpi/wp-json/'>"
        "<link rel='alternate' type='application/json' href='/wpi/wp-json/wp/v2/categories/7'>"
        "<link rel='stylesheet' href='/wp-content/themes/xinhe/style.css'>"
    )
    return head + shell("") if path == "/wpi/news/" else None


def wpi_article(n: int) -> str:
    return f"/wpi/2023/{700 + n}.html"


def newspaper(path: str, _: dict[str, str]) -> str | None:
    """Each page of the paper names the others and its own articles, in blocks without dates."""
    start = "/szb/layout/202306/02/node_01.html"
    page = 1 if path == start else page_of(path, "/szb/layout/202306/02/node_0{}.html")
    if page is None:
        return None
    pages = "".join(
        f"<p><a href='node_0{n}.html'>第0{n}版：{name}</a></p>"
        for n, name in enumerate(["要闻", "综合", "民生", "经济", "副刊"], start=1)
    )
    articles = "".join(
        f"<h3><a href='../../../content/202306/02/content_{n}.html'>{headline(n)}</a></h3>"
        for n in numbers(page)
    )
    return f"<html><body><div>{articles}</div><div>{pages}</div>{FOOT}</body></html>"


def dated(folder: str) -> Callable[[int], str]:
    return lambda n: f"{folder}{n}.html"


FAMILIES = (
    Family("trs", "/trs/", trs, trs_article, "trs", "TRS WCM"),
    Family("trs_variables", "/trsv/", trs_variables, trsv_article, "trs", "TRS WCM"),
    Family("ucap", "/ucap/list2.shtml", ucap, ucap_article, "ucap", "UCAP"),
    Family("hanweb", "/col/col1234/index.html", hanweb, hanweb_article, "jpage", "Hanweb jcms"),
    Family(
        "hanweb_groups",
        "/jcms/col/col88/index.html",
        hanweb_groups,
        lambda n: f"/jcms/art/2023/6/2/art_88_{700 + n}.html",
        "jpage",
        "Hanweb jcms",
    ),
    Family("jpaas", "/jpaas/col/col5678/index.html", jpaas, jpaas_article, "jpaas", "Hanweb jpaas"),
    Family("gkmlpt", "/gkmlpt/index#2811", gkmlpt, gkmlpt_article, "gkmlpt", "gkmlpt"),
    Family("nfcms", "/nfcms/index.html", nfcms, nfcms_article, "links", "NFCMS"),
    Family("longxun", "/public/column/34", longxun, longxun_article, "longxun", "Longxun"),
    Family(
        "longxun_column",
        "/content/column/6795911",
        longxun_column,
        lambda n: f"/content/article/{8800 + n}",
        "longxun",
        "Longxun",
    ),
    Family("vsb", "/vsb/gzdt.htm", vsb, vsb_article, "vsb", "VSB"),
    Family(
        "vsb_dynamic", "/vsbd/list.jsp?wbtreeid=1037", vsb_dynamic, vsbd_article, "links", "VSB"
    ),
    Family("wordpress", "/wp/category/news/", wordpress, wp_article, "links", "WordPress"),
    Family("dede", "/dede/list_12_1.html", dede, dede_article, "links", "DedeCMS"),
    Family(
        "empire",
        "/e/action/ListInfo/?classid=11&page=0",
        empire,
        lambda n: f"/empire/tzgg/2023-06-02/{5000 + n}.html",
        "links",
    ),
    Family(
        "discuz",
        "/portal.php?mod=list&catid=2",
        discuz,
        lambda n: f"/portal.php?mod=view&aid={900 + n}",
        "links",
        "Discuz",
    ),
    Family(
        "phpcms",
        "/index.php?m=content&c=index&a=lists&catid=9",
        phpcms,
        lambda n: f"/index.php?m=content&c=index&a=show&catid=9&id={600 + n}",
        "links",
        "phpcms",
    ),
    Family(
        "webforms",
        "/aspx/list.aspx",
        webforms,
        lambda n: f"/aspx/show.aspx?id={300 + n}",
        "postback",
        "ASP.NET WebForms",
    ),
    Family("json_fetch", "/fetch/", json_fetch, lambda n: f"/fetch/show/{40000 + n}.html", "json"),
    Family("json_post", "/post/index.html", json_post, lambda n: f"/post/202306/d{n}.html", "json"),
    Family("data_attribute", "/attr/", data_attribute, dated("/attr/"), "json"),
    Family("inline", "/inline/", inline, dated("/inline/"), None),
    Family(
        "wordpress_interface",
        "/wpi/news/",
        wordpress_interface,
        wpi_article,
        "wordpress",
        "WordPress",
    ),
    Family(
        "newspaper",
        "/szb/layout/202306/02/node_01.html",
        newspaper,
        lambda n: f"/szb/content/202306/02/content_{n}.html",
        "newspaper",
    ),
    Family("jsp", "/jsp/list.do", jsp, lambda n: f"/jsp/detail.do?id={100 + n}", "form"),
)


def respond(target: str, body: str) -> str | None:
    """What any of the families answers to a path with query and what was posted, None for 404."""
    parts = urlsplit(target)
    fields = {key: values[-1] for key, values in parse_qs(f"{parts.query}&{body}").items()}
    fields[""] = body
    for family in FAMILIES:
        page = family.answer(parts.path, fields)
        if page is not None:
            return page
    is_article = any(target in family.paths() for family in FAMILIES)
    return f"<h1>{target}</h1><p>新禾区召开防汛工作会议。</p>" if is_article else None
