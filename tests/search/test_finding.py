"""What is found, and what is not."""

import pytest


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("龍潭鎮舉辦鄉村振興產業推介會", "乡村振兴"),
        ("龙潭镇举办乡村振兴产业推介会", "鄉村振興"),
        ("臺灣檯燈著裝", "台湾台灯着装"),
        ("本市ＧＤＰ增長６％", "gdp"),
        ("裏裡里", "里里"),
    ],
)
def test_a_query_finds_both_scripts_all_variants_and_both_widths(archive, text, query):
    article = archive.save(text=text)
    assert archive.found(query) == {article}


def test_every_substring_of_two_or_more_characters_is_found(archive):
    text = "第十二届青溪杨梅文化节昨日在东湖公园开幕"
    article = archive.save(text=text)
    archive.save(title="无关", text="别的文章")
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            assert archive.found(text[start:end]) == {article}, text[start:end]


def test_a_substring_with_numbers_and_latin_words_is_found(archive):
    text = "5月12日，AI赋能第3批企业共20家"
    article = archive.save(text=text)
    for query in ("5月12日", "12日", "AI赋能", "第3批", "第3批企业", "共20家", "20家", "12日，AI"):
        assert archive.found(query) == {article}, query
    for query in ("5月12号", "第3家", "第33批", "2日"):
        assert archive.found(query) == set(), query


def test_one_character_finds_every_article_that_has_it(archive):
    first = archive.save(text="梅雨将至。")
    second = archive.save(text="今年杨梅，丰收。")
    last = archive.save(title="咏梅", text="无。")
    archive.save(text="无关。")
    assert archive.found("梅") == {first, second, last}
    assert archive.search("梅").ids[0] == last, "a title counts more"


@pytest.mark.parametrize("query", ["龘", "无人说过的话", "全无 今日", "zzz"])
def test_what_stands_nowhere_is_not_found(archive, query):
    archive.save(text="今日有雨。")
    assert archive.found(query) == set()


def test_words_of_up_to_three_characters_do_not_reach_over_punctuation(archive):
    archive.save(text="近日，本市召开会议。\n人大代表")
    assert archive.found("日本") == set()
    assert archive.found("日本市") == set()
    assert archive.found("日，本") != set()
    assert archive.found('"日 本市"') != set()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("凝心聚力，共谋发展", "凝心聚力共谋发展"),
        ("凝心聚力共谋发展", '"凝心聚力 共谋发展"'),
        ("“学习强国”学习平台", "学习强国学习平台"),
        ("关爱老、弱、病、残", "老弱病残"),
        ("《青溪日报》社", "青溪日报社"),
        ("甲、乙丙、丁戊己、庚辛、壬癸子、丑寅、卯辰巳午", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"),
    ],
)
def test_longer_phrases_look_over_punctuation(archive, text, query):
    article = archive.save(text=f"昨天：{text}。")
    assert archive.found(query) == {article}


def test_nothing_reaches_over_the_end_of_a_paragraph(archive):
    archive.save(text="全市召开\n会议精神")
    assert archive.found("召开会议") == set()
    assert archive.found("召开会议精神") == set()


def test_words_are_all_wanted_wherever_they_stand(archive):
    both = archive.save(title="教育", text="医疗")
    archive.save(text="教育")
    assert archive.found("医疗 教育") == {both}
    assert archive.found("医疗 AND 教育") == {both}


def test_or_not_and_parentheses(archive):
    school, clinic, both = (archive.save(text=text) for text in ("教育", "医疗", "教育医疗"))
    assert archive.found("教育 OR 医疗") == {school, clinic, both}
    assert archive.found("教育 -医疗") == {school}
    assert archive.found("教育 NOT 医疗") == {school}
    assert archive.found("-医疗") == {school}
    assert archive.found("(教育 OR 医疗) -(教育 医疗)") == {school, clinic}
    assert archive.found("教育 OR -医疗") == {school, both}
    assert archive.found("*") == {school, clinic, both}
    assert archive.found("-*") == set()


def test_title_finds_titles_only_and_titles_count_more(archive):
    in_text = archive.save(title="无题", text="通知" * 20)
    in_title = archive.save(title="关于放假的通知", text="无。")
    assert archive.found("title:通知") == {in_title}
    assert archive.search("通知").ids == [in_title, in_text]


def test_site_takes_hosts_domains_addresses_and_source_names(archive):
    one = archive.save(host="www.qingxi.gov.example", source="qingxi")
    other = archive.save(host="news.donghu.example", source="donghu")
    assert archive.found("site:www.qingxi.gov.example") == {one}
    assert archive.found("site:gov.example") == {one}
    assert archive.found("site:http://WWW.qingxi.gov.example/a/") == {one}
    assert archive.found("site:example") == {one, other}
    assert archive.found("site:donghu") == {other}
    assert archive.found("site:xi.gov.example") == set()
    assert archive.found("source:qingxi") == {one}


def test_publisher_takes_a_part_of_the_name_in_either_script(archive):
    article = archive.save(publisher="青溪日報")
    archive.save(publisher=None)
    assert archive.found("publisher:日报") == {article}
    assert archive.found("*", publisher="青溪日报") == {article}


def test_a_search_is_no_engine_syntax(archive):
    article = archive.save(text="C++ [a TO b] 甲^2 ~ 乙*")
    assert archive.found('"[a TO b]"') == {article}
    assert archive.found("text:甲".replace("text:", "title:")) == set()
    assert archive.found("甲^2") == {article}
    assert archive.found("id:1".replace(":", " ")) == set()
