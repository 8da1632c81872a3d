"""The charset of a page comes from its bytes."""

import pytest

from spiders.charset import declared_charset, decode, decode_html

TEXT = "<p>新禾区政府门户网站发布关于部门会议工作的通知</p>"
TRADITIONAL = "<p>山城新聞社記者報導，鄉公所辦理社區說明會，請民眾踴躍參加這個活動</p>"


def test_utf8_bytes_are_utf8_whatever_is_declared() -> None:
    assert decode(f"<meta charset=gb2312>{TEXT}".encode(), "text/html; charset=big5") == (
        f"<meta charset=gb2312>{TEXT}",
        "utf-8",
    )


def test_byte_order_mark_decides_and_is_dropped() -> None:
    assert decode_html(b"\xef\xbb\xbf" + TEXT.encode()) == TEXT
    assert decode_html(b"\xff\xfe" + TEXT.encode("utf-16-le")) == TEXT


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_every_gb_label_means_gb18030(label: str) -> None:
    rare = "<p>朱镕基 䶮 €</p>"
    assert decode_html(rare.encode("gb18030"), f"text/html; charset={label}") == rare


def test_declared_big5_reads_hong_kong_characters() -> None:
    text = "<meta charset=big5><p>啲嘢喺邊度</p>"
    assert decode_html(text.encode("big5hkscs")) == text


@pytest.mark.parametrize(("text", "codec"), [(TEXT, "gb18030"), (TRADITIONAL, "big5hkscs")])
def test_undeclared_bytes_are_read_as_the_commoner_characters(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, codec)


def test_utf8_with_a_character_cut_in_two_stays_utf8() -> None:
    whole = (TEXT * 40).encode()
    cut = whole[:100] + whole[101:]
    text, codec = decode(cut, "text/html; charset=gbk")
    assert codec == "utf-8"
    assert text.count("新禾区政府") >= 39


def test_latin_label_on_chinese_bytes_is_no_evidence() -> None:
    assert decode_html(TEXT.encode("gb18030"), "text/html; charset=ISO-8859-1") == TEXT


@pytest.mark.parametrize("label", ["no-such-charset", "hex", "\x00", "rot13"])
def test_label_that_names_no_charset_is_passed_over(label: str) -> None:
    assert decode_html(TEXT.encode("gb18030"), f"text/html; charset={label}") == TEXT


def test_header_goes_before_the_page() -> None:
    assert declared_charset(b"<meta charset=big5>", "text/html; charset=GBK") == "gb18030"


def test_empty_body_is_empty_text() -> None:
    assert decode_html(b"") == ""


def test_western_page_that_declares_latin_is_read_so() -> None:
    text = "<p>Société Générale d’Équipement, façade rénovée</p>"
    assert decode_html(text.encode("cp1252"), "text/html; charset=iso-8859-1") == text
