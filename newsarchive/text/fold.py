"""One script, width, variant and case, character by character: for search and comparison."""

import functools
import unicodedata
import zlib
from collections.abc import Iterator

import opencc

_MAIN_BLOCKS = (
    (0x2E80, 0x2FE0),
    (0x3005, 0x3008),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
)
"""Han characters of the basic plane, with the radicals that old converters put in their place."""

_RARE_BLOCKS = ((0x20000, 0x2EBE1), (0x2F800, 0x2FA20), (0x30000, 0x323B0))
_REGIONAL = ("t2tw", "t2hk", "tw2t", "hk2t")
_JAPANESE = ("jp2t", "t2jp")
_NATIONAL = ("gb2312", "big5")
_SIMPLIFIED_TWICE = "馀余锺钟钜巨镟旋渖沈谘咨迳径讬托缐线侭尽昵暱䌽彩"
"""Pairs of characters that both stand for one Traditional character, as 锺 and 钟 for 鍾: s2t and t2s
say so, but s2t takes half the time of the whole table to load."""
_ALL = "".join(map(chr, range(0x21, 0xD800)))
_FOLDED_WIDTHS = ("<wide>", "<narrow>", "<compat>")


def fold(text: str) -> str:
    """Return `text` in one script, width, variant and lower case; the length stays the same.

    Places in the folded text are places in the text, so what is found in it can be marked in the
    original. Punctuation stays, in its narrow form. The character tables are OpenCC's
    (t2s, t2tw, tw2t, t2hk, hk2t, jp2t, t2jp); folding twice changes nothing more.

    >>> fold("臺灣檯燈，穿著ＡＢＣ裏裡里")
    '台湾台灯,穿着abc里里里'
    """
    return text.translate(_table())


@functools.cache
def fold_version() -> str:
    """Return a checksum of how characters are folded, which changes with the tables of OpenCC."""
    return f"{zlib.crc32(fold(_ALL).encode()):08x}"


@functools.cache
def _table() -> dict[int, str]:
    table = {code: chr(code) for code in range(0x2000, 0xA000)}  # a known miss costs an exception
    table.update((code, _narrow(chr(code))) for code in range(0x41, 0x2000))
    table.update((code, _narrow(chr(code))) for code in range(0xFF00, 0xFFF0))
    table[0x3000] = " "
    table.update(_han_table())
    return table


def _narrow(character: str) -> str:
    """Return the plain-width lower-case form, the character itself where that would be longer."""
    decomposition = unicodedata.decomposition(character)
    is_variant = decomposition.startswith(_FOLDED_WIDTHS) or (
        decomposition and " " not in decomposition
    )
    plain = unicodedata.normalize("NFKC", character) if is_variant else character
    lower = plain.lower()
    return lower if len(lower) == 1 else character


def _han_table() -> dict[int, str]:
    """Return the map of every Han character that folds to another one."""
    main, rare = _characters(_MAIN_BLOCKS), _characters(_RARE_BLOCKS)
    narrow = [_narrow(character) for character in main]
    standard = sorted(set(narrow))
    simple = dict(zip(standard, _convert("t2s", standard), strict=True))
    simple |= _variants(standard, simple)
    last = {character: simple.get(after, after) for character, after in simple.items()}
    folded = {ord(one): last[plain] for one, plain in zip(main, narrow, strict=True)}
    for one, after in zip(rare, _convert("t2s", rare), strict=True):
        folded[ord(one)] = last.get(after, after)
    return {code: after for code, after in folded.items() if after != chr(code)}


def _characters(blocks: tuple[tuple[int, int], ...]) -> list[str]:
    return [chr(code) for start, end in blocks for code in range(start, end)]


def _variants(standard: list[str], simple: dict[str, str]) -> dict[str, str]:
    """Return the variants that t2s keeps apart: 著 and 着, 锺 and 钟, 歩 and 步.

    Japanese forms are followed only from characters of no Chinese national set, since 芸 and 欠
    are words of their own.
    """
    foreign = sorted(set(standard).difference(*(_national(standard, one) for one in _NATIONAL)))
    pairs = [pair for config in _REGIONAL for pair in _pairs(config, standard)]
    pairs += [pair for config in _JAPANESE for pair in _pairs(config, foreign)]
    pairs += zip(_SIMPLIFIED_TWICE[::2], _SIMPLIFIED_TWICE[1::2], strict=True)
    merged: dict[str, str] = {}
    for pair in pairs:
        first, second = (_last(simple.get(one, one), merged) for one in pair)
        if first != second:
            kept, given_up = sorted((first, second), key=_rank)
            merged[given_up] = kept
    return {one: _last(after, merged) for one, after in merged.items()}


def _national(characters: list[str], encoding: str) -> str:
    return "".join(characters).encode(encoding, "ignore").decode(encoding)


def _pairs(config: str, characters: list[str]) -> Iterator[tuple[str, str]]:
    return zip(characters, _convert(config, characters), strict=True)


def _last(character: str, merged: dict[str, str]) -> str:
    while character in merged:
        character = merged[character]
    return character


def _rank(character: str) -> int:
    """Return 0 for the common characters of GB 2312 level 1, 1 for level 2, 2 for the rest."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 2
    return 0 if lead < 0xD8 else 1  # noqa: PLR2004  level 2 begins in row 56


def _convert(config: str, characters: list[str]) -> list[str]:
    converted = opencc.OpenCC(config).convert("\n".join(characters)).split("\n")
    return [
        after if len(after) == 1 else before
        for before, after in zip(characters, converted, strict=True)
    ]
