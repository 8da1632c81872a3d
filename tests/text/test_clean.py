"""What cleaning promises: the table's examples, the seed, nothing lost, nothing harmed, in time."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.text import rules, script
from newsarchive.text.clean import clean, undo

FIXTURES = Path(__file__).parents[1] / "fixtures" / "seed"
RAW = (FIXTURES / "000_eabfb07bcfb12756.txt").read_bytes().decode("utf-8")
CLEAN = (FIXTURES / "000_eabfb07bcfb12756.clean.txt").read_bytes().decode("utf-8")
NEGATIVE = [
    json.loads(line)
    for line in (Path(__file__).parent / "negative.jsonl").read_text("utf-8").splitlines()
]
JUNK = [
    json.loads(line)
    for line in (Path(__file__).parent / "junk.jsonl").read_text("utf-8").splitlines()
]

PIECES = st.sampled_from(
    [
        "區",
        "区",
        "書",
        "记",
        "会",
        "國",
        "王",
        "某",
        "(qū)",
        "（qū）",
        "(qu)",
        "(km)",
        "(a)",
        "李垚(yáo)",
        "图片",
        "圖片",
        "【图片】",
        "责任编辑：杨柳青",
        "编辑",
        "来源：",
        "湖湾日报",
        "上一篇：无",
        "附件",
        "\n",
        "\r\n",
        "\n\n",
        "\u3000",
        "\xa0",
        "\u200b",
        "\ufeff",
        "\u200d",
        "👨",
        "，",
        "、",
        "。",
        ",",
        "(",
        ")",
        "（",
        "）",
        "?",
        "jiǎng)",
        "x0dx0a",
        "2023-06-02",
        "09:15",
        "：",
        "相关阅读",
        "（责编：柳絮）",
        "a",
        "B",
        " ",
        "  ",
        "關 於 召 開 會 議 的 通 知",
        "\n图片\n",
        "\n责任编辑：\n杨柳青\n",
        "\n作者：吴桐 来源：湖湾日报\n",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.name)
def test_every_rule_turns_its_example_before_into_its_example_after(rule):
    cleaned = clean(rule.before, title=rules.EXAMPLE_TITLE, url=rules.EXAMPLE_URL)
    assert cleaned.text == rule.after
    if rule.place == "flag":
        assert rule.name in {flag.name for flag in cleaned.flags}
    else:
        assert rule.name in {repair.rule for repair in cleaned.repairs}
        assert undo(cleaned.text, cleaned.repairs) == rule.before


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.name)
def test_every_rule_says_why(rule):
    assert rule.reason
    assert rule.reason[-1] not in ".。"


def test_rule_names_are_unique():
    names = [rule.name for rule in rules.RULES]
    assert len(names) == len(set(names))


def test_at_least_two_hundred_sentences_that_look_like_junk_are_kept_for_the_next_test():
    assert len({case["text"] for case in NEGATIVE}) >= 200


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case["text"][:24])
def test_a_sentence_that_looks_like_junk_survives_unchanged(case):
    """Alone, and at the end of an article, where most rules look."""
    text = case["text"]
    assert clean(text).text is text
    article = f"区里召开会议，部署冬修水利。\n会议要求做好防汛准备。\n{text}"
    assert clean(article).text is article


def test_the_seed_becomes_its_cleaned_form_and_can_be_restored():
    cleaned = clean(RAW)
    assert f"{cleaned.text}\n" == CLEAN
    assert cleaned.editor == "whybine"
    assert cleaned.images == 6
    assert undo(cleaned.text, cleaned.repairs) == RAW
    assert "移(吳中)" in cleaned.text
    assert "依托托同濟大學" in cleaned.text


def test_every_change_to_the_seed_is_a_repair_of_a_named_rule():
    cleaned = clean(RAW)
    assert sum(len(repair.before) - len(repair.after) for repair in cleaned.repairs) == len(
        RAW
    ) - len(cleaned.text)
    assert {repair.rule for repair in cleaned.repairs} <= {rule.name for rule in rules.RULES}


def test_the_character_that_the_seed_lacks_is_flagged_at_its_places():
    cleaned = clean(RAW)
    flags = [flag for flag in cleaned.flags if flag.name == "missing_character"]
    assert [cleaned.text[flag.offset - 2 : flag.offset + 1] for flag in flags] == [
        "中心臺", "才智臺", "業化水", "載體臺", "發展臺",
    ]  # fmt: skip
    assert all("平" in flag.note for flag in flags)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_undo_restores_every_text(text):
    cleaned = clean(text)
    assert undo(cleaned.text, cleaned.repairs) == text


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_cleaning_twice_equals_cleaning_once(text):
    once = clean(text).text
    assert clean(once).text == once


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_cleaned_text_has_neither_blank_lines_nor_white_space_at_the_ends_of_lines(text):
    cleaned = clean(text).text
    assert (
        cleaned == "\n".join(line.strip(" ") for line in cleaned.split("\n") if line) or not cleaned
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_flags_point_into_the_cleaned_text(text):
    cleaned = clean(text)
    for flag in cleaned.flags:
        assert flag.offset is not None
        assert 0 <= flag.offset < len(cleaned.text)


def test_a_clean_text_comes_back_as_the_same_object_without_repairs():
    text = CLEAN.rstrip("\n")
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.repairs == ()


def test_a_text_of_nothing_but_junk_becomes_empty_and_can_be_restored():
    text = "图片\n分享到：\n责任编辑：杨柳青"
    cleaned = clean(text)
    assert (cleaned.text, cleaned.editor, cleaned.images) == ("", "杨柳青", 1)
    assert undo("", cleaned.repairs) == text


def test_the_empty_text_is_clean():
    assert clean("").text == ""


def test_full_width_digits_and_quotes_stay_as_published():
    text = "记者“王某”报道，２０２４年：开幕！"
    assert clean(text).text is text


def test_residue_in_the_title_is_taken_out_by_the_evidence_of_the_body():
    cleaned = clean("吳中區(qū)召開會(huì)議。", title="全區(qū)動(dòng)員 迎戰(zhàn)臺風")
    assert cleaned.title == "全區動員 迎戰臺風"
    assert undo(cleaned.title, cleaned.title_repairs) == "全區(qū)動(dòng)員 迎戰(zhàn)臺風"


def test_a_headline_on_top_and_the_pages_own_address_below_leave_the_text():
    cleaned = clean(
        "湖湾大桥 通车\n大桥昨日通车，全长两公里。\n原文链接：https://www.huwan.gov.cn/a/1.html",
        title="湖湾大桥通车",
        url="http://huwan.gov.cn/a/1.html",
    )
    assert cleaned.text == "大桥昨日通车，全长两公里。"


def test_fields_of_an_info_line_are_found_and_the_line_goes():
    cleaned = clean(
        "发布时间：2023-06-02 09：15 来源：湖湾日报 作者：吴桐 浏览次数：12 【字体：大 中 小】\n"
        "大桥昨日通车，全长两公里。\n会后进行了调研。\n审核：柳絮\n责任编辑：\n杨柳青"
    )
    assert cleaned.text == "大桥昨日通车，全长两公里。\n会后进行了调研。"
    assert (cleaned.publisher, cleaned.author, cleaned.editor) == ("湖湾日报", "吴桐", "杨柳青")
    assert cleaned.published_at.isoformat() == "2023-06-02T09:15:00+08:00"


def test_the_responsible_editor_is_named_before_other_editors():
    cleaned = clean("大桥昨日通车，全长两公里。\n编辑 柳絮 校对 白桦\n责任编辑：杨柳青_NF4425")
    assert cleaned.editor == "杨柳青"


@pytest.mark.parametrize("name", ["admin", "本站", "佚名", "系统管理员", "网络整理", "系統管理員"])
def test_a_stand_in_is_no_editor(name):
    cleaned = clean(f"大桥昨日通车，全长两公里。\n责任编辑：{name}")
    assert cleaned.editor is None
    assert cleaned.text == "大桥昨日通车，全长两公里。"


def test_a_dateline_yields_the_author_and_stays():
    text = "新华社湖湾6月2日电（记者吴桐）湖湾大桥2日通车。"
    cleaned = clean(text)
    assert cleaned.text is text
    assert cleaned.author == "吴桐"


def test_junk_in_the_middle_of_an_article_goes_only_where_it_can_be_nothing_else():
    body = ["第一段说明情况。"] * 4
    text = "\n".join([*body, "图片", "收藏", "责任编辑：杨柳青", *body])
    assert clean(text).text == "\n".join([*body, "收藏", "责任编辑：杨柳青", *body])


def test_headlines_of_other_articles_go_with_their_heading():
    body = "区里召开会议，部署冬修水利。\n会议要求做好准备。"
    assert clean(f"{body}\n相关阅读\n湖湾大桥通车\n全区春耕全面展开").text == body


def test_a_closing_date_of_a_notice_stays():
    text = "各村委会：\n请于月底前完成清淤。\n湖湾镇人民政府\n2023年6月2日"
    assert clean(text).text is text


@pytest.mark.parametrize(
    "unit",
    ["区", "区 ", "區(qū)", "区(qu)", "图片\n", "责任编辑：王小明\n", "区, ", "?", "（", "\u200d", "2023年",
     "&amp;", "<p ", "关 于 召 开 会 议 ", "相关阅读\n短标题\n", "ǎ)", "x0dx0a", "var a=", "：", " ", "\n",
     "区委书 记", "书書 記記", "\r\n区", "关 于 召 开 会 议\n", "王 伟 ", "來源：湖湾日报 作者：吴桐 ", "展?jié)", "（记者"],
)  # fmt: skip
def test_a_hostile_text_is_cleaned_and_restored(unit):
    """A pattern that backtracks would take minutes here; seconds are for the benchmark."""
    text = (unit * (300_000 // len(unit))).strip() or unit
    cleaned = clean(text)
    assert undo(cleaned.text, cleaned.repairs) == text


BODY = "区里召开会议，部署冬修水利。\n会议要求做好准备，落实各项措施。\n会后，大家到现场调研。"


@pytest.mark.parametrize(
    "line",
    ["圖源", "点击上方蓝字", "打开微信，点击底部的“发现”", "下载：", "本网转载", "仅代表作者个人观点", "未经许可不得转载，违者必究", "[大][中][小]", "[转载]",
     "湖湾集团 杨柳青/文 柳絮/图", "（图 杨柳青/文 柳絮）", "【撰文‧記者楊柳青／攝影‧柳絮】", "一审/柳絮 二审/白桦 三审/杨柳青", "覆核：柳絮", "文字：杨柳青",
     "图片：杨柳青", "点击：119", "阅读：3.2万"],
)  # fmt: skip
def test_a_line_that_is_junk_as_a_whole_leaves_the_end_of_a_text(line):
    cleaned = clean(f"{BODY}\n{line}")
    assert cleaned.text == BODY
    assert undo(cleaned.text, cleaned.repairs) == f"{BODY}\n{line}"


@pytest.mark.parametrize("place", ["anywhere", "head", "tail"])
@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant", "zh-TW"])
def test_junk_lines_in_every_wording_leave_the_text_in_both_scripts(place, target):
    body = script.convert(f"{BODY}\n下一步，各镇将继续抓好落实，确保按时完工。", target)
    left = []
    for text in (script.convert(case["text"], target) for case in JUNK if case["place"] == place):
        lines = body.split("\n")
        lines.insert({"anywhere": 2, "head": 0, "tail": len(lines)}[place], text)
        cleaned = clean("\n".join(lines))
        assert undo(cleaned.text, cleaned.repairs) == "\n".join(lines)
        left += [text] if cleaned.text != body else []
    assert left == []


def test_lines_that_go_by_one_rule_one_behind_the_other_are_one_repair():
    text = f"{BODY}\n图片\n图片\n图片"
    cleaned = clean(text)
    assert [repair.before for repair in cleaned.repairs] == ["\n图片\n图片\n图片"]
    assert cleaned.images == 3
