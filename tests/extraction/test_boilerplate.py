"""Lines that a source repeats are learned; what notices repeat for their own sake is not."""

import pytest

from newsarchive.extraction.boilerplate import learn_boilerplate

JUNK = [
    "欢迎关注“湖湾发布”微信公众号",
    "湖湾新闻客户端编辑部制作",
    "未经湖湾新闻网许可不得转载本网内容",
    "更多精彩请点击湖湾融媒视频",
]
CONTENT = [
    "特此公告。",
    "各乡镇人民政府，县直各部门：",
    "湖湾县人民政府办公室",
    "中共湖湾县委组织部",
    "湖湾县公开招聘工作领导小组",
    "2024年5月6日",
    "二〇二四年五月六日",
    "序号 姓名 拟聘单位 职位代码",
    "附件1：报名表",
    "第一章 总则",
    "一、报名条件",
    "联系人：白桦 电话：0000-1234567",
]


def texts(line: str, shared: int, of: int) -> list[str]:
    """Articles of which some end with a line."""
    body = "湖湾县第{n}批项目开工，{n}个乡镇参加。\n工程由县水利局组织，计划年底前完成第{n}标段。"
    return [body.format(n=n) + (f"\n{line}" if n < shared else "") for n in range(of)]


@pytest.mark.parametrize("line", JUNK)
def test_lines_about_the_site_are_learned_from_a_third_of_the_articles(line: str) -> None:
    assert learn_boilerplate(texts(line, shared=4, of=12)) == (line,)
    assert learn_boilerplate(texts(line, shared=3, of=12)) == ()


@pytest.mark.parametrize("line", CONTENT)
def test_what_notices_repeat_for_their_own_sake_is_never_learned(line: str) -> None:
    assert learn_boilerplate(texts(line, shared=12, of=12)) == ()


def test_any_other_line_must_stand_in_most_articles() -> None:
    line = "湖湾县村村通工程惠及全县群众"
    assert learn_boilerplate(texts(line, shared=8, of=12)) == ()
    assert learn_boilerplate(texts(line, shared=9, of=12)) == (line,)


def test_one_text_under_many_addresses_teaches_nothing() -> None:
    assert learn_boilerplate([f"湖湾县大桥通车。\n{JUNK[0]}"] * 12) == ()
