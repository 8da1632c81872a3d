"""The server that plays the sample sites."""

import datetime as dt
import email.utils
import http.client
import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.demo.running import Answered, RunningSite
from newsarchive.demo.server import serve, serve_all
from newsarchive.demo.sites import sample_sites


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "news").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "news" / "index.html").write_text("<p>目录</p>", "utf-8")
    (root / "news" / "1.html").write_text('<p>原文</p><a href="{{base}}/news/">', "utf-8")
    (root / "raw.png").write_bytes(b"{{base}}")
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    return root


@pytest.fixture
def site(folder: Path) -> Iterator[RunningSite]:
    with serve(folder) as running:
        yield running


def ask(
    site: RunningSite, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(site.base_url.removeprefix("http://"), timeout=5)
    connection.request(method, path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_a_page_is_served_without_a_charset_in_its_header(site: RunningSite) -> None:
    response, body = ask(site, "/news/1.html")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html"
    assert "原文".encode() in body


def test_the_address_of_the_site_stands_where_the_page_asks_for_it(site: RunningSite) -> None:
    _, body = ask(site, "/news/1.html")
    assert f'href="{site.base_url}/news/"'.encode() in body


def test_a_file_that_is_no_text_goes_out_byte_for_byte(site: RunningSite) -> None:
    assert ask(site, "/raw.png")[1] == b"{{base}}"


def test_a_folder_means_its_index_page(site: RunningSite) -> None:
    assert ask(site, "/news/")[1] == "<p>目录</p>".encode()


def test_a_folder_without_its_slash_is_redirected_to_it(site: RunningSite) -> None:
    response, _ = ask(site, "/news?from=home")
    assert (response.status, response.headers["Location"]) == (301, "/news/")


@pytest.mark.parametrize(
    "path",
    ["/missing.html", "/empty/", "/empty", "/", "/../secret.html", "/%2e%2e/secret.html", "/a%00b"],
)
def test_what_is_not_there_is_404_and_never_a_listing(site: RunningSite, path: str) -> None:
    response, body = ask(site, path)
    assert response.status == 404
    assert b"secret" not in body
    assert b"404 Not Found" in body


def test_a_query_does_not_change_which_file_is_meant(site: RunningSite) -> None:
    assert ask(site, "/news/1.html?from=weixin")[0].status == 200


def test_head_gives_the_headers_of_get_and_no_body(site: RunningSite) -> None:
    get, body = ask(site, "/news/1.html")
    head, nothing = ask(site, "/news/1.html", "HEAD")
    assert nothing == b""
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_a_page_that_the_client_holds_is_304_by_its_etag(site: RunningSite, form: str) -> None:
    tag = ask(site, "/news/1.html")[0].headers["ETag"]
    response, body = ask(site, "/news/1.html", headers={"If-None-Match": form.format(tag)})
    assert (response.status, body) == (304, b"")
    assert response.headers["ETag"] == tag


def test_a_page_that_the_client_holds_is_304_by_its_date(site: RunningSite) -> None:
    date = ask(site, "/news/1.html")[0].headers["Last-Modified"]
    assert ask(site, "/news/1.html", headers={"If-Modified-Since": date})[0].status == 304


def test_an_etag_that_differs_goes_before_a_date_that_agrees(site: RunningSite) -> None:
    date = ask(site, "/news/1.html")[0].headers["Last-Modified"]
    conditions = {"If-None-Match": '"old"', "If-Modified-Since": date}
    assert ask(site, "/news/1.html", headers=conditions)[0].status == 200


def test_a_date_that_cannot_be_read_is_no_condition(site: RunningSite) -> None:
    response, _ = ask(site, "/news/1.html", headers={"If-Modified-Since": "yesterday"})
    assert response.status == 200


def test_every_request_is_recorded_with_its_answer(site: RunningSite) -> None:
    tag = ask(site, "/news/1.html?a=1")[0].headers["ETag"]
    ask(site, "/news/1.html", headers={"If-None-Match": tag})
    ask(site, "/missing.html", "HEAD")
    assert site.requests == ["/news/1.html?a=1", "/news/1.html", "/missing.html"]
    assert site.answers[1:] == [
        Answered("GET", "/news/1.html", 304),
        Answered("HEAD", "/missing.html", 404),
    ]


def test_the_record_can_be_begun_anew(site: RunningSite) -> None:
    ask(site, "/news/")
    site.forget()
    ask(site, "/news/1.html")
    assert site.requests == ["/news/1.html"]


def test_an_edited_page_is_new_to_a_client_that_holds_the_old_one(site: RunningSite) -> None:
    old = ask(site, "/news/1.html")[0].headers
    site.edit("/news/1.html", "原文", "改过的文字")
    by_tag, body = ask(site, "/news/1.html", headers={"If-None-Match": old["ETag"]})
    by_date, _ = ask(site, "/news/1.html", headers={"If-Modified-Since": old["Last-Modified"]})
    assert (by_tag.status, by_date.status) == (200, 200)
    assert "改过的文字".encode() in body
    assert site.base_url.encode() in body


def test_each_edit_moves_the_date_of_the_page(site: RunningSite) -> None:
    dates = []
    for number in range(3):
        site.publish("/news/1.html", f"<p>{number}</p>")
        dates.append(ask(site, "/news/1.html")[0].headers["Last-Modified"])
    parsed = [email.utils.parsedate_to_datetime(date) for date in dates]
    assert all(
        later - earlier >= dt.timedelta(seconds=1) for earlier, later in itertools.pairwise(parsed)
    )


def test_an_edit_of_words_that_are_not_there_is_refused(site: RunningSite) -> None:
    with pytest.raises(UsageError, match=r"'没有的话' is not in /news/1\.html"):
        site.edit("/news/1.html", "没有的话", "有")


def test_a_page_can_be_published_where_there_was_none(site: RunningSite) -> None:
    site.publish("/news/2.html", "<p>新的</p>")
    site.publish("/empty/", "<p>列表</p>")
    assert ask(site, "/news/2.html")[1] == "<p>新的</p>".encode()
    assert ask(site, "/empty/")[1] == "<p>列表</p>".encode()


def test_a_removed_page_is_gone_until_it_is_restored(site: RunningSite) -> None:
    site.remove("/news/1.html")
    site.remove("/news/")
    assert ask(site, "/news/1.html")[0].status == 404
    assert ask(site, "/news/")[0].status == 404
    site.restore()
    assert ask(site, "/news/1.html")[0].status == 200
    assert ask(site, "/news/")[0].status == 200


def test_changes_never_reach_the_files(site: RunningSite, folder: Path) -> None:
    before = (folder / "news" / "1.html").read_bytes()
    site.edit("/news/1.html", "原文", "改过的文字")
    site.remove("/news/index.html")
    assert (folder / "news" / "1.html").read_bytes() == before
    assert (folder / "news" / "index.html").exists()


def test_text_is_published_in_the_charset_of_the_site() -> None:
    gbk = next(site for site in sample_sites() if site.encoding == "gb18030")
    with serve(gbk) as site:
        site.publish("/gqgk.htm", "<p>赵䶮</p>")
        site.edit("/lxwm.htm", "值班电话", "值班室电话")
        assert ask(site, "/gqgk.htm")[1] == "<p>赵䶮</p>".encode("gb18030")
        assert "值班室电话".encode("gb18030") in ask(site, "/lxwm.htm")[1]


def test_every_sample_site_has_a_port_of_its_own() -> None:
    with serve_all(sample_sites()) as running:
        assert list(running) == ["district", "enterprise", "repost", "gbk"]
        assert len({site.base_url for site in running.values()}) == 4
        for sample in sample_sites():
            assert ask(running[sample.name], sample.column)[0].status == 200


def test_a_wanted_port_is_taken() -> None:
    with serve(sample_sites()[0]) as first:
        port = int(first.base_url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"), serve(sample_sites()[1], port):
            pass
    with serve(sample_sites()[1], port) as second:
        assert second.base_url == f"http://127.0.0.1:{port}"


def test_nothing_is_left_behind_although_a_client_keeps_its_connection(folder: Path) -> None:
    before = set(threading.enumerate())
    with serve(folder) as site:
        connection = http.client.HTTPConnection(site.base_url.removeprefix("http://"), timeout=5)
        for _ in range(2):
            connection.request("GET", "/news/")
            assert connection.getresponse().read()
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) == before
    connection.close()
