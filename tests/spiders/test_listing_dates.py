"""Dates as list pages print them."""

import pytest

from spiders.listing_dates import parse_list_date, printed_date, split_date


@pytest.mark.parametrize(
    ("printed", "text", "value"),
    [
        ("2023-06-02", "2023-06-02", "2023-06-02T00:00:00+08:00"),
        ("[2023/6/2]", "2023/6/2", "2023-06-02T00:00:00+08:00"),
        ("（2023.06.02）", "2023.06.02", "2023-06-02T00:00:00+08:00"),
        ("发布日期：2023年06月02日", "2023年06月02日", "2023-06-02T00:00:00+08:00"),
        ("2023-06-02 09:15:30", "2023-06-02 09:15:30", "2023-06-02T09:15:30+08:00"),
        ("2023-06-02 星期五 09：15", "2023-06-02 星期五 09：15", "2023-06-02T09:15:00+08:00"),
        ("来源：新禾发布 时间：2023-06-02", "2023-06-02", "2023-06-02T00:00:00+08:00"),
        ("03/10 2025", "03/10 2025", "2025-03-10T00:00:00+08:00"),
        ("02 2023-06", "02 2023-06", "2023-06-02T00:00:00+08:00"),
        ("110-01-15", "110-01-15", "2021-01-15T00:00:00+08:00"),
        ("民國110年1月5日", "民國110年1月5日", "2021-01-05T00:00:00+08:00"),
        ("June 2, 2023", "June 2, 2023", "2023-06-02T00:00:00+08:00"),
        ("02 Jun 2023", "02 Jun 2023", "2023-06-02T00:00:00+08:00"),
        ("[08-06-02]", "08-06-02", "2008-06-02T00:00:00+08:00"),
        ("20230602", "20230602", "2023-06-02T00:00:00+08:00"),
    ],
)
def test_date_with_a_year_has_text_and_value(printed: str, text: str, value: str) -> None:
    found = printed_date(printed)

    assert found is not None
    assert (found.text, found.value and found.value.isoformat()) == (text, value)


@pytest.mark.parametrize(
    "printed", ["06-02", "[6月2日]", "15 06月", "昨天 12:30", "3小时前", "09:15"]
)
def test_date_without_a_year_stays_text(printed: str) -> None:
    found = printed_date(printed)

    assert found is not None
    assert found.value is None
    assert found.text == printed.strip("[]")


@pytest.mark.parametrize(
    "text",
    [
        "2023",
        "2023-2024学年第二学期课表",
        "2023-13-40",
        "点击：119",
        "第6期",
        "2023年6月2日上午，新禾区召开防汛工作会议，安排近期重点工作",
        "",
        "1" * 5000,
    ],
)
def test_text_that_only_holds_figures_is_no_date(text: str) -> None:
    assert printed_date(text) is None


@pytest.mark.parametrize(
    ("whole", "title"),
    [
        ("新禾区防汛会议召开（2023-06-02）", "新禾区防汛会议召开"),
        ("新禾区防汛会议召开 2023-06-02", "新禾区防汛会议召开"),
        ("[06-02] 新禾区防汛会议召开", "新禾区防汛会议召开"),
    ],
)
def test_date_is_split_from_a_title(whole: str, title: str) -> None:
    divided = split_date(whole)

    assert divided is not None
    assert divided[0] == title


@pytest.mark.parametrize(
    "title", ["关于2023年6月2日停水的通知", "10.1国庆活动安排", "第三十次（扩大）会议", "x" * 5000]
)
def test_date_within_a_title_belongs_to_the_title(title: str) -> None:
    assert split_date(title) is None


def test_impossible_day_is_no_date() -> None:
    assert parse_list_date("2023-02-30") is None
