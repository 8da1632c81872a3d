"""Ways to damage a page: what servers send when they fail, and what an attacker would."""

import gzip
import random
import re
from collections.abc import Callable

LONGEST_BYTES = 10_000_000
"""What a page may be long, as the setting max_page_bytes has it."""

_TAG = re.compile(rb"<[a-z][^<>]{0,200}>", re.IGNORECASE)
_NAMES = (b"div", b"b", b"table", b"td", b"ul", b"font", b"a", b"svg", b"template", b"p", b"select")
_PIECES = (
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<script>",
    b"</script>",
    b"<style>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<!DOCTYPE a [<!ENTITY b 'cccc'>]>",
    b"&#0;&#xD800;&#x110000;&#99999999999;",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1b$B",
    b"<base href='file:///etc/'>",
    b"<meta charset=utf-7>",
    b"<meta http-equiv=refresh content='0;url=http://127.0.0.1:1/'>",
    "２０２４年１３月３２日 \u202e\u2067".encode(),
    b'[[[[[[{{{{{{"""\\\\\\\'',
)


def flip(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """Some bytes changed."""
    changed = bytearray(body)
    for _ in range(min(len(body), dice.choice((1, 10, 200)))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def truncate(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """The end or the beginning cut off."""
    at = dice.randrange(len(body) + 1)
    return body[:at] if dice.random() < 0.8 else body[at:]  # noqa: PLR2004 - four in five


def splice(body: bytes, dice: random.Random, other: bytes) -> bytes:
    """The beginning of one page, the end of another."""
    return body[: dice.randrange(len(body) + 1)] + other[dice.randrange(len(other) + 1) :]


def insert(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """Pieces that change how the rest is read."""
    for _ in range(dice.choice((1, 5, 50))):
        at = dice.randrange(len(body) + 1)
        body = body[:at] + dice.choice(_PIECES) + body[at:]
    return body


def nest(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """An element inside itself, thousands of times, closed or not."""
    name, times, at = dice.choice(_NAMES), dice.choice((300, 5_000, 100_000)), _place(body, dice)
    opened = b"<" + name + b">"
    closed = b"</" + name + b">" if dice.random() < 0.5 else b""  # noqa: PLR2004 - every second
    return body[:at] + opened * times + closed * times + body[at:]


def swell(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """An attribute of a megabyte, or ten thousand attributes."""
    at = _place(body, dice)
    if dice.random() < 0.5:  # noqa: PLR2004 - every second
        value = dice.choice((b"a", b" a", b"&amp;", b"%20", b"<", b"../", b"1,", b"\xe5\xb9\xb4"))
        return body[:at] + b'<a href="' + value * (1_000_000 // len(value)) + b'">x</a>' + body[at:]
    many = b" ".join(b"a%d=1" % number for number in range(10_000))
    return body[:at] + b"<p " + many + b">x</p>" + body[at:]


def flood(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """One thing, again and again: entities, dates, links, brackets, a tag of the page."""
    tags = _TAG.findall(body) or [b"<p>"]
    thing = dice.choice(
        (
            b"&lt;",
            b"&nbsp;",
            b"&#x4e00;",
            b"2024-01-01 ",
            b"<a href='/a/1.html'>\xe4\xbc\x9a\xe8\xae\xae</a>",
            b"[",
            b'{"a":',
            b"(",
            b" ",
            b"\n",
            b"1",
            b"\xe4\xb8\x80",
            b"http://",
            dice.choice(tags),
        )
    )
    at = _place(body, dice)
    return body[:at] + thing * (dice.choice((10_000, 300_000, 2_000_000)) // len(thing)) + body[at:]


def repeat(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """A part of the page, many times."""
    start = _place(body, dice)
    part = body[start : start + dice.choice((50, 2_000, 20_000))]
    times = min(dice.choice((50, 2_000)), 3_000_000 // (len(part) or 1))
    return body[:start] + part * times + body[start:]


def pack(body: bytes, dice: random.Random, _other: bytes) -> bytes:
    """The page in gzip, damaged or as a bomb."""
    if dice.random() < 0.3:  # noqa: PLR2004 - three in ten
        return gzip.compress(body + b"<a>" * 10_000_000, 9)
    return flip(gzip.compress(body, 1), dice, b"")


MUTATIONS: tuple[Callable[[bytes, random.Random, bytes], bytes], ...] = (
    flip,
    truncate,
    splice,
    insert,
    nest,
    swell,
    flood,
    repeat,
    pack,
)


def damaged(body: bytes, dice: random.Random, other: bytes) -> tuple[bytes, str]:
    """A page after one to three mutations, and their names."""
    chosen = dice.choices(MUTATIONS, k=dice.choice((1, 1, 2, 3)))
    for mutation in chosen:
        body = mutation(body or b"<p>", dice, other)[:LONGEST_BYTES]
    return body, "+".join(mutation.__name__ for mutation in chosen)


def _place(body: bytes, dice: random.Random) -> int:
    found = [tag.end() for tag in _TAG.finditer(body[:200_000])]
    return dice.choice(found) if found else dice.randrange(len(body) + 1)
