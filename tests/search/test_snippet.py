"""Passages and marks: always verbatim, always in the original script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.search.query import parse_query
from newsarchive.search.snippet import marks, snippet

LONG = "".join(f"第{number}段讲的是别的事情，同本题全无干系。" for number in range(40))


def marked(text, query):
    """The marked stretches of a text."""
    return [text[start:end] for start, end in marks(text, parse_query(query))]


def shown(text, query):
    """The marked stretches of the best passage."""
    passage = snippet(text, parse_query(query))
    return [passage.text[start:end] for start, end in passage.marks]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("青溪縣鄉村振興大會", "乡村振兴", ["鄉村振興"]),
        ("青溪县乡村振兴大会", "鄉村 大會", ["乡村", "大会"]),
        ("ＧＤＰ增长", "gdp", ["ＧＤＰ"]),
        ("gdps和gdp", "GDP", ["gdp"]),
        ("凝心聚力，共谋发展", "凝心聚力共谋发展", ["凝心聚力，共谋发展"]),
        ("近日，本市", "日本", []),
        ("哈哈哈", "哈哈", ["哈哈"]),
        ("杨梅与梅", "梅", ["梅", "梅"]),
        ("上海市区", "上海 海市", ["上海市"]),
        ("教育医疗", "教育 -医疗", ["教育"]),
        ("教育医疗", "教育 OR 医疗", ["教育医疗"]),
        ("教育", "site:教育", []),
        ("𠮷野家", "𠮷野", ["𠮷野"]),
    ],
)
def test_marks_stand_where_the_query_stands(text, query, found):
    assert marked(text, query) == found


def test_a_word_for_the_title_is_marked_in_titles_not_in_passages():
    query = parse_query("title:通知")
    assert marks("关于放假的通知", query) == [(5, 7)]
    assert snippet("关于放假的通知", query).marks == ()


def test_the_passage_is_verbatim_and_about_eighty_characters_long():
    text = f"{LONG}青溪縣召開鄉村振興大會。{LONG}"
    passage = snippet(text, parse_query("乡村振兴"))
    assert passage.text in text
    assert 60 <= len(passage.text) <= 80
    assert passage.cut == (True, True)
    assert [passage.text[start:end] for start, end in passage.marks] == ["鄉村振興"]


def test_the_passage_begins_with_the_sentence_where_there_is_room():
    text = f"{LONG}青溪县召开乡村振兴大会，共商大计。{LONG}"
    assert snippet(text, parse_query("乡村振兴")).text.startswith("青溪县召开")


def test_the_passage_with_more_of_the_query_wins_over_the_first():
    text = f"教育先行。{LONG}教育与医疗并重。{LONG}"
    assert shown(text, "教育 医疗") == ["教育", "医疗"]


def test_line_breaks_are_spaces_and_marks_stay_right():
    text = "第一段。\n青溪縣\n鄉村振興大會"
    passage = snippet(text, parse_query("乡村"))
    assert passage.text == "第一段。 青溪縣 鄉村振興大會"
    assert shown(text, "乡村") == ["鄉村"]
    assert passage.cut == (False, False)


def test_a_text_without_a_match_gives_its_beginning():
    passage = snippet(LONG, parse_query("无此词语"))
    assert passage.text == LONG[:80]
    assert passage.marks == ()
    assert passage.cut == (False, True)


def test_an_empty_text_gives_an_empty_passage():
    assert snippet("", parse_query("甲")).text == ""


def test_a_match_longer_than_the_passage_is_marked_as_far_as_it_is_shown():
    passage = snippet("甲" * 300, parse_query("甲" * 120))
    assert passage.marks == ((0, 80),)


@given(
    st.text("甲乙丙，。\n a", max_size=300), st.sampled_from(["甲", "甲乙", "甲乙丙甲", "a 甲丙"])
)
def test_every_passage_is_a_piece_of_the_text_with_marks_inside(text, typed):
    passage = snippet(text, parse_query(typed))
    assert passage.text in text.replace("\n", " ")
    ends = [0, *(place for mark in passage.marks for place in mark), len(passage.text)]
    assert ends == sorted(ends)
    assert bool(passage.marks) == any(marks(text, parse_query(word)) for word in typed.split())
