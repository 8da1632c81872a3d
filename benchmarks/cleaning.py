"""Share of damaged texts that cleaning repairs to the exact original, by kind of damage.

    python benchmarks/cleaning.py TEXTS [--most N] [--seed S]

TEXTS is a folder of .txt files or a JSONL file with a `text` a line: clean news texts. First they
are cleaned as they are (harm: every change beyond white space, every flag); then damaged, each kind
by itself, and cleaned again. Traditional damage is made on the text converted to Traditional.
Cut words are drawn twice: from the program's own word list, and from pypinyin's, which it does not
know. At last texts of one million characters made to be slow are cleaned; CPU seconds each.
"""

import argparse
import functools
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from damage import (
    CHANCES,
    spaced_out,
    with_junk_lines,
    with_phrase_spaces,
    with_residue,
    with_word_spaces,
)

from newsarchive.text import script
from newsarchive.text.clean import clean

Damage = Callable[[str, random.Random], str]

HOSTILE = (
    "区", "区 ", "區(qū)", "区(qu)", "图片\n", "责任编辑：王小明\n", "区, ", "?", "（", "&amp;",
    "关 于 召 开 会 议 ", "相关阅读\n短标题\n", "ǎ)", "x0dx0a", "var a=", " ", "\n", "区委书 记",
    "书書 記記", "\r\n区", "关 于 召 开 会 议\n",
    "来源：湖湾日报 作者：吴桐 ", "\n责任编辑：\n杨柳青",
)  # fmt: skip
WHITE = {"odd_space", "line_break", "invisible"}


def read_texts(path: Path) -> Iterator[str]:
    """Yield the texts of a folder or a JSONL file, freed of odd white space."""
    if path.is_dir():
        raw = (one.read_text("utf-8") for one in sorted(path.rglob("*.txt")))
    else:
        raw = (json.loads(line)["text"] for line in path.open(encoding="utf-8"))
    for text in raw:
        yield "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def report_harm(texts: list[str]) -> list[str]:
    """Print what cleaning changes in clean texts; return those that it leaves as they are."""
    changed: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    kept = []
    for text in texts:
        cleaned = clean(text)
        changed.update({repair.rule for repair in cleaned.repairs} - WHITE)
        flagged.update({flag.name for flag in cleaned.flags})
        kept += [text] if cleaned.text == text else []
    print(f"{len(texts)} texts, {len(kept)} unchanged; texts changed by rule {dict(changed)}")
    print(f"texts flagged {dict(flagged)}")
    return kept


def report_repair(name: str, texts: list[str], damage: Damage, seed: int) -> None:
    """Print how many damaged texts come back exactly, and how many inserted characters are left."""
    exact = made = left = count = 0
    for number, text in enumerate(texts):
        damaged = damage(text, random.Random(f"{seed} {number}"))  # noqa: S311  repeatable dice
        if damaged == text:
            continue
        cleaned = clean(damaged).text
        count += 1
        exact += cleaned == text
        made += len(damaged) - len(text)
        left += max(0, len(cleaned) - len(text))
    if count:
        print(
            f"{name:12} {count:4} texts  exact {exact / count:.3f}"
            f"  inserted characters removed {1 - left / made:.4f}"
        )


def report_hostile() -> None:
    """Print the slowest hostile texts."""
    clean("区委书 记(qū)主持会议，部署防汛工作。")
    seconds = []
    for unit in HOSTILE:
        begin = time.process_time()
        clean(unit * (1_000_000 // len(unit)))
        seconds.append((time.process_time() - begin, unit))
    worst = ", ".join(f"{one:.2f} s {unit!r}" for one, unit in sorted(seconds, reverse=True)[:4])
    print(f"hostile megabytes, slowest of {len(HOSTILE)}: {worst}")


def main() -> None:
    """Run all measurements on the texts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--most", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    texts = report_harm(list(itertools.islice(read_texts(options.texts), options.most)))
    traditional = [script.convert(text, "zh-Hant") for text in texts]
    for kind in CHANCES:
        base = texts if kind == "simplified" else traditional
        report_repair(kind, base, functools.partial(_residue, kind), options.seed)
    report_repair("junk lines", texts, with_junk_lines, options.seed)
    report_repair("spaced out", texts, lambda text, _: spaced_out(text), options.seed)
    for chance in (0.01, 0.05):
        own = functools.partial(with_word_spaces, chance=chance)
        foreign = functools.partial(with_phrase_spaces, chance=chance)
        report_repair(f"words {chance}", texts, own, options.seed)
        report_repair(f"phrases {chance}", texts, foreign, options.seed)
    report_hostile()


def _residue(kind: str, text: str, dice: random.Random) -> str:
    return with_residue(text, kind, dice)


if __name__ == "__main__":
    main()
