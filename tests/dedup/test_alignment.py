"""Shared passages: in order, as long as they go."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.dedup.alignment import align, gaps

TEXT = "青溪街道今年新建公园三处荷塘码头整修一新居民出门五分钟就能到"


def shared(one, other):
    return [one[run.one : run.one + run.length] for run in align(tuple(one), tuple(other))]


def test_passages_grow_as_long_as_both_texts_agree():
    assert shared(TEXT, "记者获悉" + TEXT[:12] + "以及" + TEXT[12:]) == [TEXT[:12], TEXT[12:]]


def test_a_passage_that_was_moved_is_shared_once_in_the_order_of_both():
    assert shared(TEXT, TEXT[12:] + TEXT[:12]) == [TEXT[12:]]


def test_what_lies_between_is_given_for_both_texts():
    one, other = tuple(TEXT), tuple(TEXT.replace("三处", "五处"))
    found = list(gaps(one, other, align(one, other)))
    assert [(gap.one, gap.other, gap.is_edge) for gap in found] == [(("三",), ("五",), False)]


@given(st.text("湖湾区青溪", max_size=60), st.text("湖湾区青溪", max_size=60))
def test_passages_are_equal_and_never_overlap(one, other):
    end = other_end = 0
    for run in align(tuple(one), tuple(other)):
        assert run.one >= end
        assert run.other >= other_end
        end, other_end = run.one + run.length, run.other + run.length
        assert one[run.one : end] == other[run.other : other_end] != ""
