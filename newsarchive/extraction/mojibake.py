"""Mojibake undone: UTF-8 that somebody read as Windows-1252 or GBK and saved again, even twice.

Undone only where the round trip proves it: the wrong text encodes back to the bytes it came
from, and nearly all of these decode as UTF-8. Characters that were lost on the way stay lost
and become U+FFFD; they are never guessed.
"""

import re

_LATIN = re.compile(
    "[\x80-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]+(?:[ \xa0]?[\x80-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]+)*"
)
_LATIN_SIGN = re.compile("[äåæçèéï][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2}")
_DOUBLE_SIGN = re.compile("Ã[¤-©¯]")
_WIDE = re.compile("[\u0080-\ufffd]{2,}")
_LOST = re.compile("\ufffd+")
_WIDE_SIGN = re.compile("[锛銆鐨涓鍦鏄鍜鏈鍥鍙鍒绗骞鏃鍏鍚澶鎴鍓娴宸缁璁鎵浠鎷鍖浼閮闂姟]")
_COMMON = re.compile("[的一是在了不和有大这中人上为会年国政区市县月日这來會國時為]")
_LEAST = 8
_LEAST_SHARE = 0.85
_LAYERS = 2


def undo_mojibake(text: str) -> tuple[str, str | None]:
    """The text repaired and what was undone in words; the same object and None if nothing was.

    >>> broken = "湖湾县人民政府召开防汛工作会议".encode().decode("cp1252", "replace")
    >>> undo_mojibake("湖湾县人民政府召开防汛工作会议")[1] is None
    True
    >>> undo_mojibake("ä¸€ä¸ªäººçš„ä¸­å›½åœ¨è¿™ä¸ªå¹´åº¦çš„æ—¶å€™")
    ('一个人的中国在这个年度的时候', 'utf-8 had been read as cp1252')
    """
    undone: list[str] = []
    for _ in range(_LAYERS):
        layer = _undo_latin(text) or _undo_wide(text)
        if layer is None:
            break
        text, codec = layer
        undone.append(codec)
    if not undone:
        return text, None
    lost = text.count("\ufffd")
    loss = f"; {lost} characters were lost" if lost else ""
    return text, f"utf-8 had been read as {' and '.join(undone)}{loss}"


def _undo_latin(text: str) -> tuple[str, str] | None:
    if not any(sign in text for sign in "åæçäÃ") or sum(map(text.count, "åæçäÃ")) < _LEAST:
        return None
    signs = sum(1 for _ in _LATIN_SIGN.finditer(text)) + sum(1 for _ in _DOUBLE_SIGN.finditer(text))
    if signs < _LEAST:
        return None
    fixed = _undo_runs(text, _LATIN, "cp1252")
    return (fixed, "cp1252") if fixed is not None else None


def _undo_wide(text: str) -> tuple[str, str] | None:
    if not any(sign in text for sign in "锛銆鐨涓鍥鏄"):
        return None
    if sum(map(text.count, "锛銆鐨涓鍥鏄")) < _LEAST // 2:
        return None
    signs = len(_WIDE_SIGN.findall(text))
    if signs < _LEAST or signs < 2 * len(_COMMON.findall(text)):
        return None
    fixed = _undo_runs(text, _WIDE, "gb18030")
    return (fixed, "gbk") if fixed is not None else None


def _undo_runs(text: str, runs: re.Pattern[str], codec: str) -> str | None:
    """The text with each provable run undone, None unless those are nearly all of it."""
    total = proven = 0

    def undo(match: re.Match[str]) -> str:
        nonlocal total, proven
        run = match.group()
        total += len(run)
        fixed = _decoded(run, codec)
        if fixed is None:
            return run
        proven += len(run)
        return fixed

    fixed = runs.sub(undo, text)
    return fixed if proven and proven >= total * _LEAST_SHARE else None


def _decoded(run: str, codec: str) -> str | None:
    """The run's old bytes read as UTF-8; None where more than a quarter of it does not fit."""
    try:
        raw = b"".join(map(_byte, run)) if codec == "cp1252" else _wide_bytes(run)
    except UnicodeError:
        return None
    fixed = _LOST.sub("\ufffd", raw.decode("utf-8", "replace"))
    return fixed if fixed.count("\ufffd") * 4 <= len(fixed) else None


def _wide_bytes(run: str) -> bytes:
    """The bytes that Windows reads as the run: the euro is 0x80, what it lost fits nothing."""
    pieces = (piece.split("€") for piece in run.split("\ufffd"))
    return b"\xff".join(b"\x80".join(one.encode("gb18030") for one in piece) for piece in pieces)


def _byte(character: str) -> bytes:
    """One byte as browsers read it: cp1252, its unused places and Latin-1's as they are."""
    code = ord(character)
    return bytes((code,)) if code <= 0xFF else character.encode("cp1252")  # noqa: PLR2004 - a byte
