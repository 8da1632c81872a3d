"""A character that a long text lacks."""

from newsarchive.text.lost import missing_character

SENTENCE = "区里建成了产业创新中心，引进了科技企业，完善了公共服务，增加了居民收入。"


def test_phrases_that_end_without_their_common_partner_are_flagged():
    text = SENTENCE * 20 + "企业搭建了展示台，学校办起了文化台，医院开通了预约台，提高了治理水。"
    flags = missing_character(text)
    assert [text[flag.offset] for flag in flags] == ["台", "台", "台", "水"]
    assert all(flag.note.startswith("平") for flag in flags)


def test_a_text_that_has_the_character_is_not_suspected():
    text = SENTENCE * 20 + "企业搭建了展示台，学校办起了文化台，医院开通了预约台，平安湖湾。"
    assert missing_character(text) == []


def test_a_short_text_proves_nothing():
    assert missing_character("展示台，文化台，预约台。") == []
