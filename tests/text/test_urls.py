"""One address for all addresses of an article."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text import url_rules
from newsarchive.text.urls import canonical_url, shown_url

ARTICLE = "http://www.huwan.gov.cn/zwyw/202306/t20230602_12.html"


@pytest.mark.parametrize(
    "twin",
    [
        "https://www.huwan.gov.cn/zwyw/202306/t20230602_12.html",
        "http://huwan.gov.cn/zwyw/202306/t20230602_12.html",
        "HTTP://M.Huwan.gov.cn:80/zwyw/202306/t20230602_12.html",
        "http://wap.huwan.gov.cn/zwyw/./202306//t20230602_12.html#top",
        "http://3g.huwan.gov.cn/zwyw/x/../202306/t20230602%5F12.html",
        "https://www.huwan.gov.cn:443/zwyw/202306/t20230602_12.html;jsessionid=9F?from=timeline&isappinstalled=0",
        "http://www.huwan.gov.cn/zwyw/202306/t20230602_12.html?utm_source=a&spm=C1.2&t=1685664000000&_=1&v=1.0",
        "  http://user:secret@www.huwan.gov.cn./zwyw/202306/t20230602_12.html\n",
    ],
)
def test_twins_of_an_article_have_one_address(twin):
    assert canonical_url(twin) == ARTICLE


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://huwan.com/a?id=7&aid=3&from=x", "http://www.huwan.com/a?aid=3&id=7"),
        ("http://huwan.com/a?t=12&v=abc", "http://www.huwan.com/a?t=12&v=abc"),
        ("http://huwan.com/zwgk/index.html", "http://www.huwan.com/zwgk/"),
        ("http://huwan.com/index.php?id=3", "http://www.huwan.com/index.php?id=3"),
        ("http://huwan.com/#/news/3", "http://www.huwan.com/#/news/3"),
        ("http://www.rsj.huwan.gov.cn/a", "http://rsj.huwan.gov.cn/a"),
        ("http://www.gov.cn/a", "http://www.gov.cn/a"),
        ("http://huwan.sh.cn/a", "http://www.huwan.sh.cn/a"),
        ("http://huwan.com/新闻", "http://www.huwan.com/%E6%96%B0%E9%97%BB"),
        ("http://huwan.com/%e6%96%b0", "http://www.huwan.com/%E6%96%B0"),
        ("http://湖湾.cn/a", f"http://www.{'湖湾.cn'.encode('idna').decode()}/a"),
        (
            "http://huwan.com/(S(lit3py55t21z5v55vlm25s55))/a.aspx?id=1",
            "http://www.huwan.com/a.aspx?id=1",
        ),
    ],
)
def test_what_names_the_article_survives(url, expected):
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://huwan.gov.cn/a/1.html?from=timeline#top", "https://huwan.gov.cn/a/1.html"),
        ("HTTPS://WAP.Huwan.gov.cn:443/a/../1.html", "https://wap.huwan.gov.cn/1.html"),
        ("https://huwan.gov.cn/zwgk/index.html", "https://huwan.gov.cn/zwgk/"),
        ("http://huwan.gov.cn/mpost_12.html", "http://huwan.gov.cn/mpost_12.html"),
        ("http://[::1]:8080/a;jsessionid=9F", "http://[::1]:8080/a"),
        ("mailto:a@huwan.com", "mailto:a@huwan.com"),
    ],
)
def test_the_shown_address_is_one_that_has_answered(url, shown):
    assert shown_url(url) == shown
    assert shown_url(shown) == shown
    assert canonical_url(shown) == canonical_url(url)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8801/a/b.html", "https://localhost:3000/a", "http://[::1]:8080/a", "https://www.huwan.com:8443/a",
     "http://10.1.2.3/a", "http://archive/a"],
)  # fmt: skip
def test_addresses_and_ports_of_their_own_are_kept(url):
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "foo",
        "//huwan.com/a",
        "mailto:a@huwan.com",
        "http://[bad",
        "http://a:99999/x",
        "javascript:void(0)",
    ],
)
def test_what_cannot_be_read_comes_back_as_it_is(url):
    assert canonical_url(f" {url}\t") == url


def test_a_wechat_article_is_named_by_four_parameters():
    long = "https://mp.weixin.qq.com/s?__biz=MzA&amp;mid=1&amp;amp;idx=2&sn=ab&chksm=9&scene=27#wechat_redirect"
    assert canonical_url(long) == "http://mp.weixin.qq.com/s?__biz=MzA&idx=2&mid=1&sn=ab"
    assert (
        canonical_url("http://mp.weixin.qq.com/s/AbC-1?from=x") == "http://mp.weixin.qq.com/s/AbC-1"
    )


def test_the_script_form_of_a_vsb_article_is_its_static_page():
    script = (
        "http://x.huwan.edu.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1001&wbnewsid=2345"
    )
    assert canonical_url(script) == "http://x.huwan.edu.cn/info/1001/2345.htm"


@pytest.mark.parametrize("rule", url_rules.PARAMETERS, ids=lambda rule: rule.example)
def test_every_parameter_rule_drops_its_example_and_says_why(rule):
    assert canonical_url(f"http://huwan.com/a?id=1&{rule.example}") == "http://www.huwan.com/a?id=1"
    assert rule.reason


@pytest.mark.parametrize("rule", url_rules.TWINS, ids=lambda rule: rule.example)
def test_every_twin_rule_changes_its_example(rule):
    found = rule.pattern.fullmatch(rule.example)
    assert canonical_url(rule.example) == found.expand(rule.after) != rule.example


@given(
    st.lists(
        st.sampled_from(
            [
                "http://",
                "https://",
                "www.",
                "m.",
                "huwan",
                ".gov",
                ".cn",
                "/",
                "//",
                ".",
                "..",
                "?",
                "&",
                "=",
                "#",
                "%",
                "%41",
                "%e4",
                "%2F",
                ";",
                ":",
                "@",
                "[",
                "]",
                "index.html",
                "jsessionid=1",
                ";jsessionid=2",
                "utm_a=1",
                "from",
                "t=1685664000",
                "amp;",
                "新",
                "'",
                "\\",
                "+",
                "~",
                "content.jsp",
                "mpost_1.html",
                "127.0.0.1",
                ":80",
                ":8080",
                "!",
            ]
        ),
        max_size=16,
    ).map(lambda parts: "http://huwan.com" + "".join(parts))
    | st.text(max_size=40)
)
def test_a_canonical_address_stays_as_it_is(url):
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert canonical_url(shown_url(url)) == once


@pytest.mark.parametrize(
    "unit", ["%4", "a&", "../", "www.", "/index.html", ";jsessionid=", "urltype=", "=", "/(s("]
)
def test_a_hostile_megabyte_is_read_in_time(unit):
    begin = time.process_time()
    canonical_url("http://huwan.com/content.jsp?" + unit * (500_000 // len(unit)))
    canonical_url("http://huwan.com/" + unit * (500_000 // len(unit)))
    assert time.process_time() - begin < 3


def test_an_address_that_no_server_need_take_is_left_as_it_is():
    longest = "HTTP://www.Huwan.gov.cn/" + "a" * 7976
    assert len(longest) == 8000
    assert canonical_url(longest) == longest.replace("HTTP", "http").replace("Huwan", "huwan")
    assert canonical_url(longest + "a") == longest + "a"
