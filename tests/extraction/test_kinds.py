"""What is no article, and why."""

import pytest

from newsarchive.extraction.extract import extract

URL = "http://www.huwan.example/xw/202406/t20240601_1.html"
ARTICLE = (
    "<title>渡口停航通知_湖湾县</title><h1>渡口停航通知</h1><p>2024-06-01 来源：湖湾县海事处</p>"
    "<div><p>因大雾，湖湾渡口今日停航，恢复时间另行通知。</p><p>请过江群众改走湖湾大桥，注意行车安全。</p></div>"
)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, "soft_404"),
        (410, "soft_404"),
        (403, "blocked"),
        (412, "blocked"),
        (521, "blocked"),
        (429, "blocked"),
        (500, "empty"),
    ],
)
def test_the_status_counts_before_the_page(status: int, kind: str) -> None:
    result = extract(ARTICLE, URL, status=status)

    assert (result.kind, result.article) == (kind, None)
    assert f"status {status}" in result.evidence


def test_an_empty_answer_of_a_firewall_is_blocked() -> None:
    assert extract(b"", URL, status=521).kind == "blocked"


@pytest.mark.parametrize(
    "script",
    [
        'window.location.href="https://mp.weixin.qq.com/s/x"',
        "location.replace('https://mp.weixin.qq.com/s/x')",
        "top.location='https://mp.weixin.qq.com/s/x'",
        "setTimeout(function(){self.location.href='https://mp.weixin.qq.com/s/x'},100)",
    ],
)
def test_script_stubs_lead_to_their_target(script: str) -> None:
    result = extract(f"<html><script>{script}</script></html>", URL)

    assert (result.kind, result.redirect_url) == ("redirect", "https://mp.weixin.qq.com/s/x")


def test_relative_targets_become_absolute() -> None:
    result = extract('<meta http-equiv="refresh" content="0;url=../t20240602_2.html">', URL)

    assert result.redirect_url == "http://www.huwan.example/xw/t20240602_2.html"


def test_a_jump_to_the_home_page_is_no_redirect() -> None:
    assert extract("<script>location.href='/index.html'</script>", URL).kind == "soft_404"


def test_a_script_that_jumps_somewhere_does_not_make_an_article_a_stub() -> None:
    mobile = "<script>if(phone){location.href='http://m.huwan.example/1.html'}</script>"

    assert extract(mobile + ARTICLE, URL).kind == "article"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://huwan.example/a"]
)
def test_only_web_addresses_are_followed(address: str) -> None:
    assert extract(f"<script>location.href='{address}'</script>", URL).redirect_url is None
