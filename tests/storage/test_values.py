"""Values that the two databases would treat differently."""

import datetime as dt

import pytest

from storage.column_types import storable


def test_a_datetime_without_a_zone_is_refused(archive):
    with pytest.raises(Exception, match="without a zone"):
        archive.sources.set_next_run("qingxi", dt.datetime(2024, 3, 1))  # noqa: DTZ001


@pytest.mark.parametrize("year", [1, 1900, 2024, 9998])
def test_moments_of_any_age_are_kept_to_the_microsecond(archive, year):
    moment = dt.datetime(year, 1, 2, 3, 4, 5, 678901, tzinfo=dt.UTC)
    archive.sources.set_next_run("qingxi", moment)
    assert archive.sources.get("qingxi").next_run_at == moment


def test_rare_characters_are_kept(archive):
    text = "𠮷野家在䶮街，𰻝𰻝面。\u200b\ue000🀄"
    archive.save(text=text, title=text)
    assert archive.articles.get(1).current.text == text


def test_text_that_can_be_stored_is_left_as_it_is():
    text = "青溪大桥昨日通车。"
    assert storable(text) is text
    assert storable({"n": [1, 2.5, None, True]}) == {"n": [1, 2.5, None, True]}
