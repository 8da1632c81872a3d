"""The sample sites hang together, and expected.json says what stands in their pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
import opencc
import pytest

from newsarchive.demo.expected import Expected, Telling, load_expected
from newsarchive.demo.running import RunningSite
from newsarchive.demo.sites import SITES, ExpectedArticle, SampleSite, sample_sites

NAMES = [site.name for site in sample_sites()]
BASE = "http://127.0.0.1:8000"
BODIES = {
    "district": "//div[@id='zoom']",
    "enterprise": "//div[@class='entry-content']",
    "repost": "//div[@id='newstext']",
    "gbk": "//div[@class='v_news_content']",
}
NOT_TEXT = re.compile(r"圖片|[（\[]?(?:责任编辑|責任編輯)：[^。]{2,9}")
RESIDUE = re.compile(r"(?<=[一-鿿])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)")
SIMPLIFIED = opencc.OpenCC("t2s")


@pytest.fixture(scope="module")
def expected() -> Expected:
    return load_expected()


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> SampleSite:
    return sample_named(request.param)


def sample_named(name: str) -> SampleSite:
    return next(site for site in sample_sites() if site.name == name)


def running(sample: SampleSite) -> RunningSite:
    return RunningSite(sample.folder, BASE, sample.encoding)


def source(sample: SampleSite, path: str) -> str:
    page = running(sample).page(path)
    assert page is not None, path
    return page.body.decode(sample.encoding)


def tree(sample: SampleSite, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(source(sample, path), base_url=BASE + path)


def pages(sample: SampleSite) -> Iterator[str]:
    for file in sorted(sample.folder.rglob("*.htm*")):
        yield "/" + file.relative_to(sample.folder).as_posix()


def links(sample: SampleSite, path: str) -> set[str]:
    """The addresses that a page or feed names, absolute."""
    if path.endswith(".xml"):
        root = lxml.etree.fromstring(source(sample, path).encode())
        found = [node.text for node in root.iter("{*}loc", "link") if node.text]
    else:
        found = [str(link) for link in tree(sample, path).xpath("//@href | //@src | //@action")]
    return {urljoin(BASE + path, link) for link in found if not link.startswith("javascript:")}


def column_pages(sample: SampleSite) -> Iterator[str]:
    """The pages of a column, told by their names."""
    if sample.kind == "sitemap":
        yield sample.column
        return
    stem = Path(sample.column.rstrip("/"))
    inner = {
        "district": "/xwzx/qxdt/index_{}.html",
        "repost": "/zixun/index_{}.html",
        "gbk": f"{stem.with_suffix('')}/{{}}.htm",
    }[sample.name]
    yield sample.column
    yield from (
        inner.format(n) for n in range(10) if running(sample).page(inner.format(n)) is not None
    )


def listed(sample: SampleSite) -> set[str]:
    """The paths of all entries in the main list of a column."""
    rows = {
        "district": "//ul[@class='gl_list']//a/@href",
        "repost": "//ul[@class='newslist']//a/@href",
        "gbk": "//a[@class='c1062']/@href",
    }
    found: set[str] = set()
    for path in column_pages(sample):
        if sample.kind == "sitemap":
            found |= {urlsplit(link).path for link in links(sample, path)}
        else:
            hrefs = tree(sample, path).xpath(rows[sample.name])
            found |= {urlsplit(urljoin(BASE + path, str(href))).path for href in hrefs}
    return found


def articles(sample: SampleSite) -> set[str]:
    apart = {*sample.broken, *sample.attachment_only, *sample.not_news}
    return listed(sample) - apart


def body_lines(sample: SampleSite, path: str) -> list[str]:
    """The lines of an article's body without the traces that a good cleaning removes."""
    [body] = tree(sample, path).xpath(BODIES[sample.name])
    for node in body.xpath(".//style | .//figure | .//p[@align='center'] | .//p[a[@appendix]]"):
        node.drop_tree()
    blocks = [str(text) for text in body.itertext()]
    if not body.xpath(".//br"):
        blocks = [node.text_content() for node in body.xpath(".//p | .//tr | .//div[not(*)]")]
    lines = (re.sub(r"\s", "", RESIDUE.sub("", block)) for block in blocks)
    return [line for line in lines if line and not NOT_TEXT.match(line)]


def folded(text: str) -> str:
    """Text in Simplified characters, one by one, without white space."""
    return "".join(SIMPLIFIED.convert(character) for character in text if not character.isspace())


def told(telling: Telling) -> str:
    return folded("".join(body_lines(sample_named(telling.site), telling.path)))


def test_every_link_leads_to_a_page(sample: SampleSite) -> None:
    missing = set()
    others = [path for path in ("/feed.xml", "/sitemap.xml") if running(sample).page(path)]
    for path in [*pages(sample), *others]:
        for link in links(sample, path):
            target = urlsplit(link)
            if link.startswith(BASE):
                if running(sample).page(target.path) is None:
                    missing.add(target.path)
            else:
                assert (target.hostname or "").endswith(".example"), (path, link)
    assert missing == set(sample.broken)


def test_the_column_lists_what_is_expected(sample: SampleSite) -> None:
    found = listed(sample)
    assert len(list(column_pages(sample))) == sample.list_pages
    assert len(found) == sample.listed
    assert found >= {*sample.broken, *sample.attachment_only, *sample.not_news}
    assert len(articles(sample)) == sample.articles
    assert {article.path for article in sample.exact} <= articles(sample)


