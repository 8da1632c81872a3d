"""Detection on invented pages that a real server on loopback serves."""

import datetime as dt
import gzip
import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from newsarchive.sources.detection import MAX_REQUESTS, propose
from newsarchive.sources.proposal import proposal_json, settings_of
from spiders.items import FetchedPage

TOPICS = (
    "防汛备汛",
    "春耕生产",
    "老旧小区改造",
    "职业技能培训",
    "森林防火",
    "义务植树",
    "食品安全",
)
ROBOTS_TYPE = "text/plain"
RSS_TYPE = "application/rss+xml"


def headline(number: int) -> str:
    return f"新禾区召开第{number}次{TOPICS[number % len(TOPICS)]}工作推进会议"


def rows(numbers, folder: str = "./", date: str = "2023-06-{:02}") -> str:
    return "".join(
        f'<li><a href="{folder}202306/t202306{number:02}_{8100 + number}.html">'
        f"{headline(number)}</a><span>{date.format(number)}</span></li>"
        for number in numbers
    )


def column(body: str, head: str = "", title: str = "工作动态-新禾区人民政府") -> str:
    menu = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
    return f"<html><head><title>{title}</title>{head}</head><body>{menu}{body}</body></html>"


def trs_column(numbers=range(20, 0, -1), pages: int = 1, head: str = "") -> str:
    pager = f'<script>createPageHTML({pages}, 0, "index", "html");</script>'
    return column(f'<ul class="list">{rows(numbers)}</ul>{pager}', head)


def article(crumbs: str = "", head: str = "") -> str:
    text = "<p>6月2日，新禾区召开防汛工作会议，安排部署近期重点工作，区有关部门负责人参加。</p>" * 6
    return column(f'{crumbs}<h1>{headline(2)}</h1><div class="TRS_Editor">{text}</div>', head)


def rss(count: int, base: str) -> str:
    items = "".join(
        f"<item><title>{headline(n)}</title><link>{base}news/{n}.html</link>"
        f"<pubDate>Fri, {n:02} Jun 2023 01:00:00 GMT</pubDate></item>"
        for n in range(1, count + 1)
    )
    return f'<rss version="2.0"><channel><title>新禾集团新闻</title>{items}</channel></rss>'


def sitemap(urls) -> str:
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2023-06-02</lastmod></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def sitemap_index(urls) -> str:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


@pytest.fixture
def detect(site, fetch):
    def look(path: str, **options):
        page = fetch(site.url(path))
        site.asked.clear()
        proposal = propose(page, fetch=fetch, **options)
        assert proposal.requests == len(site.asked) <= MAX_REQUESTS
        assert json.loads(json.dumps(proposal_json(proposal)))
        return proposal

    return look


def test_a_column_is_watched_by_its_own_list_page(site, detect):
    site.put("/gzdt/", trs_column(pages=3))
    site.put("/gzdt/index_1.html", trs_column(range(28, 20, -1), pages=3))
    found = detect("/gzdt/")
    assert (found.kind, found.entry_urls) == ("list_page", (site.url("/gzdt/"),))
    assert (found.family, found.pagination, found.pages) == ("TRS WCM", "trs", 3)
    assert found.next is not None
    assert found.next.url == site.url("/gzdt/index_1.html")
    assert [item.title for item in found.items] == [headline(n) for n in range(20, 0, -1)]
    assert [f"{day:%Y-%m-%d}" for day in found.date_range or ()] == ["2023-06-01", "2023-06-20"]
    assert found.title == "工作动态"
    assert "lists 8 further articles" in found.evidence[-1]
    assert found.warnings == ()


def test_a_list_page_beats_a_feed_and_a_sitemap_of_the_whole_site(site, detect):
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    site.put("/gzdt/", trs_column(head=link))
    site.put("/robots.txt", f"Sitemap: {site.url('/map.xml')}", kind=ROBOTS_TYPE)
    found = detect("/gzdt/")
    assert found.kind == "list_page"
    assert found.feeds == (site.url("/rss.xml"),)
    assert found.sitemaps == (site.url("/map.xml"),)
    assert [(way.kind, way.url) for way in found.alternatives] == [
        ("feed", site.url("/rss.xml")),
        ("sitemap", site.url("/map.xml")),
    ]
    assert site.asked == ["/robots.txt"]


