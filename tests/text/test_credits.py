"""Info and credit lines read into fields."""

import pytest

from newsarchive.text.credits import NONE, read_byline, read_credits
from newsarchive.text.names import read_outlet, read_people


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：杨柳青）", "(责编：杨柳青)", "[责任编辑:杨柳青]", "【责任编辑:杨柳青 】", "【编辑：杨柳青】", "责任编辑 杨柳青", "责任编辑：杨柳青_NF4425",
        "责任编辑：杨柳青 SF183", "(责任编辑：杨柳青 user@mail.example)", "编辑：柳絮｜責任編輯：杨柳青／編輯組", "编辑: 杨柳青", "编辑丨杨柳青", "责 任 编 辑：杨柳青",
        "作者：未知 责任编辑：杨柳青", "审核：柳絮 校对：白桦 编辑：杨柳青", "责任编辑：　杨柳青", "■责任编辑/杨柳青",
    ],
)  # fmt: skip
def test_an_editor_is_read_in_every_shape(line):
    found = read_credits(line)
    assert found.whole
    assert found.editor == "杨柳青"


@pytest.mark.parametrize(
    ("line", "publisher", "author", "date"),
    [
        ("索引号：001 文章来源：湖湾报 发布时间：2016/11/11 9:37:15 作者：吴桐 柳絮 点击：119 【字体： 】大中小【打印内容】【内容纠错】", "湖湾报", "吴桐、柳絮", "2016-11-11T09:37:15"),
        ("2019年06月15日08:18  来源：湖湾网-文化频道", "湖湾网-文化频道", None, "2019-06-15T08:18:00"),
        ("2019-08-13 14:07来源：湖湾号·政务", "湖湾号·政务", None, "2019-08-13T14:07:00"),
        ("2010/1/6 16:43:13 次浏览 分类:政府动态 来源:", None, None, "2010-01-06T16:43:13"),
        ("发布日期: 2012-06-24 字号: [大] [中] [小] [打印]", None, None, "2012-06-24T00:00:00"),
        ("发布：区府办  时间：2021-04-13  我要纠错", "区府办", None, "2021-04-13T00:00:00"),
        ("2021-03-18  湖湾学院  作者：  (点击: )", "湖湾学院", None, "2021-03-18T00:00:00"),
        ("来源：湖灣日報 2023-06-02 09:15", "湖灣日報", None, "2023-06-02T09:15:00"),
        ("发文机关：区水务局 成文日期：2023年1月1日", "区水务局", None, None),
        ("以下文章来源于湖湾发布 ，作者小湖", "湖湾发布", "小湖", None),
        ("作者/吴桐  编辑/柳絮  摄影/白桦", None, "吴桐", None),
        ("采写：湖湾报记者 吴桐 柳絮", None, "吴桐、柳絮", None),
        ("湖湾晚报记者 吴桐", None, "吴桐", None),
        ("来源：本站", None, None, None),
    ],
)  # fmt: skip
def test_an_info_line_is_read_into_its_fields(line, publisher, author, date):
    found = read_credits(line)
    assert found.whole
    assert (found.publisher, found.author) == (publisher, author)
    assert (found.published_at and found.published_at.value.isoformat()[:19]) == date


@pytest.mark.parametrize(
    "line",
    ["收入来源：务农", "记者从区政府获悉", "记者：您好", "记者：请问您怎么看？", "时间：6月2日上午9点 地点：会议室", "图：村民收稻", "作者：吴桐，男，35岁，农民。", "编辑部地址：湖湾路1号",
     "联系人：吴桐 电话：123", "", "。", "标题：关于", "来源：统计局，单位：亿元。" * 20],
)  # fmt: skip
def test_what_is_no_credit_line_is_left_alone(line):
    assert read_credits(line) == NONE


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "本站",
        "佚名",
        "系统管理员",
        "系統管理員",
        "网络整理",
        "",
        "办公室",
        "区政府办公室",
        "编辑",
    ],
)
def test_stand_ins_and_units_are_nobody(name):
    assert read_people(name) is None


def test_a_label_alone_waits_for_its_value():
    assert read_credits("责任编辑：").is_open
    assert not read_credits("责任编辑：杨柳青").is_open


def test_names_keep_the_space_with_which_they_are_set_wide():
    assert read_people("李 迪 陈 科") == "李 迪、陈 科"
    assert read_people("阿依努尔·买买提") == "阿依努尔·买买提"


def test_an_outlet_is_named_without_its_brackets_and_address():
    assert read_outlet("《湖湾日报》") == "湖湾日报"
    assert read_outlet("湖湾网 http://hw.example/a") == "湖湾网"
    assert read_outlet("2023") is None


def test_a_byline_is_read_at_both_ends_of_a_paragraph():
    assert read_byline("新华社湖湾6月2日电（记者吴桐、柳絮）大桥通车。") == "吴桐、柳絮"
    assert read_byline("大桥昨日通车，市民纷纷前来参观。（记者 吴桐 通讯员 柳絮）") == "吴桐、柳絮"
    assert read_byline("大桥昨日通车（见图）。") is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("（县人社局杨柳青）", "杨柳青"),
        ("（区水务局 柳絮）", "柳絮"),
        ("（县委宣传部）", None),
        ("（镇安监站）", None),
        ("（区教育局局长）", None),
    ],
)
def test_who_sent_an_article_in_is_named_behind_the_unit(line, author):
    found = read_credits(line)
    assert (found.author, found.whole) == (author, author is not None)
