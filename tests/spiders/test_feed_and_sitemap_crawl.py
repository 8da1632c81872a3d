"""Crawls of feeds and sitemaps over HTTP."""

import gzip
from typing import Any


def entries(site: Any, *numbers: int) -> str:
    return "".join(
        f"<item><title>第{number}期</title><link>{site.url}/a/{number}.html</link>"
        f"<pubDate>2023-06-{number:02} 08:00</pubDate></item>"
        for number in numbers
    )


def put_sitemap(site: Any, path: str, *numbers: int) -> None:
    urls = "".join(f"<url><loc>{site.url}/a/{number}.html</loc></url>" for number in numbers)
    site.put(path, gzip.compress(f"<urlset>{urls}</urlset>".encode()))


def test_feed_brings_its_unknown_articles(site: Any, crawl: Any) -> None:
    site.put("/rss.xml", f"<rss><channel>{entries(site, 3, 2, 1)}</channel></rss>")
    site.put_articles(1, 2, 3)

    done = crawl("feed", f"{site.url}/rss.xml", known=site.articles(2))

    assert done.fetched == site.articles(3, 1)
    assert {page["via"] for page in done.articles} == {"feed"}
    assert (done.lists[0]["list"], done.lists[0]["new"]) == ("feed", 2)
    assert done.walked


def test_feed_that_names_older_entries_is_walked(site: Any, crawl: Any) -> None:
    older = '<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="/rss.xml?page=2"/>'
    site.put("/rss.xml", f"<rss><channel>{older}{entries(site, 4, 3)}</channel></rss>")
    site.put("/rss.xml?page=2", f"<rss><channel>{entries(site, 2, 1)}</channel></rss>")
    site.put_articles(1, 2, 3, 4)

    assert crawl("feed", f"{site.url}/rss.xml").fetched == site.articles(4, 3, 2, 1)


def test_feed_is_limited_to_the_column(site: Any, crawl: Any) -> None:
    other = f"<item><title>其他</title><link>{site.url}/b/9.html</link></item>"
    site.put("/rss.xml", f"<rss><channel>{other}{entries(site, 1)}</channel></rss>")
    site.put_articles(1)

    done = crawl("feed", f"{site.url}/rss.xml", path_prefix=f"{site.url}/a/")

    assert done.fetched == site.articles(1)


def test_page_that_is_no_feed_is_told(site: Any, crawl: Any) -> None:
    site.put("/rss.xml", "<html><body>维护中</body></html>")

    done = crawl("feed", f"{site.url}/rss.xml")

    assert "is no feed" in done.lists[0]["problem"]
    assert not done.walked


def test_empty_feed_is_told(site: Any, crawl: Any) -> None:
    site.put("/rss.xml", "<rss><channel></channel></rss>")

    assert "no article links" in crawl("feed", f"{site.url}/rss.xml").lists[0]["problem"]


def test_sitemap_index_leads_to_its_sitemaps(site: Any, crawl: Any) -> None:
    children = "".join(f"<sitemap><loc>{site.url}/s{n}.xml.gz</loc></sitemap>" for n in (1, 2, 1))
    site.put("/sitemap.xml", f"<sitemapindex>{children}</sitemapindex>")
    put_sitemap(site, "/s1.xml.gz", 1, 2)
    put_sitemap(site, "/s2.xml.gz", 2, 3)
    site.put_articles(1, 2, 3)

    done = crawl("sitemap", f"{site.url}/sitemap.xml")

    assert sorted(done.fetched) == site.articles(1, 2, 3)
    assert len(done.lists) == 3
    assert (done.walked, done.because) == (True, "all sitemaps were read")


def test_sitemap_index_that_names_itself_ends(site: Any, crawl: Any) -> None:
    site.put(
        "/s.xml", f"<sitemapindex><sitemap><loc>{site.url}/s.xml</loc></sitemap></sitemapindex>"
    )

    done = crawl("sitemap", f"{site.url}/s.xml")

    assert len(done.lists) == 1
    assert done.walked


def test_number_of_sitemaps_is_limited(site: Any, crawl: Any) -> None:
    for number in range(9):
        child = f"<sitemap><loc>{site.url}/s{number + 1}.xml</loc></sitemap>"
        site.put(f"/s{number}.xml", f"<sitemapindex>{child}</sitemapindex>")

    done = crawl("sitemap", f"{site.url}/s0.xml", max_pages=3)

    assert len(done.lists) == 3
    assert "max_pages" in done.because


def test_broken_child_leaves_the_crawl_unfinished(site: Any, crawl: Any) -> None:
    children = "".join(f"<sitemap><loc>{site.url}/s{n}.xml.gz</loc></sitemap>" for n in (1, 2))
    site.put("/sitemap.xml", f"<sitemapindex>{children}</sitemapindex>")
    put_sitemap(site, "/s1.xml.gz", 1)
    site.put("/s2.xml.gz", b"\x1f\x8bbroken")
    site.put_articles(1)

    done = crawl("sitemap", f"{site.url}/sitemap.xml")

    assert done.fetched == site.articles(1)
    assert not done.walked
    assert [page["problem"] for page in done.lists if page["problem"]]