def test_a_home_page_is_watched_by_the_feed_that_it_names(site, detect):
    comments = (
        '<link rel="alternate" type="application/rss+xml" title="评论" href="/comments/feed/">'
    )
    named = '<link rel="alternate" type="application/rss+xml" href="/xw/rss.xml">'
    site.put("/", column("<p>新禾集团</p>", comments + named))
    site.put("/xw/rss.xml", rss(5, site.url("/")), kind=RSS_TYPE)
    found = detect("/")
    assert (found.kind, found.entry_urls) == ("feed", (site.url("/xw/rss.xml"),))
    assert found.url == site.url("/")
    assert len(found.items) == 5
    assert found.feeds == (site.url("/xw/rss.xml"),)
    assert "the page names the feed" in found.evidence[0]
    assert found.pagination is None


def test_a_home_page_that_names_no_feed_may_have_one_at_a_usual_address(site, detect):
    site.put("/", column("<p>新禾集团</p>"))
    site.put("/feed/", rss(4, site.url("/")), kind=RSS_TYPE)
    assert detect("/").entry_urls == (site.url("/feed/"),)


def test_a_home_page_without_feed_leads_to_its_news_column(site, detect):
    menu = '<a href="/about/">关于我们</a><a href="/gsgg/">通知公告</a><a href="/xw/">新闻中心</a>'
    site.put("/", column(menu))
    site.put("/xw/", trs_column())
    site.put("/gsgg/", trs_column())
    found = detect("/")
    assert (found.kind, found.url) == ("list_page", site.url("/xw/"))
    assert "the column 新闻中心 is its likeliest news column" in found.evidence[0]
    assert site.url("/gsgg/") in [way.url for way in found.alternatives]


def test_a_home_page_with_nothing_else_is_watched_by_the_sitemap_of_robots_txt(site, detect):
    site.put("/", column("<p>新禾集团</p>"))
    site.put("/robots.txt", f"User-agent: *\nSitemap: {site.url('/index.xml')}", kind=ROBOTS_TYPE)
    site.put("/index.xml", sitemap_index([site.url("/pages.xml.gz"), site.url("/news.xml.gz")]))
    news = sitemap(site.url(f"/news/{n}.html") for n in range(10, 16))
    site.put("/news.xml.gz", gzip.compress(news.encode()), kind="application/gzip")
    found = detect("/")
    assert (found.kind, found.entry_urls) == ("sitemap", (site.url("/index.xml"),))
    assert len(found.items) == 6
    assert found.path_prefix is None
    assert "robots.txt names the sitemap" in found.evidence[0]
    assert found.warnings == ()


def test_a_column_drawn_by_script_is_watched_by_its_part_of_the_sitemap(site, detect):
    site.put(
        "/gzdt/", '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'
    )
    urls = [site.url(f"/gzdt/{n}.html") for n in range(20, 24)] + [site.url("/about/1.html")]
    site.put("/sitemap.xml", sitemap(urls))
    found = detect("/gzdt/")
    assert (found.kind, found.path_prefix) == ("sitemap", site.url("/gzdt/"))
    assert [item.url for item in found.items] == urls[:4]
    assert f"4 pages below {site.url('/gzdt/')}" in found.evidence[0]


def test_a_sitemap_without_the_columns_pages_does_not_serve_it(site, detect):
    site.put("/gzdt/", '<html><body><script src="/app.js"></script></body></html>')
    site.put("/sitemap.xml", sitemap([site.url("/about/1.html")]))
    found = detect("/gzdt/")
    assert found.kind is None
    assert "holds nothing but a script" in (found.reason or "")


def test_a_feed_address_is_taken_as_it_is(site, detect):
    url = site.put("/rss.xml", rss(3, site.url("/")), kind="text/xml")
    found = detect("/rss.xml")
    assert (found.kind, found.entry_urls, found.title) == ("feed", (url,), "新禾集团新闻")
    assert "is a feed with 3 entries" in found.evidence[0]


def test_an_empty_feed_is_taken_with_a_warning(site, detect):
    site.put("/rss.xml", rss(0, site.url("/")), kind=RSS_TYPE)
    found = detect("/rss.xml")
    assert found.kind == "feed"
    assert found.warnings == ("it holds only 0 entries now",)


def test_a_sitemap_address_is_taken_as_it_is(site, detect):
    url = site.put("/map.xml", sitemap([site.url("/a/1001.html")] * 1), kind="text/xml")
    found = detect("/map.xml")
    assert (found.kind, found.entry_urls) == ("sitemap", (url,))


def test_a_sitemap_index_shows_what_is_in_one_of_its_sitemaps(site, detect):
    site.put("/index.xml", sitemap_index([site.url("/one.xml")]), kind="text/xml")
    site.put("/one.xml", sitemap(site.url(f"/n/{n}.html") for n in range(1000, 1005)))
    found = detect("/index.xml")
    assert found.entry_urls == (site.url("/index.xml"),)
    assert len(found.items) == 5


