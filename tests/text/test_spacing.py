"""Spaces: those inside words go, those that part something stay."""

import pytest

from newsarchive.text import cuts, edits, spacing
from newsarchive.text.clean import clean


def repaired(text, step):
    return edits.make(text, step(text))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("蘇州市吳中區委書 記丁立新一行調研考察。", "蘇州市吳中區委書記丁立新一行調研考察。"),
        ("先后獲得國 家級科技企業孵化器,國家機構。", "先后獲得國家級科技企業孵化器,國家機構。"),
        ("通過優化頂層設計、明確發展定 位,加強合作。", "通過優化頂層設計、明確發展定位,加強合作。"),
    ],
)
def test_a_space_that_cuts_a_word_goes(text, expected):
    assert repaired(text, cuts.word_spaces) == expected


@pytest.mark.parametrize(
    "text",
    ["深入社区一线 上门服务群众，受到欢迎。", "出席会议的有王 伟、高 山、李 明。", "姓名 性别 拟聘用单位", "第一章 总 则", "推进改革 开放合作，共同发展。", "市长高 明主持会议并讲话。",
     "使用 Python 处理数据，效果很好。", "快速赶到现场 排查可疑线索"],
)  # fmt: skip
def test_a_space_that_parts_something_stays(text):
    assert cuts.word_spaces(text) == []


@pytest.mark.parametrize(
    "text",
    ["地 址：湖湾区人民路1号，邮编，电 话：另行通知。", "审核意见：同意。（公章） 年 月 日", "张全松 韩克勤 韩洪光 程泽其：以上人员，请到会。", "杨宇 道真县洛龙镇幼儿园 95",
     "记者从会上获悉，书记高 山和江 山介绍了情况，高 山说，明年继续。"],
)  # fmt: skip
def test_labels_forms_lists_and_names_set_wide_stay(text):
    assert cuts.word_spaces(text) == []


def test_both_halves_may_be_words_where_the_text_has_other_cut_words():
    text = "区人民 政府召开会议，区委书 记出席并讲话，强调明确发展定 位。"
    assert repaired(text, cuts.word_spaces) == text.replace(" ", "")
    alone = "区人民 政府召开会议，区委书记出席并讲话，强调明确发展定位。"
    assert cuts.word_spaces(alone) == []


def test_a_term_that_the_text_writes_together_elsewhere_is_joined():
    text = "芯聚公司介绍，芯聚的产品销往全国，芯 聚公司明年将继续投入。"
    assert repaired(text, cuts.word_spaces) == text.replace(" ", "")


def test_a_text_of_nothing_but_gaps_is_left_alone():
    text = "区委书 记" * 10_001
    assert cuts.word_spaces(text) == []


def test_short_lines_of_a_spaced_out_text_are_closed_up_too():
    text = "关于召开全区防汛工作会议的通知\n各村委会：\n定于明天上午在镇政府召开会议。\n特此通知。\n2023年6月2日"
    spaced = "\n".join(" ".join(line) for line in text.split("\n"))
    assert repaired(spaced, spacing.spaced_out_lines) == text
    assert spacing.spaced_out_lines("特 此 通 知") == []


def test_spaces_behind_ascii_commas_stay_where_the_text_sets_them_always():
    text = "湖湾区, 位于湖滨, 面积广大, 人口众多"
    assert spacing.pause_spaces(text) == []


def test_the_wider_gap_of_a_spaced_out_line_is_kept():
    line = "湖 湾 区 人 民 政 府  关 于 防 汛 工 作 的 通 知"
    assert repaired(line, spacing.spaced_out_lines) == "湖湾区人民政府 关于防汛工作的通知"


def test_a_table_row_of_names_set_wide_is_no_spaced_out_line():
    row = "| 甲 组 | 郑 曼 | 1 | 刘 婷 | 2 | 韩 柯 | 3 | 张 黔 | 4 | 王 锋 |"
    assert spacing.spaced_out_lines(row) == []


def test_joined_emoji_keep_their_joiner():
    text = "家庭\U0001f468\u200d\U0001f469日"
    assert spacing.odd_white_space(text) == []


def test_a_word_cut_in_a_table_is_joined_where_the_table_writes_it_together_elsewhere():
    rows = "杨柳青 女 贰级教师 小学体育 通过\n柳絮 女 贰级教师 小学数学 通过\n周涛 男 贰级教师 小学语文 通过\n"
    damaged = rows + "白桦 男 贰级教 师 小学体 育 通过"
    assert clean(damaged).text == rows + "白桦 男 贰级教师 小学体 育 通过"


def test_columns_and_names_of_a_table_keep_their_spaces():
    rows = "姓名 性别 单位 专业\n张 华 女 湖湾中学 数学\n李 明 男 湖湾中学 数学\n王大力 男 湖湾中学 物理"
    assert clean(rows).text is rows


def test_two_words_that_the_text_writes_together_elsewhere_are_joined_in_a_damaged_text():
    text = "园区的产业结构日趋合理，产业结构的调整仍在继续，区委书 记强调，要不断优化产业 结构。"
    assert clean(text).text == text.replace(" ", "")
    kept = text.replace("书 记", "书记")
    assert clean(kept).text is kept


def test_a_known_word_cut_in_brackets_is_joined_and_a_name_is_not():
    text = "《湖湾区考核办法（试 行）》今日印发，区委书 记作了说明，（高 明）参加。"
    assert (
        clean(text).text == "《湖湾区考核办法（试行）》今日印发，区委书记作了说明，（高 明）参加。"
    )
