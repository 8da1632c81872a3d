"""Make `data/words.txt` from the dictionary of jieba 0.42.1 (MIT licence, Sun Junyi).

    pip download jieba==0.42.1 --no-deps && tar xzf jieba-0.42.1.tar.gz
    python -m newsarchive.text.make_words jieba-0.42.1/jieba/dict.txt words.txt

Kept are single characters and words of two to four Han characters that are met often enough to
prove something, in folded form. People's names are left out: a space inside a name is no damage.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from newsarchive.text import fold

_HAN = re.compile(r"[\u4e00-\u9fff]{1,4}")
_LEAST = {1: 10, 2: 6, 3: 15, 4: 15}
_NAME_TAGS = ("nr", "nrt", "nrfg")
_KNOWN_NAME = 1000
"""A name above this frequency is a word that the dictionary takes for a name, such as 和平."""


def read_words(dictionary: Path) -> Counter[str]:
    """Return the frequency of each kept word; lines of `dictionary` are word, frequency, tag."""
    words: Counter[str] = Counter()
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        folded, count = fold.fold(word), int(frequency)
        is_name = tag in _NAME_TAGS and len(word) > 1 and count < _KNOWN_NAME
        if _HAN.fullmatch(folded) and count >= _LEAST[len(folded)] and not is_name:
            words[folded] += count
    return words


def main(dictionary: str, out: str) -> None:
    """Write the word list: a word and its frequency a line, in the order of the words."""
    lines = [f"{word} {count}\n" for word, count in sorted(read_words(Path(dictionary)).items())]
    notice = "# From the dictionary of jieba 0.42.1 (MIT licence), made by make_words.py\n"
    Path(out).write_text(notice + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