def test_a_feed_that_cannot_be_read_is_told_with_its_fault(site, detect):
    site.put("/rss.xml", "<rss><channel><!ENTITY x 'y'></channel></rss>", kind=RSS_TYPE)
    found = detect("/rss.xml")
    assert found.kind is None
    assert "begins like a feed, but" in (found.reason or "")
    assert "declares entities of its own" in (found.reason or "")


def test_an_article_leads_to_the_column_of_its_breadcrumbs(site, detect):
    crumbs = (
        '<div>您当前的位置：<a href="/">首页</a> &gt; <a href="/gzdt/">工作动态</a> &gt; 正文</div>'
    )
    path = "/wz/info/202306/t20230602_8102.html"
    site.put(path, article(crumbs))
    listed = trs_column().replace("./202306/t20230602_8102.html", path)
    site.put("/gzdt/", listed)
    found = detect(path)
    assert (found.kind, found.url) == ("list_page", site.url("/gzdt/"))
    assert found.asked_url == site.url(path)
    assert found.evidence[0].startswith("the address is one article: ")
    assert "stands in 工作动态 and lists it" in found.evidence[1]


def test_an_article_without_breadcrumbs_leads_to_the_folder_above_its_month(site, detect):
    site.put("/gzdt/202306/t20230602_8102.html", article())
    site.put("/gzdt/", trs_column())
    found = detect("/gzdt/202306/t20230602_8102.html")
    assert found.url == site.url("/gzdt/")
    assert "its address lies below it and lists it" in found.evidence[1]


def test_an_article_without_a_column_says_so(site, detect):
    path = "/gzdt/202306/t20230602_8102.html"
    site.put(path, article())
    found = detect(path)
    assert found.kind is None
    assert found.reason == (
        f"{site.url(path)} is one article (its address has the form of an article's, it has the "
        "container of an article's body, it has 234 characters of running text), and no list that "
        "it belongs to was found; give the address of the column's list page or of its feed"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="ArticleTitle" content="防汛"><meta name="PubDate" content="2023-06-02 09:15">',
        '<meta property="og:type" content="article">',
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle"}]}</script>',
    ],
)
def test_what_a_page_says_of_itself_makes_it_an_article(site, detect, head):
    site.put("/show", column("<p>短讯</p>", head))
    assert "is one article" in (detect("/show").reason or "")


def test_a_list_page_that_carries_the_tags_of_an_article_stays_a_list(site, detect):
    tags = '<meta name="ArticleTitle" content=""><meta name="PubDate" content="">'
    site.put("/gzdt/", trs_column(head=tags))
    assert detect("/gzdt/").kind == "list_page"


def test_a_folder_that_only_leads_on_is_followed(site, detect):
    site.put("/gzdt/", '<html><meta http-equiv="Refresh" content="0;URL=./ywyw/"></html>')
    site.put("/gzdt/ywyw/", trs_column())
    found = detect("/gzdt/")
    assert (found.kind, found.url) == ("list_page", site.url("/gzdt/ywyw/"))
    assert found.asked_url == site.url("/gzdt/")


def test_the_kind_can_be_overruled(site, detect):
    link = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    site.put("/gzdt/", trs_column(head=link))
    site.put("/rss.xml", rss(3, site.url("/")), kind=RSS_TYPE)
    site.put("/sitemap.xml", sitemap([site.url("/gzdt/1001.html"), site.url("/x/1002.html")]))
    assert detect("/gzdt/").kind == "list_page"
    assert detect("/gzdt/", kind="feed").entry_urls == (site.url("/rss.xml"),)
    assert detect("/gzdt/", kind="sitemap").entry_urls == (site.url("/sitemap.xml"),)


def test_a_kind_that_is_not_there_is_told(site, detect):
    site.put("/gzdt/", trs_column())
    found = detect("/gzdt/", kind="feed")
    assert found.kind is None
    assert "no feed was found near it" in (found.reason or "")
    assert [way.kind for way in found.alternatives] == ["list_page"]


def test_a_list_that_robots_txt_forbids_is_told(site, detect):
    site.put("/gzdt/", trs_column())
    site.put("/robots.txt", "User-agent: *\nDisallow: /gzdt/", kind=ROBOTS_TYPE)
    assert "robots.txt does not allow" in detect("/gzdt/").warnings[0]


