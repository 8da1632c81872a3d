"""What is compared of a text: Han characters and numbers, one unit each."""

import functools
import re

from newsarchive.text import fold
from newsarchive.text.han import HAN

LONGEST = 20_000
"""Characters of a text that are compared; what follows them says nothing new."""

_UNIT = re.compile(rf"[{HAN}]|\d+")
_WORD = re.compile(rf"[^\W\d_{HAN}]+")
_UNIT_OR_WORD = re.compile(f"{_UNIT.pattern}|{_WORD.pattern}")
_KEPT = 64


@functools.lru_cache(_KEPT)
def units(text: str) -> tuple[str, ...]:
    """Return the Han characters and numbers of a folded text, in order.

    Latin letters in Chinese text are left out, since reposts have pinyin between the characters;
    a text with more Latin words than that is compared by its words as well.

    >>> units("區(qū)內新建公園３處，占地１２畝。")
    ('区', '内', '新', '建', '公', '园', '3', '处', '占', '地', '12', '亩')
    >>> units("Lake Bay opened 3 parks")
    ('lake', 'bay', 'opened', '3', 'parks')
    """
    folded = fold.fold(text[:LONGEST])
    found = tuple(_UNIT.findall(folded))
    words = sum(1 for _ in _WORD.finditer(folded))
    return found if len(found) >= words else tuple(_UNIT_OR_WORD.findall(folded))
