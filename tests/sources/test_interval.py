import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.errors import UsageError
from newsarchive.sources.interval import (
    CEILING_SECONDS,
    FLOOR_SECONDS,
    format_interval,
    parse_interval,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("30m", 1800), ("2h", 7200), ("1d", 86_400), (" 2 H ", 7200), ("60s", 60)],
)
def test_an_interval_is_a_number_and_a_unit(text, seconds):
    assert parse_interval(text) == seconds


@pytest.mark.parametrize("text", ["", "2", "h", "2 hours", "-2h", "1.5h", "1h30m", "二时", "2h\n3"])
def test_anything_else_is_refused_with_examples(text):
    with pytest.raises(UsageError, match="90s, 30m, 2h or 1d"):
        parse_interval(text)


def test_an_interval_below_a_minute_is_refused():
    with pytest.raises(UsageError, match="'59s' is too short; 1m is the shortest"):
        parse_interval("59s")


def test_an_interval_above_a_year_is_refused():
    with pytest.raises(UsageError, match="'999999d' is too long; 366d is the longest"):
        parse_interval("999999d")


@given(st.integers(FLOOR_SECONDS, CEILING_SECONDS))
def test_what_is_written_is_read_back(seconds):
    assert parse_interval(format_interval(seconds)) == seconds