def test_a_robots_txt_that_answers_an_error_is_told_and_a_missing_one_is_not(site, detect):
    site.put("/gzdt/", trs_column())
    assert detect("/gzdt/").warnings == ()
    site.put("/robots.txt", "busy", status=503)
    (told,) = detect("/gzdt/").warnings
    assert "until the site's robots.txt can be read" in told
    assert "503" in told


def test_a_web_page_in_place_of_robots_txt_forbids_nothing(site, detect):
    site.put("/gzdt/", trs_column())
    site.put("/robots.txt", "<html>\nDisallow: /\nSitemap: http://x.cn/</html>")
    found = detect("/gzdt/")
    assert found.warnings == ()
    assert found.sitemaps == ()


def test_a_next_page_that_repeats_the_first_is_told(site, detect):
    site.put("/gzdt/", trs_column(pages=2))
    site.put("/gzdt/index_1.html", trs_column(pages=2))
    assert "lists nothing that this one does not" in detect("/gzdt/").warnings[0]


def test_a_next_page_that_is_missing_is_told(site, detect):
    site.put("/gzdt/", trs_column(pages=2))
    assert "could not be fetched" in detect("/gzdt/").warnings[0]


def test_a_list_without_further_pages_is_told(site, detect):
    site.put("/gzdt/", column(f"<ul>{rows(range(12, 0, -1))}</ul>"))
    assert "only the 12 articles of this page are within reach" in detect("/gzdt/").warnings[0]


def test_dates_without_a_year_are_made_out_from_the_day_of_the_fetch(site, detect):
    site.put("/gzdt/", column(f"<ul>{rows(range(12, 0, -1), date='06-{:02}')}</ul>"))
    found = detect("/gzdt/")
    assert all(item.published_at is not None for item in found.items)
    assert {item.published_at.month for item in found.items} == {6}


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        ("", "text/html", "is empty"),
        ("%PDF-1.4", "application/pdf", "is no web page but a document of type application/pdf"),
        (b"\x1f\x8bnot gzip", "text/html", "begins like a sitemap, but"),
        ("<script>location.href=location.pathname</script>", "text/html", "nothing but a script"),
        (column("<p>建设中</p>"), "text/html", "but none of them form a list of articles"),
    ],
)
def test_a_page_of_no_use_is_told_with_the_reason(site, detect, body, kind, told):
    site.put("/x/", body, kind=kind)
    found = detect("/x/")
    assert found.kind is None
    assert told in (found.reason or "")
    assert (found.reason or "").startswith(site.url("/x/"))


def test_a_bare_home_page_says_what_was_looked_for(site, detect):
    site.put("/", column("<p>新禾集团</p>"))
    found = detect("/")
    assert "home page without a feed, a sitemap or a list" in (found.reason or "")


def test_a_saved_page_is_read_without_any_request(site, fetch):
    site.put("/gzdt/", trs_column(pages=3))
    page = fetch(site.url("/gzdt/"))
    site.asked.clear()
    found = propose(page)
    assert (found.kind, found.pagination, found.requests) == ("list_page", "trs", 0)
    assert site.asked == []


PIECES = (
    *("<rss>", "<urlset>", "<a href='//[x'>", "<ul><li>", "<script type=ld+json>[", "]]>", "<!--"),
    *("http://x.cn/ ", "<base href='http://['>", "<div>" * 400, "首页 > ", "\x1f\x8b"),
)


@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(lambda pieces: "".join(pieces).encode())
)
def test_no_page_whatever_it_holds_breaks_detection(body):
    url = "http://www.gz-example.gov.cn/gzdt/"
    now = dt.datetime(2023, 6, 3, tzinfo=dt.UTC)
    page = FetchedPage(
        url=url, requested_url=url, status=200, headers=(), body=body, fetched_at=now
    )
    found = propose(page)
    assert found.kind is not None or found.reason


def test_a_proposal_becomes_a_source_that_keeps_its_evidence(site, detect):
    site.put("/gzdt/", trs_column(head='<meta name="SiteName" content="新禾区人民政府">'))
    settings = settings_of(detect("/gzdt/"), name="xinhe", every_seconds=3600, max_pages=9)
    assert (settings.name, settings.kind, settings.url) == (
        "xinhe",
        "list_page",
        site.url("/gzdt/"),
    )
    assert (settings.every_seconds, settings.max_pages, settings.pagination) == (3600, 9, "trs")
    assert settings.publisher == "新禾区人民政府"
    assert settings.detection["family"] == "TRS WCM"
    assert "20 articles" in settings.detection["evidence"][0]


