"""Simplified or Traditional: recognise it by its characters, convert it by OpenCC's phrases."""

import functools
import re

import opencc

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "to",
        "in",
        "is",
        "for",
        "on",
        "with",
        "that",
        "was",
        "as",
        "are",
        "by",
        "at",
        "from",
        "this",
        "has",
        "have",
        "be",
        "it",
        "not",
    ]
)
_MIXED_SHARE = 0.2
_FOREIGN_SHARE = 0.1

_CONVERTERS = {
    ("zh-Hans", "zh-Hant"): "s2t",
    ("zh-Hans", "zh-TW"): "s2tw",
    ("zh-Hans", "zh-HK"): "s2hk",
    ("zh-Hant", "zh-Hans"): "tw2s",
    ("zh-Hant", "zh-TW"): "t2tw",
    ("zh-Hant", "zh-HK"): "t2hk",
}
"""From a text's script to a view: OpenCC's phrase dictionaries. Regional vocabulary (s2twp) is left
alone, since a view in another script must not change words."""


def detect_language(text: str) -> str:
    """Return the BCP 47 tag: zh-Hans, zh-Hant, zh (mixed, or nothing tells), ja, ko, en, und.

    Only characters that belong to one script count. A text is mixed when its paragraphs disagree
    and the smaller side has a fifth of the characters.

    >>> detect_language("区委书记在会上讲话"), detect_language("區委書記在會上講話")
    ('zh-Hans', 'zh-Hant')
    >>> detect_language("王小明"), detect_language("The county opened a library.")
    ('zh', 'en')
    """
    han = sum(map(len, _HAN.findall(text)))
    for pattern, tag in ((_KANA, "ja"), (_HANGUL, "ko")):
        if len(pattern.findall(text)) > han * _FOREIGN_SHARE:
            return tag
    words = _LATIN_WORD.findall(text)
    if han > len(words):
        return _detect_script(text)
    is_english = any(word.lower() in _ENGLISH for word in words)
    return "en" if is_english else "zh" if han else "und"


def _detect_script(text: str) -> str:
    """Return zh-Hans, zh-Hant or zh for a text in Han characters."""
    weights = {"zh-Hans": 0, "zh-Hant": 0, "zh": 0}
    for paragraph in text.splitlines():
        weights[_script_of(paragraph)] += len(paragraph)
    less, more = sorted(("zh-Hans", "zh-Hant"), key=weights.__getitem__)
    if not weights[more] or weights[less] > _MIXED_SHARE * (weights[less] + weights[more]):
        return "zh"
    return more


def _script_of(paragraph: str) -> str:
    simplified, traditional = _script_patterns()
    hans, hant = len(simplified.findall(paragraph)), len(traditional.findall(paragraph))
    return "zh" if hans == hant else "zh-Hans" if hans > hant else "zh-Hant"


def convert(text: str, target: str) -> str:
    """Return `text` in the script of `target`: zh-Hans, zh-Hant, zh-TW or zh-HK.

    Each line is read in its own script, a line that does not tell in that of the whole text; a line
    that already has the wanted script stays as it is. Raises ValueError for another target.

    >>> convert("皇后后来看着台灯", "zh-TW")
    '皇后後來看著檯燈'
    >>> convert("皇后後來看著檯燈", "zh-Hans"), convert("皇后後來看著檯燈", "zh-Hant")
    ('皇后后来看着台灯', '皇后後來看著檯燈')
    """
    if target not in {"zh-Hans", "zh-Hant", "zh-TW", "zh-HK"}:
        raise ValueError(f"unknown script {target!r}; known are zh-Hans, zh-Hant, zh-TW, zh-HK")
    whole = _detect_script(text)
    usual = "zh-Hans" if whole == "zh" else whole
    lines = text.split("\n")
    return "\n".join(_convert_line(line, usual, target) for line in lines)


def _convert_line(line: str, usual: str, target: str) -> str:
    script = _script_of(line)
    config = _CONVERTERS.get((usual if script == "zh" else script, target))
    return _converter(config).convert(line) if config else line


@functools.cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


@functools.cache
def _script_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the characters of one script only: Simplified, Traditional."""
    simplified, traditional = (f"[{''.join(sorted(marks))}]" for marks in _script_marks())
    return re.compile(simplified), re.compile(traditional)


@functools.cache
def _script_marks() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters found in Simplified text only, and in Traditional text only.

    A character that OpenCC changes counts unless the other side's national set (Big5, GB 2312) has
    it too: 后, 里, 台 and 干 stand in both.
    """
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simplified = _changed("s2t", characters) - _encodable("big5", characters)
    traditional = _changed("t2s", characters) - _encodable("gb2312", characters)
    return frozenset(simplified), frozenset(traditional)


def _changed(config: str, characters: list[str]) -> set[str]:
    converted = _converter(config).convert("\n".join(characters)).split("\n")
    return {before for before, after in zip(characters, converted, strict=True) if before != after}


def _encodable(encoding: str, characters: list[str]) -> set[str]:
    return {one for one in characters if one.encode(encoding, "ignore")}
