"""Which script a text is in, and views in another."""

import opencc
import pytest

from newsarchive.text.script import convert, detect_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区委书记在会上讲话", "zh-Hans"),
        ("區委書記在會上講話", "zh-Hant"),
        ("后来他在台上说，里面很干净。", "zh-Hans"),
        ("大家到中山市公安局", "zh"),
        ("第一段说明情况。\n第二段說明情況。", "zh"),
        ("第一段说明情况，部署工作，并提出要求，大家认真学习。\n说明\n說明", "zh-Hans"),
        ("The county opened a new library for the people.", "en"),
        ("湖湾 Evolink 系统上线 with the new AI", "zh-Hans"),
        ("これは新聞の記事です", "ja"),
        ("신문 기사입니다", "ko"),
        ("", "und"),
        ("123 456", "und"),
        ("Ein Haus am See", "und"),
    ],
)
def test_language_is_told_by_its_own_characters(text, expected):
    assert detect_language(text) == expected


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("皇后后来看着台灯", "zh-Hant", "皇后後來看着檯燈"),
        ("皇后后来看着台灯", "zh-TW", "皇后後來看著檯燈"),
        ("他看著檯燈", "zh-Hans", "他看着台灯"),
        ("为群众在里面服务", "zh-HK", "為羣眾在裏面服務"),
        ("软件", "zh-TW", "軟件"),
        ("", "zh-TW", ""),
    ],
)
def test_a_view_is_converted_by_phrases_without_changing_words(text, target, expected):
    assert convert(text, target) == expected


def test_text_that_has_the_script_already_stays():
    text = "後來皇后在里程碑旁，乾隆題字。"
    assert convert(text, "zh-Hant") == text


def test_lines_are_read_each_in_its_own_script():
    assert convert("后来\n後來的皇后說", "zh-Hant") == "後來\n後來的皇后說"


def test_an_unknown_script_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="zh-Hans"):
        convert("文", "tw")


ARTICLE = (
    "皇后后来在后台里发现，头发干了，干部说这里有台风。\n"
    "面条和表面、系统与联系、准备和批准、松树与放松，各有各的写法。\n\n"
    "  软件、网络、鼠标和打印机都是湖湾区 2023 年采购的（见附件）。\n"
    "只有三只羊，一出戏，复杂的答复，注意事项志愿者。🙂"
)


@pytest.mark.parametrize(
    ("target", "config"), [("zh-Hant", "s2t"), ("zh-TW", "s2tw"), ("zh-HK", "s2hk")]
)
def test_a_view_equals_openccs_own_conversion_by_phrases(target, config):
    view = convert(ARTICLE, target)
    assert view == opencc.OpenCC(config).convert(ARTICLE)
    assert [len(line) for line in view.split("\n")] == [len(line) for line in ARTICLE.split("\n")]
    assert view != ARTICLE


def test_a_view_in_simplified_characters_equals_openccs_own():
    traditional = convert(ARTICLE, "zh-TW")
    assert convert(traditional, "zh-Hans") == opencc.OpenCC("tw2s").convert(traditional)
    assert convert(convert(ARTICLE, "zh-Hant"), "zh-Hans") == ARTICLE