def test_the_json_of_a_proposal_has_the_keys_of_the_contract(site, detect):
    site.put("/gzdt/", trs_column(pages=2))
    site.put("/gzdt/index_1.html", trs_column(range(25, 20, -1), pages=2))
    value = proposal_json(detect("/gzdt/"))
    assert value["items"][0] == {
        "title": headline(20),
        "url": site.url("/gzdt/202306/t20230620_8120.html"),
        "date": "2023-06-20",
    }
    assert value["next"] == {
        "family": "trs",
        "method": "GET",
        "url": site.url("/gzdt/index_1.html"),
        "form": {},
        "number": 2,
    }
    assert (value["family"], value["feeds"], value["sitemaps"]) == ("TRS WCM", [], [])


def api_rows(*numbers: int, total: int) -> str:
    rows = [
        {"title": headline(n), "url": f"/gzdt/{n}.html", "publishTime": f"2023-06-{n:02}"}
        for n in numbers
    ]
    return json.dumps({"data": {"list": rows, "total": total}})


def test_a_column_whose_rows_a_script_fetches_is_watched_by_its_page(site, detect):
    call = "fetch('/api/list?cid=9&size=10&page=' + page).then(show)"
    site.put("/gzdt/", f"<title>工作动态</title><div id='app'></div><script>{call}</script>")
    site.put("/api/list?cid=9&size=10&page=1", api_rows(*range(20, 10, -1), total=20))
    site.put("/api/list?cid=9&size=10&page=2", api_rows(*range(10, 0, -1), total=20))
    found = detect("/gzdt/")
    assert (found.kind, found.entry_urls) == ("list_page", (site.url("/gzdt/"),))
    assert (found.pagination, found.pages, len(found.items)) == ("json", 2, 10)
    assert found.items[0].url == site.url("/gzdt/20.html")
    assert "a script of the page fetches its list" in found.evidence[0]
    assert "lists 10 further articles" in found.evidence[-1]


def test_rows_of_the_page_are_taken_where_its_script_fetches_something_else(site, detect):
    call = "fetch('/api/list?kind=weather&page=' + page).then(show)"
    site.put("/gzdt/", column(f"<ul>{rows(range(20, 0, -1))}</ul><script>{call}</script>"))
    site.put(
        "/api/list?kind=weather&page=1", '{"city": "新禾", "list": [26, 27]}', kind="text/json"
    )
    found = detect("/gzdt/")
    assert (found.kind, len(found.items), found.pagination) == ("list_page", 20, None)


def test_rows_that_are_asked_for_by_post_are_found(site, detect):
    call = "$.post('/api/list', {channel: 9, pageIndex: n, pageSize: 10}, show)"
    site.put("/gzdt/", f"<div id='app'></div><script>{call}</script>")
    site.put("/api/list", api_rows(*range(10, 0, -1), total=10), kind="application/json")
    found = detect("/gzdt/")
    assert (found.kind, len(found.items), found.pages) == ("list_page", 10, 1)


def test_a_gkmlpt_column_keeps_the_fragment_that_names_it(site, detect):
    site.put("/gkmlpt/index", "<div id='app'></div><script>_CONFIG={SID:'755001'}</script>")
    site.put("/gkmlpt/api/all/2811?page=1&sid=755001", api_rows(3, 2, 1, total=3))
    found = detect("/gkmlpt/index#2811")
    assert found.entry_urls == (site.url("/gkmlpt/index#2811"),)
    assert (found.family, found.pagination, len(found.items)) == ("gkmlpt", "gkmlpt", 3)


def test_the_address_that_leads_to_a_newspapers_edition_of_the_day_is_what_is_watched(site, detect):
    pages = "".join(f"<a href='node_0{n}.html'>第0{n}版：要闻</a>" for n in (1, 2))
    articles = "".join(f"<h3><a href='content_{n}.html'>{headline(n)}</a></h3>" for n in (1, 2, 3))
    edition = site.put("/szb/pc/202306/02/node_01.html", articles + pages)
    site.put("/szb/", "<meta http-equiv='refresh' content='0;url=pc/202306/02/node_01.html'>")

    found = detect("/szb/")
    assert found.entry_urls == (site.url("/szb/"),)
    assert found.pagination == "newspaper"
    assert {item.published_at.date().isoformat() for item in found.items} == {"2023-06-02"}

    assert detect("/szb/pc/202306/02/node_01.html").entry_urls == (edition,)
    assert any("edition" in doubt for doubt in detect("/szb/pc/202306/02/node_01.html").warnings)
