"""The digest by which equal tellings find each other."""

import re

from newsarchive.dedup.fingerprint import SHORTEST, essence, text_digest

TEXT = "湖湾区召开河长制工作会议，部署２０２３年任务。"


def test_script_width_punctuation_and_white_space_do_not_matter():
    assert text_digest(TEXT) == text_digest("湖灣區召開河長制工作會議\n 部署2023年任務!")


def test_one_other_character_makes_another_digest():
    assert text_digest(TEXT) != text_digest(TEXT.replace("湖", "海", 1))


def test_the_digest_is_sha256_in_hexadecimal():
    assert re.fullmatch(r"[0-9a-f]{64}", text_digest(TEXT))


def test_a_text_too_thin_to_compare_has_none():
    assert text_digest("") is None
    assert text_digest("，。！" * 50) is None
    assert text_digest("字" * (SHORTEST - 1)) is None
    assert text_digest("字" * SHORTEST) is not None


def test_the_essence_has_only_letters_and_digits():
    assert essence("Ａ，b_c 　１。区") == "abc1区"
