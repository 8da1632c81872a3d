"""Damage of every kind that mirrors and PDF converters do, made on clean text by dice."""

import random

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict

from newsarchive.text import fold, words

CHANCES = {"sparse": 0.3, "dense": 0.95, "wide": 0.4, "toneless": 0.05, "simplified": 0.1}
"""How likely a character has residue behind it; of the first three only one that was converted."""


def with_residue(text: str, kind: str, dice: random.Random) -> str:
    """Insert pinyin behind characters, by a kind of `CHANCES`.

    `dense` takes any reading of a heteronym, `wide` has full-width brackets, `toneless` no tone and
    up to three brackets.
    """
    return "".join(one + _residue(one, kind, dice) for one in text)


def _residue(one: str, kind: str, dice: random.Random) -> str:
    is_meant = kind in {"toneless", "simplified"} or fold.fold(one) != one
    if not ("\u4e00" <= one <= "\u9fff" and is_meant and dice.random() < CHANCES[kind]):
        return ""
    style = Style.NORMAL if kind == "toneless" else Style.TONE
    readings = pinyin(one, style=style, heteronym=True)[0]
    reading = dice.choice(readings) if kind in {"dense", "toneless"} else readings[0]
    if kind == "wide":
        return f"（{reading}）"
    return f"({reading})" * (dice.choice((1, 1, 2, 3)) if kind == "toneless" else 1)


def with_word_spaces(text: str, dice: random.Random, chance: float = 0.03) -> str:
    """Put spaces into words of two or more characters, and behind some pauses."""
    lines = []
    for line in text.split("\n"):
        pieces, place = [], 0
        for word in _words(line):
            if len(word) > 1 and dice.random() < chance:
                cut = dice.randrange(1, len(word))
                pieces.append(
                    f"{line[place : place + cut]} {line[place + cut : place + len(word)]}"
                )
            else:
                pieces.append(line[place : place + len(word)])
                pieces.append(" " * (word in "，、；" and dice.random() < chance))
            place += len(word)
        lines.append("".join(pieces))
    return "\n".join(lines)


def with_phrase_spaces(text: str, dice: random.Random, chance: float = 0.03) -> str:
    """Put spaces into words that pypinyin's list of phrases has, the longest at each place."""
    folded, pieces, place = fold.fold(text), [], 0
    while place < len(text):
        length = next((n for n in (4, 3, 2) if folded[place : place + n] in phrases_dict), 1)
        word = text[place : place + length]
        if length > 1 and dice.random() < chance:
            cut = dice.randrange(1, length)
            word = f"{word[:cut]} {word[cut:]}"
        pieces.append(word)
        place += length
    return "".join(pieces)


def _words(line: str) -> list[str]:
    found: list[str] = []
    run = ""
    for one in fold.fold(line):
        if "\u4e00" <= one <= "\u9fff":
            run += one
        else:
            found += (*words.split(run), one)
            run = ""
    return [*found, *words.split(run)]


def spaced_out(text: str) -> str:
    """Put a space between all characters, as a PDF does."""
    return "\n".join(" ".join(line) for line in text.split("\n"))


def with_junk_lines(text: str, dice: random.Random) -> str:
    """Put placeholders between paragraphs, an info line before and credits behind."""
    junk = ("圖片", "【圖片】", "點擊查看大圖", "▲", "3.jpg", "視頻加載中...")
    pieces = ["發佈時間：2023-06-02 09:15 來源：湖灣日報 瀏覽次數：12"]
    for line in text.split("\n"):
        pieces += (line, dice.choice(junk))
    pieces += dice.sample(
        ("責任編輯：楊柳青", "審核：柳絮", "分享到：", "上一篇：無", "掃一掃在手機打開當前頁"), 3
    )
    return dice.choice(("\n", "\n\n", "\r\n")).join(pieces)
