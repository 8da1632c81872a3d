"""Which texts tell the same: reposts do, one more of a series does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.dedup.compare import alike, compare


def test_a_mirror_in_the_other_script_with_readings_and_lost_characters_is_a_repost(news, mirror):
    assert alike(news, mirror)


def test_a_text_cut_to_its_first_half_is_a_repost(news, mirror):
    half = news[: len(news) // 2]
    assert alike(news, half)
    assert alike(half, mirror)


def test_a_text_between_an_outlets_own_lines_is_a_repost(news):
    wrapped = (
        f"近日，记者从湖湾区水务部门了解到：\n{news}\n来源：湖湾日报 2023-07-02　责任编辑：周舟"
    )
    assert alike(news, wrapped)


def test_a_cut_text_with_a_source_line_is_a_repost(news):
    assert alike(news, f"{news[:110]}……\n来源：青溪新闻网 2023-07-02 责任编辑：周舟")


def test_a_text_with_a_reworded_sentence_and_one_left_out_is_a_repost(news):
    paragraphs = news.replace("稳中有升", "总体向好").split("\n")
    assert alike(news, "\n".join(paragraphs[:3]))


def test_bulletins_that_differ_in_figures_and_dates_are_not_reposts(weather):
    monday = weather.format(month=7, date=3, sky="多云", low=24, high=33, wet=60)
    tuesday = weather.format(month=7, date=4, sky="多云", low=25, high=33, wet=60)
    assert not alike(monday, tuesday)
    assert alike(monday, f"{monday}（来源：湖湾发布）")


def test_the_date_alone_makes_another_bulletin():
    text = "湖湾区环境监测站{}月{}日通报：全区空气质量为优，各监测点运行正常，无异常情况报告。"
    assert not alike(text.format(3, 5), text.format(3, 6))


def test_the_lists_of_a_series_are_not_reposts():
    opening = (
        "为弘扬敬业奉献精神，经各单位推荐、专家评审和社会公示，区文明办决定授予下列同志荣誉称号，"
        "希望受表彰的同志珍惜荣誉、再接再厉，为建设湖湾作出更大贡献。现将第{}批名单公布如下：\n{}"
    )
    first = opening.format("一", "王晓禾、李青、赵明湖、陈一舟、刘荷")
    assert not alike(first, opening.format("二", "周文、吴可心、郑海生、孙立、钱多宁"))
    assert alike(first, f"{first}\n责任编辑：林晓")


def test_two_short_notices_after_one_pattern_are_not_reposts():
    notice = "因供水管道检修，{}路、{}街一带今日下午停水，请用户提前储水，不便之处敬请谅解，恢复时间另行通知。"
    assert not alike(notice.format("青溪", "荷塘"), notice.format("云山", "枫林"))


def test_a_short_notice_with_lines_around_it_is_a_repost():
    notice = "因供水管道检修，青溪路、荷塘街一带今日下午停水，请用户提前储水，不便之处敬请谅解，恢复时间另行通知。"
    assert alike(notice, f"停水了！还没有接水的市民请抓紧时间：\n{notice}\n来源：湖湾发布")


def test_a_digest_is_no_repost_of_its_items(news):
    items = [
        "青溪大桥昨日通车，全长二百米，两岸居民往来不必再绕行，公交线路同步调整。" * 3,
        "荷塘街道图书馆延长开放时间，周末到晚上九点，新购图书三千册已经上架。" * 3,
    ]
    assert not alike(items[0], "\n".join([news, *items]))


def test_reports_that_share_a_quotation_are_not_reposts(news):
    quoted = news.split("\n")[2]
    other = (
        "本报讯 昨天下午的会场里座无虚席，来自九个街道的河长轮流上台，用照片讲述自己负责的河段。\n"
        f"{quoted}\n"
        "不少居民告诉记者，最近半年家门口的小河变清了，傍晚散步的人多了起来，希望步道早日修到桥头。"
    )
    assert not alike(news, other)


@pytest.mark.parametrize("text", ["", "图片", "湖湾区今日要闻", "，。！" * 40])
def test_a_text_too_short_to_compare_is_like_none(text):
    assert not alike(text, text)


def test_a_text_in_english_is_compared_by_its_words():
    text = (
        "The Lake Bay district opened three new parks on Monday, " * 2 + "said the mayor, Lin Xiao."
    )
    more = (
        " Visitors will find footpaths, benches and a small library beside the old ferry landing."
    )
    assert alike(text + more, f"From our reporters.\n{text}{more}")
    assert not alike(text + more, "Lake Bay closed its ferry landing for repairs until spring." * 5)


units = st.text(st.sampled_from("湖湾区青溪荷塘街道公园3开5放。，A "), max_size=120)


@given(units, units)
def test_which_of_two_texts_comes_first_does_not_matter(one, other):
    assert compare(one, other) == compare(other, one)


@given(units)
def test_a_text_shares_no_more_with_another_one_than_it_has(text):
    found = compare(text, text[::2])
    assert found.shared <= found.shorter
