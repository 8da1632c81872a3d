"""Log files: one JSON object an event, and never more than a few megabytes."""

import json
import logging
import sys

from newsarchive.core.logs import JsonFormatter, rotate


def line(message, *args, error=None):
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, message, args, error)
    return JsonFormatter(source="qingxi").format(record)


def test_an_event_is_one_line_whatever_it_says():
    told = line("第%d页\n读不到", 3)
    assert "\n" not in told
    event = json.loads(told)
    assert (event["level"], event["source"]) == ("warning", "qingxi")
    assert event["message"] == "第3页\n读不到"
    assert event["at"].endswith("Z")


def test_a_traceback_stays_within_its_line():
    try:
        int("坏页")
    except ValueError:
        told = line("it broke", error=sys.exc_info())
    assert "\n" not in told
    assert "ValueError" in json.loads(told)["error"]


def test_a_file_that_is_large_is_put_aside_and_the_oldest_is_dropped(tmp_path):
    file = tmp_path / "qingxi.log"
    for number in range(6):
        file.write_text(str(number) * 10)
        rotate(file, most_bytes=10, keep=3)
    assert {one.name: one.read_text()[0] for one in tmp_path.iterdir()} == {
        "qingxi.log.1": "5",
        "qingxi.log.2": "4",
        "qingxi.log.3": "3",
    }


def test_a_small_or_missing_file_stays_as_it_is(tmp_path):
    rotate(tmp_path / "qingxi.log")
    (tmp_path / "qingxi.log").write_text("x")
    rotate(tmp_path / "qingxi.log")
    assert [one.name for one in tmp_path.iterdir()] == ["qingxi.log"]
