"""What two texts say differently."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.dedup.differences import count, paragraphs, pieces
from newsarchive.text.fold import fold


def changes(before, after):
    return [paragraph.change for paragraph in paragraphs(before, after)]


def marked(before, after):
    marks = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return "".join(marks[piece.change].format(piece.text) for piece in pieces(before, after))


def test_a_changed_word_is_marked_within_its_sentence():
    before = "青溪、荷塘两处断面水质稳中有升，老问题仍有反复。"
    after = "青溪、荷塘两处断面水质总体向好，老问题仍有反复。"
    assert marked(before, after) == (
        "青溪、荷塘两处断面水质[-稳中有升-][+总体向好+]，老问题仍有反复。"
    )


def test_the_other_script_is_no_difference_and_is_shown_as_it_is():
    before = "湖湾区昨日召开会议，部署下一阶段任务。"
    after = "湖灣區昨日召開會議，部署下階段任務。"
    assert marked(before, after) == "湖灣區昨日召開會議，部署下[-一-]階段任務。"


def test_added_and_cut_paragraphs_are_told_from_changed_ones(news):
    lines = news.split("\n")
    after = "\n".join(["记者获悉：", lines[0], lines[1].replace("反复", "出现"), lines[3]])
    assert changes(news, after) == ["added", "same", "changed", "removed", "same"]


def test_paragraphs_that_were_joined_stay_one(news):
    assert changes(news, news.replace("\n", "")) == ["same"]
    assert changes(news.replace("\n", ""), news) == ["same"] * 4


def test_white_space_is_not_counted(news):
    found = pieces(news, f"　　记者获悉：\n{news}")
    assert (count(found, "added"), count(found, "removed")) == (5, 0)


texts = st.text("湖湾區区青溪荷塘\n，。A", max_size=80)


@given(texts, texts)
def test_both_texts_can_be_put_together_again_from_the_pieces(before, after):
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.change != "removed") == after
    kept = "".join(one.text for one in found if one.change != "added")
    assert fold(kept) == fold(before)
