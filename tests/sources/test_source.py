import dataclasses

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.sources.source import check_settings, is_web_address
from storage.records import SourceSettings

GOOD = SourceSettings(
    name="gz-example-gzdt",
    url="http://www.gz-example.gov.cn/gzdt/",
    kind="list_page",
    entry_urls=("http://www.gz-example.gov.cn/gzdt/",),
    every_seconds=7200,
)


def test_good_settings_are_returned_as_they_are():
    assert check_settings(GOOD) is GOOD


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "a b"}, "name: 'a b' cannot name a source"),
        ({"url": "gz-example.gov.cn"}, "url: 'gz-example.gov.cn' is no address"),
        ({"entry_urls": ("ftp://gz-example.gov.cn/",)}, "entry_urls: 'ftp://"),
        ({"entry_urls": ()}, "entry_urls: is empty"),
        ({"path_prefix": "/news/"}, "path_prefix: '/news/' is no address"),
        ({"kind": "page"}, "kind: 'page' is none of list_page, feed, sitemap"),
        ({"every_seconds": 30}, "every: 30 s is too short; 1m is the shortest"),
        ({"time_limit_seconds": 10}, "time_limit: 10 s is too short"),
        ({"cron": "0 8 * * *"}, "cron: stands beside every"),
        ({"every_seconds": None, "cron": "0 8"}, "cron: cron expression '0 8' has 2 fields"),
        ({"max_pages": 0}, "max_pages: 0 is not from 1"),
        ({"zone": "Asia/Nowhere"}, "zone: 'Asia/Nowhere' is no time zone"),
        ({"zone": "../../etc/passwd"}, "zone: "),
        ({"encoding": "gb9999"}, "encoding: 'gb9999' is no known charset"),
        ({"encoding": "rot13"}, "encoding: 'rot13' is no known charset"),
    ],
)
def test_each_bad_setting_is_named_with_what_is_allowed(changes, told):
    with pytest.raises(UsageError) as raised:
        check_settings(dataclasses.replace(GOOD, **changes))
    assert f"source {changes.get('name', GOOD.name)!r}: {told}" in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "//a.cn/",
        "http://",
        "http://a.cn:99999/",
        "http://[x/",
        "http://a.cn/\n",
        "h" * 3000,
    ],
)
def test_what_cannot_be_requested_is_no_web_address(url):
    assert not is_web_address(url)
