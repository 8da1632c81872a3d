import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest

from newsarchive.schedule.adaptive import CEILING, FLOOR, next_look
from newsarchive.schedule.wording import rhythm_text
from newsarchive.sources.appearances import read_appearances
from newsarchive.sources.days import WORKDAYS, day_kind
from newsarchive.sources.rhythm import Appearance, Rhythm, learn_rhythm

ZONE = "Asia/Shanghai"
LOCAL = ZoneInfo(ZONE)
NOW = dt.datetime(2024, 6, 24, 8, tzinfo=LOCAL)  # a Monday
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def moment(day: dt.datetime, hour: int) -> Appearance:
    at = day.replace(hour=hour, minute=30)
    return Appearance(at, at)


def office_weeks() -> list[Appearance]:
    """Eight weeks of three articles on every working day."""
    days = [NOW - number * DAY for number in range(1, 56)]
    workdays = [day for day in days if day_kind(day.date(), ZONE) in WORKDAYS]
    return [moment(day, hour) for day in workdays for hour in (9, 10, 16)]


def learned(appearances: list[Appearance]) -> Rhythm:
    rhythm = learn_rhythm(appearances, zone=ZONE, now=NOW)
    assert rhythm is not None
    return rhythm


def waits(rhythm: Rhythm, start: dt.datetime, end: dt.datetime) -> list[dt.timedelta]:
    """The waits between looks from start to end."""
    looks = [start]
    while looks[-1] < end:
        looks.append(next_look(rhythm, after=looks[-1]))
    return [later - earlier for earlier, later in itertools.pairwise(looks)]


@pytest.mark.parametrize(
    ("day", "zone", "kind"),
    [
        (dt.date(2024, 6, 24), ZONE, 0),
        (dt.date(2024, 2, 10), ZONE, 7),
        (dt.date(2024, 2, 18), ZONE, 4),
        (dt.date(2024, 10, 10), "Asia/Taipei", 7),
        (dt.date(2024, 12, 25), "Europe/Berlin", 2),
    ],
)
def test_days_are_weekdays_holidays_and_weekends_that_are_worked(day, zone, kind):
    assert day_kind(day, zone) == kind


def test_too_few_articles_teach_no_rhythm():
    assert learn_rhythm(office_weeks()[:4], zone=ZONE, now=NOW) is None


def test_articles_older_than_half_a_year_teach_nothing():
    old = [moment(NOW - (200 + number) * DAY, 9) for number in range(20)]
    assert learn_rhythm(old, zone=ZONE, now=NOW) is None


def test_news_is_expected_when_it_used_to_come():
    rhythm = learned(office_weeks())
    monday = NOW.replace(hour=0, minute=0)
    a_day = sum(rhythm.hourly(monday + hour * HOUR) for hour in range(24))

    assert rhythm.hourly(monday + 9.5 * HOUR) > 10 * rhythm.hourly(monday + 3 * HOUR)
    assert rhythm.hourly(monday + 9.5 * HOUR) > 5 * rhythm.hourly(monday - DAY + 9.5 * HOUR)
    assert a_day == pytest.approx(3, 0.15)


def test_a_holiday_is_expected_to_be_as_silent_as_a_sunday():
    holiday = dt.datetime(2024, 10, 1, 9, 30, tzinfo=LOCAL)
    tuesday = dt.datetime(2024, 9, 24, 9, 30, tzinfo=LOCAL)
    rhythm = learned(office_weeks())

    assert rhythm.hourly(holiday) < rhythm.hourly(tuesday) / 5


def test_looks_are_close_together_when_news_is_likely_and_rare_when_not():
    rhythm = learned(office_weeks())
    by_day = waits(rhythm, NOW.replace(hour=9), NOW.replace(hour=11))
    by_night = waits(rhythm, NOW.replace(hour=20), NOW.replace(hour=20) + 9 * HOUR)

    assert max(by_day) < HOUR * 2
    assert min(by_night) > HOUR * 2


def test_no_two_looks_are_closer_than_the_floor_or_further_apart_than_the_ceiling():
    days = [NOW - number * DAY for number in range(1, 30)]
    busy = learned([moment(day, hour) for day in days for hour in range(24)] * 20)
    silent = learned([moment(NOW - number * 20 * DAY, 9) for number in range(1, 7)])

    assert set(waits(busy, NOW, NOW + DAY)) == {FLOOR}
    assert next_look(silent, after=NOW) - NOW <= CEILING


def test_looking_at_one_hour_alone_does_not_make_that_hour_look_busy():
    looks = [(NOW - number * DAY).replace(hour=12) for number in range(60, 0, -1)]
    found = [(at.replace(hour=0, minute=0), at) for at in looks[1:]]
    rhythm = learned(list(read_appearances(found, looks, zone=ZONE)))

    assert max(rhythm.workday_hours) < 0.12


def test_an_article_that_shows_a_day_alone_came_out_between_two_looks_of_that_day():
    day = NOW.replace(hour=0)
    looks = [day - DAY, day + 9 * HOUR, day + 11 * HOUR, day + 40 * HOUR]
    found = [(day, day + 11.1 * HOUR), (day, day + 40.1 * HOUR), (day, day + 9.1 * HOUR)]

    assert list(read_appearances(found, looks, zone=ZONE)) == [
        Appearance(day + 9 * HOUR, day + 11.1 * HOUR),
        Appearance(day + 11 * HOUR, day + DAY),
        Appearance(day, day + 9.1 * HOUR),
    ]


def test_an_article_without_a_date_came_out_between_two_looks():
    looks = [NOW, NOW + HOUR]

    assert list(read_appearances([(None, NOW + 1.1 * HOUR)], looks, zone=ZONE)) == [
        Appearance(NOW, NOW + 1.1 * HOUR)
    ]
    assert list(read_appearances([(None, NOW + 0.1 * HOUR)], looks, zone=ZONE)) == []


def test_a_backfilled_article_tells_of_its_day_and_not_of_the_crawl():
    day = NOW.replace(hour=0) - 30 * DAY

    assert list(read_appearances([(day, NOW)], [NOW], zone=ZONE)) == [Appearance(day, day + DAY)]


def test_a_rhythm_says_how_often_and_when():
    words = rhythm_text(learned(office_weeks()))

    assert words.startswith("learned from 108 articles: 2.")
    assert "a working day, most at 9-11 and 1" in words
    assert "quiet on days off" in words
