"""Dates as pages write them."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text.dates import parse_date

SEEN = dt.datetime(2023, 6, 2, 12, 0, tzinfo=dt.UTC)  # 20:00 in Shanghai


def read(text, **options):
    parsed = parse_date(text, **options)
    if parsed is None:
        return None
    return parsed.value.strftime("%Y-%m-%d %H:%M:%S" if parsed.has_time else "%Y-%m-%d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年6月2日", "2023-06-02"),
        ("2023 年 6 月 2 日", "2023-06-02"),
        ("2017-05-18 14：30", "2017-05-18 14:30:00"),
        ("２０２３年６月２日　０９：１５", "2023-06-02 09:15:00"),
        ("2019年06月15日08:18  来源：某网", "2019-06-15 08:18:00"),
        ("2016/11/11 9:37:15", "2016-11-11 09:37:15"),
        ("2010.1.6", "2010-01-06"),
        ("[2023-06-02]", "2023-06-02"),
        ("t20230602_123456.html", "2023-06-02"),
        ("2023年6月2日 星期五 10:00", "2023-06-02 10:00:00"),
        ("2023年6月2日下午3时20分", "2023-06-02 15:20:00"),
        ("2023-06-02 上午 12:05", "2023-06-02 00:05:00"),
        ("2023-06-02 中午12:05", "2023-06-02 12:05:00"),
        ("2023-06-02 24:00", "2023-06-03 00:00:00"),
        ("二〇二三年六月二日", "2023-06-02"),
        ("二○一○年十二月三十一日", "2010-12-31"),
        ("民國110年1月15日", "2021-01-15"),
        ("中華民國 99 年 12 月 1 日", "2010-12-01"),
        ("110-01-15", "2021-01-15"),
        ("(110/1/5)", "2021-01-05"),
        ("發布日期：99-01-15", "2010-01-15"),
        ("June 2, 2023 3:20 PM", "2023-06-02 15:20:00"),
        ("2 June 2023", "2023-06-02"),
        ("2019年9年3日，2019年9月4日", "2019-09-04"),
        ("2023-06-02 25:00", "2023-06-02"),
    ],
)
def test_a_date_is_read_as_the_page_means_it(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天 15:20", "2023-06-01 15:20:00"),
        ("前天", "2023-05-31"),
        ("今天", "2023-06-02"),
        ("3小时前", "2023-06-02 17:00:00"),
        ("5分鐘前", "2023-06-02 19:55:00"),
        ("2天前", "2023-05-31"),
        ("刚刚", "2023-06-02 20:00:00"),
        ("6月2日", "2023-06-02"),
        ("12月31日", "2022-12-31"),
        ("[05-30]", "2023-05-30"),
        ("02-29", "2020-02-29"),
    ],
)
def test_a_date_without_a_year_is_resolved_from_the_capture(text, expected):
    assert read(text, reference=SEEN) == expected
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "没有日期", "比分3-2", "17-32名排位赛", "0851-23130026", "13800138000", "12:30", "2023年6月", "99-01-15",
     "100-01-05号文件", "2023-13-45", "2023年2月30日", "占比98.5%", "第110-01号"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert parse_date(text, reference=SEEN) is None


def test_an_offset_in_the_text_wins_over_the_zone():
    assert parse_date("Fri, 02 Jun 2023 06:40:00 GMT").value == dt.datetime(
        2023, 6, 2, 6, 40, tzinfo=dt.UTC
    )
    assert parse_date("2023-06-02T06:40:00+09:00").value.utcoffset() == dt.timedelta(hours=9)
    assert parse_date("2023-06-02T06:40:00Z").value.utcoffset() == dt.timedelta(0)


def test_the_zone_applies_where_the_text_names_none():
    assert (
        parse_date("2023-06-02", zone="Asia/Taipei").value.isoformat()
        == "2023-06-02T00:00:00+08:00"
    )
    assert (
        parse_date("2023-06-02", zone="Europe/London").value.isoformat()
        == "2023-06-02T00:00:00+01:00"
    )
    assert parse_date("2023-06-02", zone="No/Such").value.isoformat() == "2023-06-02T00:00:00+08:00"


@given(
    st.text(alphabet="0123456789年月日号-/.: 上下午前昨天小时民國〇二三十TZ+，JunFri", max_size=40),
    st.none() | st.datetimes(),
)
def test_nothing_raises_and_every_value_is_aware(text, reference):
    parsed = parse_date(text, reference=reference)
    assert parsed is None or parsed.value.utcoffset() is not None


@pytest.mark.parametrize("unit", ["2023年", "1", " ", "9999年99月99日", "民國", "今天"])
def test_a_hostile_megabyte_is_read_in_time(unit):
    begin = time.process_time()
    parse_date(unit * (1_000_000 // len(unit)))
    assert time.process_time() - begin < 1
