"""Articles made one again of the pages that a site cut them into."""

import datetime as dt

from newsarchive.core.article import Article, Attachment, Flag, Image, Repair
from newsarchive.extraction.extract import Extraction
from newsarchive.extraction.parts import join_parts

DAY = dt.datetime(2023, 6, 2, tzinfo=dt.UTC)


def page(text: str, **fields: object) -> Extraction:
    article = Article(
        url="http://a.example/1.html", title="防汛会议", text=text, language="zh-Hans"
    )
    for name, value in fields.items():
        object.__setattr__(article, name, value)
    return Extraction("article", (), article)


def undone(text: str, repairs: tuple[Repair, ...]) -> str:
    for repair in reversed(repairs):
        start, end = repair.offset, repair.offset + len(repair.after)
        assert text[start:end] == repair.after
        text = text[:start] + repair.before + text[end:]
    return text


def test_pages_of_an_article_become_one_text() -> None:
    joined = join_parts(page("开头。\n经过。"), [page("后来。"), page("结尾。")]).article
    assert joined is not None
    assert joined.text == "开头。\n经过。\n后来。\n结尾。"
    assert joined.flags == ()


def test_paragraphs_that_a_page_repeats_at_its_start_are_told_once() -> None:
    joined = join_parts(page("导语。\n开头。"), [page("导语。\n结尾。\n导语。")]).article
    assert joined is not None
    assert joined.text == "导语。\n开头。\n结尾。\n导语。"
    assert undone(joined.text, joined.repairs) == "导语。\n开头。\n导语。\n结尾。\n导语。"


def test_repairs_of_every_page_can_be_undone() -> None:
    first = page("开头。", repairs=(Repair("editor", "（编辑：某某）", "", 3),))
    second = page("导语。\n结尾。", repairs=(Repair("spaces", "结 尾", "结尾", 4),))
    third = page("开头。\n附注。", repairs=(Repair("spaces", "附 注", "附注", 4),))
    joined = join_parts(first, [second, third]).article
    assert joined is not None
    assert joined.text == "开头。\n导语。\n结尾。\n附注。"
    assert undone(joined.text, joined.repairs) == (
        "开头。（编辑：某某）\n导语。\n结 尾。\n开头。\n附 注。"
    )


def test_flags_point_into_the_joined_text() -> None:
    second = page("开头。\n结?尾。", flags=(Flag("lost", "a lost sign", "?", 5),))
    joined = join_parts(page("开头。"), [second]).article
    assert joined is not None
    offset = joined.flags[0].offset
    assert offset is not None
    assert joined.text[offset] == "?"


def test_pictures_documents_and_credits_of_all_pages_count_once() -> None:
    image, document = Image("http://a.example/1.png"), Attachment("http://a.example/1.pdf")
    first = page("开头。", images=(image,), published_at=DAY, author="某某")
    second = page("结尾。", images=(image,), attachments=(document,), editor="某人", author="别人")
    joined = join_parts(first, [second]).article
    assert joined is not None
    assert (joined.images, joined.attachments) == ((image,), (document,))
    assert (joined.published_at, joined.author, joined.editor) == (DAY, "某某", "某人")


def test_page_without_text_is_flagged() -> None:
    joined = join_parts(page("开头。"), [Extraction("soft_404", ("status 404",))]).article
    assert joined is not None
    assert [flag.name for flag in joined.flags] == ["parts_missing"]
