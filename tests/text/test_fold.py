"""Folding: one script, width, variant and case at the same length."""

import sys

import opencc
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
    ["台臺檯颱", "里裏裡", "着著", "群羣", "为爲為", "干幹乾", "后後", "面麵", "发發髮", "众衆眾", "线綫線", "么麼麽", "卫衛衞", "里\u2fa5", "丽麗\uf988", "钟鐘鍾锺", "余餘馀", "步歩", "郎郞", "岁歲歳"],
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


def test_the_tables_of_opencc_are_followed():
    """Character by character, as t2s, the regional standards and their reverses have it."""
    characters = [chr(code) for code in range(0x3400, 0xA000) if not 0x4DC0 <= code < 0x4E00]
    for config in ("t2s", "t2tw", "t2hk", "tw2t", "hk2t"):
        converted = opencc.OpenCC(config).convert("\n".join(characters)).split("\n")
        for before, after in zip(characters, converted, strict=True):
            assert fold(before) == fold(after), (config, before, after)


def test_the_pairs_written_down_are_those_of_opencc():
    pairs = module._SIMPLIFIED_TWICE
    traditional = opencc.OpenCC("s2t").convert("\n".join(pairs[::2]))
    simplified = opencc.OpenCC("t2s").convert(traditional).split("\n")
    assert [fold(one) for one in simplified] == [fold(one) for one in pairs[1::2]]
