"""Recorded changes can be taken back."""

import time

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.article import Repair
from newsarchive.text import edits
from newsarchive.text.edits import Edit


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text(max_size=3))),
)
def test_any_changes_are_taken_back(text, wanted):
    made, place = [], 0
    for start, length, after in sorted(wanted):
        if place <= start and start + length <= len(text):
            made.append(Edit(start, start + length, after, "rule"))
            place = start + length
    changed, repairs = edits.make(text, made)
    assert edits.take_back(changed, repairs) == text


def test_repairs_are_undone_one_by_one_from_the_last_to_the_first():
    changed, repairs = edits.make("一 二 三", [Edit(1, 2, "", "a"), Edit(3, 4, "", "b")])
    for repair in reversed(repairs):
        end = repair.offset + len(repair.after)
        changed = changed[: repair.offset] + repair.before + changed[end:]
    assert changed == "一 二 三"


def test_a_hundred_thousand_repairs_are_taken_back_in_time():
    repairs = tuple(Repair("rule", "(qū)", "", place) for place in range(100_000))
    begin = time.process_time()
    restored = edits.take_back("區" * 100_000, repairs)
    assert len(restored) == 500_000
    assert time.process_time() - begin < 1
