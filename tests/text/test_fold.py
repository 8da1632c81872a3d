"""Folding: one script, width, variant and case at the same length."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text import fold as module
from newsarchive.text.fold import fold

EVERY_CHARACTER = "".join(
    chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000
)


@pytest.mark.parametrize(
    "variants",
    ["台臺檯颱", "里裏裡", "着著", "群羣", "为爲為", "干幹乾", "后後", "面麵", "发發髮", "众衆眾", "线綫線", "么麼麽", "卫衛衞", "里\u2fa5", "丽麗\uf988"],
)  # fmt: skip
def test_variants_of_a_character_come_together(variants):
    assert len({fold(one) for one in variants}) == 1


@pytest.mark.parametrize("pair", ["芸艺", "予豫", "已己", "未末", "土士", "云运"])
def test_different_characters_stay_apart(pair):
    assert fold(pair[0]) != fold(pair[1])


def test_width_and_case_are_folded_and_punctuation_is_kept():
    assert fold("ＡＢＣ１２３，Abc。「引」　x") == "abc123,abc。「引」 x"


def test_every_character_keeps_its_length_and_folds_only_once():
    once = fold(EVERY_CHARACTER)
    assert len(once) == len(EVERY_CHARACTER)
    assert fold(once) == once


@given(st.text())
def test_places_in_the_folded_text_are_places_in_the_text(text):
    assert fold(text) == "".join(map(fold, text))


def test_the_table_is_made_quickly():
    begin = time.process_time()
    module._table.__wrapped__()
    assert time.process_time() - begin < 0.5
