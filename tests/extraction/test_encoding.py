"""Bytes decide the charset; what was guessed, lost or undone is reported."""

import pytest

from newsarchive.extraction.encoding import decode

SIMPLIFIED = "湖湾县民政局发布公告：会议时间为三月五日，请各乡镇代表准时出席。"
TRADITIONAL = "灣仔民政處發布公告：會議時間為三月五日，請各區代表準時出席。"


@pytest.mark.parametrize("label", ["gb2312", "gbk", "GB18030"])
def test_every_gb_label_reads_characters_of_the_largest_set(label: str) -> None:
    text = SIMPLIFIED + "陶喆、朱镕、䶮、€"

    decoded = decode(text.encode("gb18030"), f"text/html; charset={label}")

    assert (decoded.text, decoded.encoding, decoded.doubt) == (text, "gb18030", None)


def test_strict_utf8_wins_over_any_declaration_and_the_conflict_is_told() -> None:
    decoded = decode(SIMPLIFIED.encode(), "text/html; charset=GBK")

    assert decoded.text == SIMPLIFIED
    assert decoded.doubt == "declared gb18030, but the bytes are utf-8"


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (SIMPLIFIED, "gb18030", "utf-8"),
        (SIMPLIFIED, "gb18030", "big5"),
        (TRADITIONAL, "big5", "gb2312"),
    ],
)
def test_a_wrong_declaration_is_overruled_by_how_the_text_reads(
    text: str, codec: str, declared: str
) -> None:
    decoded = decode(text.encode(codec), f"text/html; charset={declared}")

    assert decoded.text == text
    assert "reads better" in (decoded.doubt or "")


@pytest.mark.parametrize(("text", "codec"), [(SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")])
def test_without_a_declaration_the_charset_is_a_guess_and_said_to_be_one(
    text: str, codec: str
) -> None:
    decoded = decode(text.encode(codec))

    assert decoded.text == text
    assert "is a guess" in (decoded.doubt or "")


def test_the_source_knows_better_where_nothing_is_declared() -> None:
    assert decode(SIMPLIFIED.encode("gbk"), hint="gb2312").doubt is None


def test_a_few_illegal_bytes_are_counted_and_do_not_change_the_choice() -> None:
    body = SIMPLIFIED.encode()[:-2] + ("。" + SIMPLIFIED).encode() * 5

    decoded = decode(body)

    assert decoded.encoding == "utf-8"
    assert decoded.replaced == decoded.text.count("\ufffd") > 0


def test_western_pages_are_not_taken_for_chinese() -> None:
    text = "<meta charset=iso-8859-1><p>Café à la crème, déjà vu, naïve and so on in a long text."

    assert decode(text.encode("latin-1")).text == text


def broken(text: str, codec: str) -> str:
    if codec == "cp1252":
        return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    return text.encode().decode(codec, "replace")


@pytest.mark.parametrize("layers", [("cp1252",), ("cp1252", "cp1252")])
def test_utf8_read_as_latin_once_or_twice_over_is_undone(layers: tuple[str, ...]) -> None:
    text = SIMPLIFIED * 3
    damaged = text
    for codec in layers:
        damaged = broken(damaged, codec)

    decoded = decode(damaged.encode())

    assert decoded.text == text
    assert decoded.repaired == "utf-8 had been read as " + " and ".join(layers)


def test_text_that_only_looks_foreign_stays_as_it_is() -> None:
    text = "Ça été déjà vu à la fête “très” — naïve Ärger über Öl. " * 20

    assert decode(text.encode()).repaired is None
