import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.sources.cron import check_cron, next_fire

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = dt.datetime(2023, 6, 2, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("expression", "fires"),
    [
        ("30 6,18 * * *", "Fri 2023-06-02 18:30"),
        ("*/15 * * * *", "Fri 2023-06-02 12:15"),
        ("0 8 * * 1-5", "Mon 2023-06-05 08:00"),
        ("0 8 * * mon-fri", "Mon 2023-06-05 08:00"),
        ("0 8 * * 0", "Sun 2023-06-04 08:00"),
        ("0 8 * * 7", "Sun 2023-06-04 08:00"),
        ("0 8 * * sat-sun", "Sat 2023-06-03 08:00"),
        ("0 8 * * 2-6/2", "Sat 2023-06-03 08:00"),
        ("0 8 1 * *", "Sat 2023-07-01 08:00"),
        ("0 8 20 * mon", "Mon 2023-06-05 08:00"),
        ("0 3 29 2 *", "Thu 2024-02-29 03:00"),
        ("0 12 * * *", "Sat 2023-06-03 12:00"),
    ],
)
def test_an_expression_means_what_crontab_means(expression, fires):
    found = next_fire(expression, "Asia/Shanghai", after=FRIDAY)
    assert f"{found.astimezone(SHANGHAI):%a %Y-%m-%d %H:%M}" == fires
    assert found.tzinfo is dt.UTC


def test_an_hour_that_a_zone_skips_or_repeats_fires_once():
    new_york = ZoneInfo("America/New_York")
    before_spring = dt.datetime(2024, 3, 9, 12, tzinfo=new_york)
    after_spring = next_fire("30 2 * * *", "America/New_York", after=before_spring)
    assert after_spring.astimezone(new_york).date() == dt.date(2024, 3, 10)
    before_autumn = dt.datetime(2024, 11, 3, 0, tzinfo=new_york)
    first = next_fire("30 3 * * *", "America/New_York", after=before_autumn)
    second = next_fire("30 3 * * *", "America/New_York", after=first)
    assert second - first == dt.timedelta(days=1)
    assert first == dt.datetime(2024, 11, 3, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("* * * *", "has 4 fields, not five"),
        ("@daily", "has 1 fields, not five"),
        ("61 * * * *", "higher than the maximum value"),
        ("0 8 * * 8", "weekday '8' is none of sun to sat"),
        ("0 8 * * monday", "weekday 'monday'"),
        ("0 8 * * mon/0", "cannot be read"),
        ("0 8 ? * *", "cannot be read"),
        ("x y z a b", "cannot be read"),
        ("0 0 30 2 *", "never comes true"),
    ],
)
def test_a_bad_expression_is_refused_with_the_reason(expression, reason):
    with pytest.raises(UsageError, match=reason):
        check_cron(expression, "Asia/Shanghai")


def test_a_good_expression_is_let_through():
    check_cron("0 8 29 2 *", "Asia/Shanghai")
