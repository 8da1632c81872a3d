"""What is found, and what is not."""

import datetime as dt

import pytest


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("龍潭鎮舉辦鄉村振興產業推介會", "乡村振兴"),
        ("龙潭镇举办乡村振兴产业推介会", "鄉村振興"),
        ("臺灣檯燈著裝", "台湾台灯着装"),
        ("本市ＧＤＰ增長６％", "gdp"),
        ("裏裡里", "里里"),
        ("颱風登陸，沿海停課", "台风"),
        ("著名學者，看着書", "着名学者"),
        ("众志成城", "眾誌成城"),
        ("群眾線索", "羣众綫索"),
        ("１２３４５热线", "12345热线"),
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


def test_author_and_editor_take_a_part_of_the_name(archive):
    article = archive.save(author="沈青禾 羅小川", editor="何東")
    archive.save(author="何东", editor=None)
    assert archive.found("author:罗小川") == {article}
    assert archive.found("editor:何东") == {article}
    assert archive.found("沈青禾") == set()


def test_language_takes_tags_and_their_parts(archive):
    plain, full, mixed, foreign = (
        archive.save(language=language) for language in ("zh-Hans", "zh-Hant", "zh", "en")
    )
    assert archive.found("lang:zh-Hant") == {full}
    assert archive.found("lang:hans") == {plain}
    assert archive.found("lang:ZH") == {plain, full, mixed}
    assert archive.found("-lang:zh") == {foreign}


def test_has_takes_what_an_article_has_besides_text(archive):
    image, document = {"url": "http://a.example/1.jpg"}, {"url": "http://a.example/1.pdf"}
    pictured = archive.save(images=(image,))
    both = archive.save(images=(image,), attachments=(document,))
    archive.save()
    assert archive.found("has:images") == {pictured, both}
    assert archive.found("has:images -has:附件") == {pictured}
    assert archive.found("has:(images attachments)") == {both}


def test_dates_take_days_months_years_and_open_ends(archive):
    may, june, july = (
        archive.save(published_at=dt.datetime.fromisoformat(f"2023-{day}T00:30:00+08:00"))
        for day in ("05-31", "06-01", "07-02")
    )
    assert archive.found("2023-06..2023-06") == {june}
    assert archive.found("date:2023-06") == {june}
    assert archive.found("date:2023") == {may, june, july}
    assert archive.found("2023-06-01..") == {june, july}
    assert archive.found("..2023-05") == {may}
    assert archive.found("大桥 -2023-06..") == {may}
    assert archive.found("2023-06") == set(), "a word like any other"


def test_a_star_finds_latin_words_and_numbers_by_their_beginning(archive):
    one, two, three = (
        archive.save(text=text) for text in ("COVID19疫苗", "ｃｏｖｅｒ封面", "第2023号令，dis cov")
    )
    assert archive.found("cov*") == {one, two, three}
    assert archive.found("covi*") == {one}
    assert archive.found("第20*") == {three}
    assert archive.found("dis co*") == {three}
    assert archive.found('"dis co"*') == set()
    assert archive.found("20*") == {three}
    assert archive.found("20") == set()
    assert archive.found("title:cov*") == set()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ('near:"教育 基金"~10', True),
        ('near:"基金 教育"~10', True),
        ('near:"教育 基金"~9', False),
        ('near:"教育改革 奖励基金"~8', True),
        ('near:"教育改革 奖励基金"~7', False),
        ('near:"育 金"~10', True),
        ('near:"育 金"~9', False),
        ('near:"教育 奖励 基金"~10', True),
        ('near:"教育 无关"', False),
        ('title:"教育 基金"~10', False),
    ],
)
def test_near_finds_words_that_begin_close_to_each_other(archive, query, is_found):
    article = archive.save(title="无题", text="教育改革，我区设立奖励基金。")
    assert archive.found(query) == ({article} if is_found else set())


def test_story_finds_all_tellings_of_a_story(archive):
    told = {archive.save(text_digest="同"), archive.save(text_digest="同")}
    archive.save(text_digest="异")
    story = archive.articles.get(min(told)).story_id
    assert archive.found(f"story:{story}") == told


def test_a_search_is_no_engine_syntax(archive):
    article = archive.save(text="C++ [a TO b] 甲^2 ~ 乙*")
    assert archive.found('"[a TO b]"') == {article}
    assert archive.found("text:甲".replace("text:", "title:")) == set()
    assert archive.found("甲^2") == {article}
    assert archive.found("id:1".replace(":", " ")) == set()
