"""Damage of every kind, made on clean text, is repaired to the exact original."""

import random
import sys
from pathlib import Path

import pytest

from newsarchive.text.clean import clean, undo

sys.path.insert(0, str(Path(__file__).parent))
import damage

SEEDS = range(20)


def share(make) -> float:
    """Return the share of damaged texts that come back exactly; each must be restorable."""
    exact = 0
    for article in damage.ARTICLES:
        for seed in SEEDS:
            damaged = make(article, random.Random(seed))  # noqa: S311  the same dice every time
            cleaned = clean(damaged)
            assert undo(cleaned.text, cleaned.repairs) == damaged
            exact += cleaned.text == article
    return exact / (len(damage.ARTICLES) * len(SEEDS))


@pytest.mark.parametrize("article", damage.ARTICLES, ids=range(len(damage.ARTICLES)))
def test_the_undamaged_articles_are_left_alone(article):
    assert clean(article).text is article


@pytest.mark.parametrize("kind", ["sparse", "dense", "toneless", "wide"])
def test_pinyin_residue_is_taken_out_to_the_last_bracket(kind):
    assert share(lambda text, dice: damage.with_residue(text, kind, dice)) == 1


def test_residue_on_simplified_text_is_taken_out():
    text = "10月26日，企业在湖湾区召开会议，部署国家标准的实施，强化责任。"
    dirty = text.replace("月", "月(yuè)").replace("企", "企(qǐ)").replace("准", "准(zhǔn)")
    assert clean(dirty).text == text


def test_junk_lines_are_taken_out():
    assert share(damage.with_junk_lines) == 1


def test_texts_with_a_space_between_all_characters_are_closed_up():
    assert share(lambda text, _: damage.spaced_out(text)) == 1


def test_most_spaces_inside_words_are_taken_out():
    """Where both remnants are words, or the cut word is unknown, the space stays: no guesses."""
    removed = made = 0
    for article in damage.ARTICLES:
        for seed in SEEDS:
            damaged = damage.with_word_spaces(article, random.Random(seed))  # noqa: S311
            cleaned = clean(damaged).text
            assert cleaned.replace(" ", "") == article
            made += damaged.count(" ")
            removed += damaged.count(" ") - cleaned.count(" ")
    assert removed / made >= 0.9


def test_all_damage_together_is_repaired_except_for_doubtful_spaces():
    def everything(text, dice):
        return damage.with_junk_lines(damage.with_residue(text, "sparse", dice), dice)

    assert share(everything) == 1


def test_swallowed_syllables_and_mangled_punctuation_are_flagged_where_they_stand():
    text = "該項目獲?jiǎng)勵，具有很大的展?jié)摿Α?,F在已經(jīng)啟動(dòng)，區(qū)里表示支持。"
    cleaned = clean(text)
    flagged = {flag.name: cleaned.text[flag.offset :] for flag in cleaned.flags}
    assert flagged["swallowed_syllable"]
    assert flagged["mangled_punctuation"].startswith("?,F")
    assert "獲?jiǎng)勵" in cleaned.text


@pytest.mark.parametrize(
    "text",
    [
        "李垚(yáo)在會上發言。",
        "全長5公里(km)。",
        "下載應用(app)後預約。",
        "第(a)項除外。",
        "技術轉移(吳中)中心。",
    ],
)
def test_brackets_that_are_text_stay_even_in_a_damaged_text(text):
    damaged = f"吳中區(qū)召開會(huì)議，結(jié)合實際。\n{text}"
    assert clean(damaged).text == f"吳中區召開會議，結合實際。\n{text}"


def test_a_lone_doubtful_gloss_stays_and_is_flagged():
    cleaned = clean("企(qǐ)业发展座谈会昨天召开。")
    assert cleaned.repairs == ()
    assert [flag.name for flag in cleaned.flags] == ["pinyin_gloss"]


def test_a_reader_with_pinyin_behind_every_character_is_left_alone():
    text = "春(chūn)天(tiān)来(lái)了(le)，花(huā)儿(ér)开(kāi)了(le)。"
    assert clean(text).text is text
