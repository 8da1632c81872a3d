"""A character that a long text lacks."""

from newsarchive.text.lost import missing_character

SENTENCE = "区里建成了产业创新中心，引进了科技企业，完善了公共服务，增加了居民收入。"


def test_phrases_that_end_without_their_common_partner_are_flagged():
    text = SENTENCE * 20 + "企业搭建了展示台，学校办起了文化台，医院开通了预约台，提高了治理水。"
    flags = missing_character(text, is_damaged=True)
    assert [text[flag.offset] for flag in flags] == ["台", "台", "台", "水"]
    assert all(flag.note.startswith("平") for flag in flags)


def test_a_text_that_has_the_character_is_not_suspected():
    text = SENTENCE * 20 + "企业搭建了展示台，学校办起了文化台，医院开通了预约台，平安湖湾。"
    assert missing_character(text, is_damaged=True) == []


def test_a_short_text_proves_nothing():
    assert missing_character("展示台，文化台，预约台。", is_damaged=True) == []


PAGE = (
    "区里召开会议，研究产业发展和城市发展，要求各单位开展调查，展开讨论，展示成果。\n"
    "会议认为，经济发展的前景良好，展望明年，展览馆将向市民开放，发展的活力不断增强。\n"
    "专家认为，农业的发展离不开技术，工业的发展离不开人才，服务业也在发展，进展顺利。\n"
    "记者看到，工程进展很快，施工人员展开了紧张的工作，画展吸引了许多市民。\n"
    "会议要求，部门要拓展思路，舒展筋骨，扩展范围，让群众看到新的进展。\n"
    "学校开展了各种活动，学生的才艺得到施展，家长纷纷点赞，书展也在同时举行。\n"
    "企业负责人说，公司今年扩大了生产，产品远销海外，在国际展会上受到欢迎。\n"
    "村民说，旅游业的发展带动了收入增加，大家对未来的发展充满信心。\n"
    "下一步，区里将继续发展特色产业，开展技术培训，让更多的群众过上好日子。\n"
    "据介绍，这项工作从去年春天开始，由多个部门共同负责，预计明年秋天全部完成。"
)


def test_a_character_gone_from_an_otherwise_clean_text_is_named_by_the_partners_it_left():
    text = PAGE + f"\n{SENTENCE}" * 40
    assert missing_character(text, is_damaged=False) == []
    flags = missing_character(text.replace("展", ""), is_damaged=False)
    assert flags
    assert all(flag.note.startswith("展") for flag in flags)


def test_the_character_is_named_in_the_script_of_the_text():
    text = "區裡建成了產業創新中心，引進了科技企業，完善了公共服務，增加了居民收入。" * 20
    text += "企業搭建了展示臺，學校辦起了文化臺，醫院開通了預約臺，提高了治理水。"
    assert {flag.note[0] for flag in missing_character(text, is_damaged=True)} == {"平"}
