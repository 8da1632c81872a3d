"""CSV: safe in a spreadsheet, and every value can be had back."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.export.csv import COLUMNS, DISARMING, cell


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_row_has_the_fields_of_the_article(make, tmp_path):
    out = tmp_path / "dump.csv"
    make.dump([make.article()], out, "csv")
    (row,) = rows(out)
    assert tuple(row) == COLUMNS
    assert row["title"] == "青溪大桥通车"
    assert row["text"] == "青溪大桥昨日通车。\n全长二百米。"
    assert row["published_at"] == "2024-03-01T16:00:00+08:00"
    assert (row["author"], row["gone_at"], row["id"]) == ("", "", "1")
    assert '"caption": "桥"' in row["images"]


def test_the_byte_order_mark_is_there_for_excel_only(make, tmp_path):
    for excel in (True, False):
        make.dump([make.article()], tmp_path / "dump.csv", "csv", excel=excel)
        assert (tmp_path / "dump.csv").read_bytes().startswith(b"\xef\xbb\xbf") is excel


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 10", "-5℃", "@weibo", "\t缩进", "\r回车", "\n换行", "＝1", "＠某人"]
)
def test_no_cell_is_taken_for_a_formula(make, tmp_path, text):
    make.dump([make.article(title=text)], tmp_path / "dump.csv", "csv")
    assert rows(tmp_path / "dump.csv")[0]["title"] == f"'{text}"


@given(st.text())
def test_every_text_can_be_had_back(text):
    assert cell(text).removeprefix(DISARMING) == text


@pytest.mark.parametrize("text", ["5-6月", "区里=市里", "12", ""])
def test_other_texts_stay_as_they_are(text):
    assert cell(text) == text