def test_other_ways_in_lead_to_as_many_articles_as_expected() -> None:
    site = sample_named("enterprise")
    assert site.other_columns == {"/feed.xml": 10, "/news/": 16}
    feed = {urlsplit(link).path for link in links(site, "/feed.xml")} & articles(site)
    rows = {
        urlsplit(urljoin(BASE + path, str(href))).path
        for path in ("/news/", "/news/page/2.html")
        for href in tree(site, path).xpath("//h2[@class='entry-title']/a/@href")
    }
    assert len(feed) == 10
    assert rows == articles(site)


@pytest.mark.parametrize(
    ("name", "article"),
    [(site.name, article) for site in sample_sites() for article in site.exact],
    ids=lambda value: value if isinstance(value, str) else value.path,
)
def test_an_exact_article_says_what_its_page_says(name: str, article: ExpectedArticle) -> None:
    sample = sample_named(name)
    page = tree(sample, article.path)
    visible = re.sub(r"\s", "", RESIDUE.sub("", page.text_content()))
    printed = article.published_at.strftime("%Y-%m-%d %H:%M")
    if sample.name == "enterprise":
        printed = page.xpath("string(//time/@datetime)")
        assert printed == article.published_at.isoformat()
    else:
        assert re.sub(r"\s", "", printed) in visible
    assert article.published_at.utcoffset() is not None
    for said in (article.title, article.publisher, article.author, article.editor):
        assert said is None or re.sub(r"\s", "", said) in visible
    assert body_lines(sample, article.path) == [
        re.sub(r"\s", "", paragraph) for paragraph in article.text.split("\n")
    ]


@pytest.mark.parametrize(
    ("name", "article"),
    [(site.name, article) for site in sample_sites() for article in site.exact],
    ids=lambda value: value if isinstance(value, str) else value.path,
)
def test_an_exact_article_counts_its_pictures_and_documents(
    name: str, article: ExpectedArticle
) -> None:
    [body] = tree(sample_named(name), article.path).xpath(BODIES[name])
    said = body.text_content()
    assert len(body.xpath(".//img")) == article.images
    assert len(body.xpath(".//a[@appendix]")) == article.attachments
    assert len(re.findall("圖片", said)) == article.placeholders
    assert all(caption in said and caption not in article.text for caption in article.captions)


def test_the_tellings_of_a_story_have_equal_text_and_no_other_article_has_it(
    expected: Expected,
) -> None:
    texts: dict[str, set[Telling]] = {}
    for site in expected.sites:
        for path in articles(site):
            telling = Telling(site.name, path)
            texts.setdefault(told(telling), set()).add(telling)
    shared = {frozenset(tellings) for tellings in texts.values() if len(tellings) > 1}
    assert shared == {frozenset(story) for story in expected.stories}
    assert len(texts) == expected.articles - expected.duplicates


def test_a_search_has_the_pages_that_contain_its_words(expected: Expected) -> None:
    for search in expected.searches:
        hits = set()
        for site in expected.sites:
            for path in articles(site):
                [headline] = tree(site, path).xpath("//h1 | //td[@class='titlestyle1064']")
                title = RESIDUE.sub("", headline.text_content())
                text = folded(title) + "\n" + told(Telling(site.name, path))
                if folded(search.query) in text:
                    hits.add(Telling(site.name, path))
        assert hits == set(search.hits), search.query


def test_the_edit_changes_one_place(expected: Expected) -> None:
    edit = expected.edit
    assert source(sample_named(edit.telling.site), edit.telling.path).count(edit.before) == 1
    assert edit.before != edit.after


def test_the_pager_of_the_district_is_written_by_script() -> None:
    site = sample_named("district")
    for number, path in enumerate(["/xwzx/qxdt/", "/xwzx/qxdt/index_1.html"]):
        assert f'createPageHTML(3, {number}, "index", "html");' in source(site, path)
        assert not any(re.search(r"index_\d", link) for link in links(site, path))


def test_a_repost_is_damaged_in_every_copy() -> None:
    site = sample_named("repost")
    for path in articles(site):
        [body] = tree(site, path).xpath(BODIES["repost"])
        said = body.text_content()
        is_copy = "責任編輯" in said
        assert (len(RESIDUE.findall(said)) >= 5) == is_copy, path
        assert ("圖片" in said) == is_copy, path


def test_a_feed_of_times_in_greenwich_names_the_day_before() -> None:
    feed = source(sample_named("enterprise"), "/feed.xml")
    item = feed[feed.index("/news/3137.html") :]
    assert "<pubDate>Fri, 19 Apr 2024 23:30:00 +0000</pubDate>" in item


def test_the_old_site_declares_less_than_its_bytes_need() -> None:
    site = sample_named("gbk")
    for path in pages(site):
        assert "charset=gb2312" in source(site, path)
    [body] = [file.read_bytes() for file in SITES.rglob("1043.htm")]
    assert "赵䶮" in body.decode("gb18030")
    for narrower in ("gb2312", "gbk", "utf-8"):
        with pytest.raises(UnicodeDecodeError):
            body.decode(narrower)
