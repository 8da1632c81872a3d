"""Damage of every kind, made on clean text, is repaired to the exact original."""

import random

import pytest

from benchmarks.damage import (
    CHANCES,
    spaced_out,
    with_junk_lines,
    with_residue,
    with_word_spaces,
)
from newsarchive.text.clean import clean, undo

SEEDS = range(20)

ARTICLES = (
    (
        "昨日上午，湖灣區召開防汛工作會議，區委書記要求各單位認真學習上級文件，結合實際落實責任。會議指出，今年汛期降雨較多，水庫、河道和低窪地區的安全形勢嚴峻。\n"
        "區水務局負責人介紹，全區已經檢查水庫三十二座，清理河道一百二十公里，發現問題四十七處，全部完成整改。技術人員對重點堤壩進行了監測，數據每小時上報一次。\n"
        "會議強調，要堅持預防為主，加強值班值守，確保信息暢通；要組織黨員幹部深入村組，幫助群眾轉移財產。各鎮要備足物資，開展演練，提高應急處置能力。\n"
        "會後，與會人員到北山水庫調研，實地查看了大壩加固工程的進展情況，並與施工單位負責人進行了交流。"
    ),
    (
        "湖灣智能製造產業園近日迎來首批企業。園區規劃面積三千畝，重點發展電子信息、生物醫藥和新材料，計劃用五年時間形成完整的產業鏈。\n"
        "記者在現場看到，標準廠房整齊排列，道路兩側綠樹成蔭。負責人說，園區為企業提供從註冊到投產的全過程服務，辦事時間縮短了一半。\n"
        "目前，已有十八家企業簽約，總投資超過二十億元，預計帶動就業三千餘人。區政府將繼續優化營商環境，完善基礎設施，吸引更多優質項目落戶。\n"
        "多名返鄉青年表示，在家門口就能找到合適的崗位，收入穩定，還能照顧老人和孩子。"
    ),
    (
        "為豐富群眾文化生活，湖灣區圖書館從本月起延長開放時間，周末開放到晚上九點。館內新增圖書三萬冊，並設立兒童閱讀區和視障人士閱覽室。\n"
        "館長介紹，過去讀者多為學生，現在越來越多的老年人走進圖書館，學習使用智能手機、參加書畫講座。圖書館還組織志願者把書送到偏遠村莊。\n"
        "據統計，今年以來全館接待讀者十二萬人次，借出圖書二十一萬冊，舉辦各類活動一百六十場，群眾滿意度明顯提高。\n"
        "下一步，圖書館將與學校、社區合作，建設更多的閱讀點，讓書香飄進千家萬戶。"
    ),
)


def share(make) -> float:
    """Return the share of damaged texts that come back exactly; each must be restorable."""
    exact = 0
    for article in ARTICLES:
        for seed in SEEDS:
            damaged = make(article, random.Random(seed))  # noqa: S311  the same dice every time
            cleaned = clean(damaged)
            assert undo(cleaned.text, cleaned.repairs) == damaged
            exact += cleaned.text == article
    return exact / (len(ARTICLES) * len(SEEDS))


@pytest.mark.parametrize("article", ARTICLES, ids=range(len(ARTICLES)))
def test_the_undamaged_articles_are_left_alone(article):
    assert clean(article).text is article


@pytest.mark.parametrize("kind", sorted(CHANCES))
def test_pinyin_residue_is_taken_out_to_the_last_bracket(kind):
    assert share(lambda text, dice: with_residue(text, kind, dice)) == 1


def test_residue_on_simplified_text_is_taken_out():
    text = "10月26日，企业在湖湾区召开会议，部署国家标准的实施，强化责任。"
    dirty = text.replace("月", "月(yuè)").replace("企", "企(qǐ)").replace("准", "准(zhǔn)")
    assert clean(dirty).text == text


def test_junk_lines_are_taken_out():
    assert share(with_junk_lines) == 1


def test_texts_with_a_space_between_all_characters_are_closed_up():
    assert share(lambda text, _: spaced_out(text)) == 1


def test_most_spaces_inside_words_are_taken_out():
    """Where both remnants are words, or the cut word is unknown, the space stays: no guesses."""
    removed = made = 0
    for article in ARTICLES:
        for seed in SEEDS:
            damaged = with_word_spaces(article, random.Random(seed))  # noqa: S311
            cleaned = clean(damaged).text
            assert cleaned.replace(" ", "") == article
            made += damaged.count(" ")
            removed += damaged.count(" ") - cleaned.count(" ")
    assert removed / made >= 0.9


def test_all_damage_together_is_repaired_except_for_doubtful_spaces():
    def everything(text, dice):
        return with_junk_lines(with_residue(text, "sparse", dice), dice)

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
