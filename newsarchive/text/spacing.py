"""White space: odd kinds of space, lines set wide, invisible characters; never punctuation."""

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator

from newsarchive.text import fold, words
from newsarchive.text.edits import Edit
from newsarchive.text.han import BREAK, HAN, INVISIBLE, PAUSES, SPACE

_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_WHITE = re.compile(rf"(?:[{SPACE}{BREAK}{INVISIBLE}]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}]))+")
_ODD = re.compile(rf"[{SPACE[1:]}{BREAK[1:]}{INVISIBLE}\u200d]|[ \n]{{2}}|\A[ \n]|[ \n]\Z")
_BREAKS = frozenset(BREAK)
_SPACES = re.compile(rf"[{SPACE}]")

# A pattern that begins with a space is looked for only where one stands.
_AFTER_PAUSE = re.compile(rf" (?:(?<=[{PAUSES}] )(?=[{HAN}“])|(?<=[{HAN}] )(?=[{PAUSES}]))")
_AFTER_COMMA = re.compile(rf" (?<=[{HAN}], )(?=[{HAN}])")
_COMMA = re.compile(rf"(?<=[{HAN}]),(?=[{HAN}])")

_SPACED = re.compile(rf"[{HAN}](?:[{SPACE}]{{1,4}}[{HAN}]){{3}}")
_SINGLES = re.compile(
    rf"(?<![^{SPACE}{BREAK}])[^{SPACE}{BREAK}][{SPACE}]{{1,4}}[^{SPACE}{BREAK}](?![^{SPACE}{BREAK}])"
)
_BREAK = re.compile(rf"[{BREAK}]")
_TOKEN = re.compile(rf"([^{SPACE}]+)([{SPACE}]*)")
_LEAST_SPACED = 8
_SPACED_SHARE = 0.75
_WORD_SHARE = 0.5
_SAMPLE = 2000
_MOST_SPACED = 5000
_HAN_RUN = re.compile(rf"[{HAN}]+")


def odd_white_space(text: str) -> list[Edit]:
    r"""Return the edits that leave single spaces, single line breaks and no invisible characters.

    Blank lines and white space at the ends of lines and of the text go. Full-width digits and
    letters stay as published.

    >>> edits = odd_white_space("区委\u3000\u3000召开\r\n\r\n会议\ufeff")
    >>> [(edit.rule, edit.after) for edit in edits]
    [('odd_space', ' '), ('line_break', '\n'), ('invisible', '')]
    """
    if not _ODD.search(text):
        return []
    edits = []
    last = len(text)
    for found in _WHITE.finditer(text):
        run = found[0]
        start, end = found.span()
        after, rule = _canonical_white(run, at_edge=not start or end == last)
        if run != after:
            edits.append(Edit(start, end, after, rule))
    return edits


@functools.lru_cache(maxsize=1024)
def _canonical_white(run: str, *, at_edge: bool) -> tuple[str, str]:
    if not _BREAKS.isdisjoint(run):
        return "" if at_edge else "\n", "line_break"
    if _SPACES.search(run):
        return "" if at_edge else " ", "odd_space"
    return "", "invisible"


def spaced_out_lines(text: str) -> list[Edit]:
    """Return the edits for lines with a space between all characters, as taken from a PDF.

    A wider gap in such a line is the real one and becomes one space. Lists of names stay, since
    joined they are no words. Where most of a text is set so, its shortest lines are closed up too.
    A text with more than 5,000 such lines is no article and stays.

    >>> line = "关 于 召 开 全 区 经 济 工 作 会 议 的 通 知"
    >>> make = spaced_out_lines(line)[0]
    >>> make.after, spaced_out_lines("王 伟  李 强  赵 敏  周 涛  吴 桐")
    ('关于召开全区经济工作会议的通知', [])
    """
    lines = list(itertools.islice(_lines_with(_SPACED, text), _MOST_SPACED + 1))
    if len(lines) > _MOST_SPACED:
        return []
    long = [
        edit
        for start, line in lines
        if len(line) > 2 * (_LEAST_SPACED - 1) and (edit := _closing(start, line, _is_spaced_out))
    ]
    if sum(edit.end - edit.start for edit in long) * 2 <= len(text):
        return long
    lines = list(itertools.islice(_lines_with(_SINGLES, text), _MOST_SPACED + 1))
    if len(lines) > _MOST_SPACED:
        return long
    done = {edit.start for edit in long}
    short = [edit for start, line in lines if (edit := _closing(start, line, _is_all_single))]
    return sorted((*long, *(edit for edit in short if edit.start not in done)), key=_start)


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield place and text of each line in which the pattern is found."""
    end = 0
    while found := pattern.search(text, end):
        start = 1 + max(text.rfind(one, end, found.start()) for one in BREAK)
        start = start or end
        stop = _BREAK.search(text, found.end())
        end = stop.start() if stop else len(text)
        yield start, text[start:end]


def _closing(
    start: int, line: str, is_meant: Callable[[list[tuple[str, int]], str], bool]
) -> Edit | None:
    """Return the edit that closes up a line, None where its tokens do not allow it."""
    tokens = [(found[1], len(found[2])) for found in _TOKEN.finditer(line)]
    usual = Counter(gap for _, gap in tokens[:-1]).most_common(1)[0][0]
    joined = "".join(token + (" " if gap > usual else "") for token, gap in tokens).strip()
    if "|" in line or not is_meant(tokens, joined):
        return None
    return Edit(start, start + len(line), joined, "spaced_out")


def _is_spaced_out(tokens: list[tuple[str, int]], joined: str) -> bool:
    worded = [token for token, _ in tokens if _HAN_RUN.search(token)]
    single = sum(len(token) == 1 for token in worded)
    if single < _LEAST_SPACED or single < _SPACED_SHARE * len(worded):
        return False
    return _word_share(joined) >= _WORD_SHARE


def _is_all_single(tokens: list[tuple[str, int]], _: str) -> bool:
    return all(len(token) == 1 for token, _ in tokens)


def _start(edit: Edit) -> int:
    return edit.start


def _word_share(text: str) -> float:
    """Return which share of the Han characters stands in known words of two or more."""
    return words.known_share("".join(_HAN_RUN.findall(fold.fold(text[:_SAMPLE]))))


def pause_spaces(text: str) -> list[Edit]:
    """Return the edits for spaces between Han characters and pauses.

    A space behind an ASCII comma goes only where the text itself mostly sets none.

    >>> [edit.start for edit in pause_spaces("戰略, 以項目為重點,建成中心,獲批項目, 引進人才")]
    [3, 21]
    >>> pause_spaces("戰略, 以項目為重點")
    []
    """
    found = [gap.start() for gap in _AFTER_PAUSE.finditer(text)]
    spaced = [gap.start() for gap in _AFTER_COMMA.finditer(text)]
    if spaced and len(spaced) <= sum(1 for _ in _COMMA.finditer(text)):
        found = sorted({*found, *spaced})
    return [Edit(place, place + 1, "", "pause_space") for place in found]
