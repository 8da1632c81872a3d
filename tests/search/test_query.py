"""The query language: what is understood, and what is refused with a clear sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.core.errors import UsageError
from newsarchive.search.dates import period
from newsarchive.search.nodes import And, Everything, Exact, Near, Not, Or, Published, Term
from newsarchive.search.query import QueryError, parse_query


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("教育", Term("教育")),
        ("  教育\u3000改革 ", And((Term("教育"), Term("改革")))),
        ("教育 AND 改革", And((Term("教育"), Term("改革")))),
        ("教育 ＯＲ 改革", Or((Term("教育"), Term("改革")))),
        ("甲 OR 乙 丙", Or((Term("甲"), And((Term("乙"), Term("丙")))))),
        ("（甲 OR 乙）丙", And((Or((Term("甲"), Term("乙"))), Term("丙")))),
        ("“全会 精神”", Term("全会 精神")),
        ("”全会 精神“", Term("全会 精神")),
        ('“全会 精神"', Term("全会 精神")),
        ('"他说“好”的"', Term("他说“好”的")),
        ("「全會」", Term("全會")),
        ("『全會』", Term("全會")),
        ("title：通知", Term("通知", "title")),
        ("ＴＩＴＬＥ：通知", Term("通知", "title")),
        ("title: 通知", Term("通知", "title")),
        ("title:「休會 通知」", Term("休會 通知", "title")),
        ("title:(甲 OR 乙)", Or((Term("甲", "title"), Term("乙", "title")))),
        ("site:gov.cn", Exact("gov.cn", "site")),
        ("-甲", Not(Term("甲"))),
        ("－甲", Not(Term("甲"))),
        ("-title:甲", Not(Term("甲", "title"))),
        ("title:-甲", Not(Term("甲", "title"))),
        ("NOT 甲", Not(Term("甲"))),
        ("covid-19", Term("covid-19")),
        ("10:30", Term("10:30")),
        ("会议：部署", Term("会议：部署")),
        ("http://www.a.example/1.html", Term("http://www.a.example/1.html")),
        ("甲 - 乙", And((Term("甲"), Term("乙")))),
        ("甲 ！！ 乙", And((Term("甲"), Term("乙")))),
        ("甲 OR ！", Term("甲")),
        ("甲 ()", Term("甲")),
        ("or", Term("or")),
        ("*", Everything()),
        ("* -甲", And((Everything(), Not(Term("甲"))))),
        ("covid*", Term("covid", is_prefix=True)),
        ("第Ａ＊", Term("第Ａ", is_prefix=True)),
        ("title:AI*", Term("AI", "title", is_prefix=True)),
        ('"AI*"', Term("AI*")),
        ("产业*", Term("产业*")),
        ("author：王甲", Term("王甲", "author")),
        ("editor:李乙", Term("李乙", "editor")),
        ("lang:zh-Hant", Exact("zh-Hant", "lang")),
        ("has:images", Exact("images", "has")),
        ("has:附件", Exact("attachments", "has")),
        ("has:圖片", Exact("images", "has")),
        ("-has:image", Not(Exact("images", "has"))),
        ("story:１２", Exact("12", "story")),
        ("2023-06..2023-08", Published(period("2023-06..2023-08"))),
        ("２０２３－０６．．２０２３－０８", Published(period("2023-06..2023-08"))),
        ("2023/6/2..", Published(period("2023-06-02.."))),
        ("..2023", Published(period("..2023"))),
        ("-2023..", Not(Published(period("2023..")))),
        ("date:2023年6月", Published(period("2023-06"))),
        ("date:(2021 OR 2023)", Or((Published(period("2021")), Published(period("2023"))))),
        ("2023", Term("2023")),
        ('"2023..2024"', Term("2023..2024")),
        ('near:"教育 改革"~5', Near(("教育", "改革"), 5)),
        ('near："教育 改革"～５', Near(("教育", "改革"), 5)),
        ('near:"教育 ， 改革"', Near(("教育", "改革"), 20)),
        ('"教育 改革"~7', Near(("教育", "改革"), 7)),
        ('title:"教育 改革"~7', Near(("教育", "改革"), 7, "title")),
    ],
)
def test_a_query_is_understood(typed, understood):
    assert parse_query(typed).root == understood


@pytest.mark.parametrize(
    ("typed", "place", "told"),
    [
        ("", 1, "there is no word in it"),
        ("   ", 1, "there is no word in it"),
        ("！？……", 1, "there is no word in it"),
        ("()", 1, "there is no word in it"),
        ('"', 1, "never closed"),
        ('甲 "乙 丙', 3, "quotation mark is never closed"),
        ("甲 「乙", 3, "quotation mark is never closed"),
        ('near:"甲 乙"~x', 11, "a number of characters"),
        ('near:"甲 乙"~', 11, "a number of characters"),
        ('near:"甲 乙"~2x', 11, "a number of characters"),
        ("甲 (乙 OR 丙", 3, "parenthesis is never closed"),
        ("甲 乙)", 4, "never opened"),
        (")", 1, "a word is missing before"),
        ("甲 OR", 3, "a word is missing after this OR"),
        ("OR 甲", 1, "a word is missing before this OR"),
        ("甲 OR OR 乙", 6, "a word is missing before this OR"),
        ("甲 AND", 3, "a word is missing after this AND"),
        ("甲 AND AND 乙", 7, "a word is missing before this AND"),
        ("甲 NOT", 3, "a word is missing after this NOT"),
        ("(甲 OR )乙", 7, "a word is missing before this )"),
        ("title:", 1, "a word is missing after this title"),
        ("甲 title: OR 乙", 10, "a word is missing before this OR"),
        ("甲 titel:乙", 3, "did you mean title:?"),
        ("colour:乙", 1, "there is no field colour:"),
        ("甲 colour:乙", 3, "The fields are title:, publisher:, author:, editor:, site:"),
        ("甲 date:2023-13", 8, "'2023-13' is no date; write 2023, 2023-06, 2023-06-02 or a range"),
        ("date:昨天", 6, "is no date"),
        ("甲 2023-02..2023-02-30", 3, "'2023-02-30' is no date"),
        ("2023-08..2023-06", 1, "2023-08 comes after 2023-06; write the earlier date first"),
        ("has:视频", 5, "write has:images or has:attachments"),
        ("story:一", 7, "write story:collapse or the number of a story"),
        ("甲 -story:collapse", 3, "cannot be excluded"),
        ("near:教育", 6, "two to 5 in quotation marks"),
        ('near:"甲 乙 丙 丁 戊 己"', 6, "two to 5 in quotation marks"),
        ('"教育"~5', 1, "two to 5 in quotation marks"),
        ('"甲 乙"~0', 1, "0 is no distance"),
        ('"甲 乙"~1001', 1, "write a number from 1 to 1000"),
        ("甲" * 1001, 1001, "longer than 1000 characters"),
        ("甲 " * 65, 129, "more than 64 words"),
        ("(" * 40 + "甲" + ")" * 40, 33, "more than 32 levels"),
        ("-" * 40 + "甲", 33, "more than 32 levels"),
    ],
)
def test_a_malformed_query_gets_a_sentence_that_names_the_place(typed, place, told):
    with pytest.raises(QueryError, match=r"^the query cannot be read at character") as caught:
        parse_query(typed)
    assert isinstance(caught.value, UsageError)
    assert told in str(caught.value)
    assert f"at character {place}" in str(caught.value)
    assert caught.value.at == place - 1
    assert "\n" not in str(caught.value)


def test_collapsing_stories_is_asked_for_anywhere_in_a_query():
    assert parse_query("甲 story:collapse 乙").root == parse_query("甲 乙").root
    assert parse_query("甲 story:collapse").collapse
    assert parse_query("story:collapse").root == Everything()
    assert not parse_query("甲").collapse


SIGNS = "甲乙a1~. \u3000()（）\"“”「」『』:：-－*|'！，\\+^~[]{}/?.\ud800\x00\n"


@given(
    st.one_of(
        st.text(),
        st.text(SIGNS),
        st.lists(
            st.sampled_from([*SIGNS, "OR", "AND", "NOT", "title:", "near:", "date:", ".."])
        ).map(" ".join),
    )
)
def test_whatever_is_typed_is_understood_or_refused(typed):
    refusal = None
    try:
        parse_query(typed)
    except QueryError as error:
        refusal = error
    assert refusal is None or 0 <= refusal.at <= len(typed)


@given(st.text(SIGNS, max_size=30))
def test_whatever_is_understood_can_be_searched(searchable, typed):
    try:
        query = parse_query(typed)
    except QueryError:
        return
    searchable.search(query)


@pytest.fixture(scope="module")
def searchable(tmp_path_factory, ready_file):
    """An index of a few articles."""
    from newsarchive.search.index import SearchIndex  # noqa: PLC0415
    from storage.engine import open_database  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("searchable")
    (folder / "archive.db").write_bytes(ready_file)
    with open_database(f"sqlite:///{folder}/archive.db") as database:
        index = SearchIndex(folder / "index")
        index.catch_up(database)
        yield index
