"""Headlines that differ only in figures name issues of a series; any other words do not."""

import pytest

from newsarchive.dedup.fingerprint import text_digest
from newsarchive.dedup.headlines import is_another_issue

OTHER_ISSUES = [
    ("湖湾区天气预报（6月3日）", "湖湾区天气预报（6月4日）"),
    ("湖湾区天气预报（6月3日）", "湖灣區天氣預報(６月４日)"),
    ("湖湾区空气质量日报2024-03-01", "湖湾区空气质量日报2024-03-02"),
    ("湖湾区空气质量日报（1.12）", "湖湾区空气质量日报（11.2）"),
    ("2023年青溪街道水质公报", "2024年青溪街道水质公报"),
    ("二〇二三年度决算公开", "二〇二四年度决算公开"),
    ("青溪中学拟录用人员名单（第一批）", "青溪中学拟录用人员名单（第二批）"),
    ("首批惠民项目公示", "二批惠民项目公示"),
    ("停水通知 第12期", "停水通知 第13期"),
    ("停水通知第十二期", "停水通知第二十期"),
    ("一季度物价简报", "二季度物价简报"),
    ("荷塘镇气象旬报（7月上旬）", "荷塘镇气象旬报（7月中旬）"),
    ("荷塘镇上半年财政收支", "荷塘镇下半年财政收支"),
    ("老街记忆（上）", "老街记忆（下）"),
    ("周六门诊安排", "周日门诊安排"),
    ("渡口停航公告〔2024〕5号", "渡口停航公告〔2024〕6号"),
    ("渡口停航公告〔2023〕5号", "渡口停航公告〔2024〕5号"),
    ("早间路况 8时", "早间路况 9时"),
]
SAME_ISSUE = [
    ("湖湾区天气预报（6月3日）", "湖湾区天气预报（6月3日）"),
    ("湖湾区天气预报（6月3日）", "湖灣區天氣預報 ０６月０３日"),
    ("湖湾区天气预报六月三日", "湖湾区天气预报6月3日"),
    ("停水通知第十二期", "停水通知（第12期）"),
    ("二〇二四年度决算公开", "2024年度决算公开"),
    ("首批惠民项目公示", "一批惠民项目公示"),
]
OTHER_HEADLINES = [
    ("湖湾区天气预报（6月3日）", "青溪明天有雨"),
    ("湖湾区新增3家企业", "湖湾区再添4家企业"),
    ("湖湾区举行2024年春季运动会", "湖湾区举行春季运动会"),
    ("湖湾区召开河长制会议", "青溪街道召开河长制会议"),
    ("第12期：老街记忆", "老街记忆"),
    ("通知", "公告"),
    ("", "湖湾区天气预报（6月3日）"),
    ("", ""),
]
TEXT = "今天夜间到明天白天多云，东北风二到三级，请市民注意增减衣物。"


@pytest.mark.parametrize(("one", "other"), OTHER_ISSUES)
def test_another_figure_is_another_issue_of_the_same_words(one, other):
    assert is_another_issue(one, other)
    assert is_another_issue(other, one)
    assert text_digest(TEXT, one) != text_digest(TEXT, other)


@pytest.mark.parametrize(("one", "other"), SAME_ISSUE)
def test_a_figure_written_in_another_way_is_the_same_issue(one, other):
    assert not is_another_issue(one, other)
    assert text_digest(TEXT, one) == text_digest(TEXT, other)


@pytest.mark.parametrize(("one", "other"), OTHER_HEADLINES)
def test_other_words_say_nothing_of_the_issue(one, other):
    assert not is_another_issue(one, other)
    assert not is_another_issue(other, one)


def test_headlines_without_figures_do_not_count():
    assert text_digest(TEXT, "天气预报") == text_digest(TEXT, "明天多云") == text_digest(TEXT)
