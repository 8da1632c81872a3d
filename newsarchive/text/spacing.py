"""White space: spaces inside words, odd kinds of space, invisible characters; never punctuation."""

import re
from collections import Counter
from collections.abc import Iterator

from newsarchive.text import fold, words
from newsarchive.text.edits import Edit
from newsarchive.text.han import BREAK, HAN, INVISIBLE, PAUSES, SPACE, SURNAMES

_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_WHITE = re.compile(rf"(?:[{SPACE}{BREAK}{INVISIBLE}]|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}]))+")
_ODD = re.compile(rf"[{SPACE[1:]}{BREAK[1:]}{INVISIBLE}\u200d]|[ \n]{{2}}|\A[ \n]|[ \n]\Z")
_BREAKS = frozenset(BREAK)
_SPACES = re.compile(rf"[{SPACE}]")

_RUN = re.compile(rf"(?<![{HAN}])[{HAN}]++(?: [{HAN}]++)+")
_AFTER_PAUSE = re.compile(rf"(?<=[{PAUSES}]) (?=[{HAN}“])|(?<=[{HAN}]) (?=[{PAUSES}])")
_AFTER_COMMA = re.compile(rf"(?<=[{HAN}],) (?=[{HAN}])")
_COMMA = re.compile(rf"(?<=[{HAN}]),(?=[{HAN}])")
_STOP = re.compile(r"[，。、；：,.;!?！？:]")
_LEAST_PROSE = 12
_REACH = 4
_AROUND = 60
_NAME_FREQUENCY = 2000

_SPACED = re.compile(rf"[{HAN}](?:[{SPACE}]{{1,4}}[{HAN}]){{3}}")
_TOKEN = re.compile(rf"([^{SPACE}]+)([{SPACE}]*)")
_LEAST_SPACED = 8
_SPACED_SHARE = 0.75
_WORD_SHARE = 0.5
_SAMPLE = 2000
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
    for found in _WHITE.finditer(text):
        run = found[0]
        at_edge = not found.start() or found.end() == len(text)
        after, rule = _canonical_white(run, at_edge=at_edge)
        if run != after:
            edits.append(Edit(found.start(), found.end(), after, rule))
    return edits


def _canonical_white(run: str, *, at_edge: bool) -> tuple[str, str]:
    if not _BREAKS.isdisjoint(run):
        return "" if at_edge else "\n", "line_break"
    if _SPACES.search(run):
        return "" if at_edge else " ", "odd_space"
    return "", "invisible"


def spaced_out_lines(text: str) -> list[Edit]:
    """Return the edits for lines with a space between all characters, as taken from a PDF.

    A wider gap in such a line is the real one and becomes one space. Lists of names stay, since
    joined they are no words.

    >>> line = "关 于 召 开 全 区 经 济 工 作 会 议 的 通 知"
    >>> make = spaced_out_lines(line)[0]
    >>> make.after, spaced_out_lines("王 伟  李 强  赵 敏  周 涛  吴 桐")
    ('关于召开全区经济工作会议的通知', [])
    """
    edits = []
    place = 0
    if _SPACED.search(text):
        for line in re.split(rf"([{BREAK}])", text):
            after = _closed_up(line)
            if after != line:
                edits.append(Edit(place, place + len(line), after, "spaced_out"))
            place += len(line)
    return edits


def _closed_up(line: str) -> str:
    tokens = [(found[1], len(found[2])) for found in _TOKEN.finditer(line)]
    worded = [token for token, _ in tokens if _HAN_RUN.search(token)]
    single = sum(len(token) == 1 for token in worded)
    is_row = "|" in line
    if is_row or single < _LEAST_SPACED or single < _SPACED_SHARE * len(worded):
        return line
    usual = Counter(gap for _, gap in tokens[:-1]).most_common(1)[0][0]
    parts = [token + (" " if gap > usual else "") for token, gap in tokens]
    joined = "".join(parts).strip()
    return joined if _word_share(joined) >= _WORD_SHARE else line


def _word_share(text: str) -> float:
    """Return which share of the Han characters stands in known words of two or more."""
    runs = _HAN_RUN.findall(fold.fold(text[:_SAMPLE]))
    total = sum(map(len, runs))
    known = sum(len(word) for run in runs for word in words.split(run) if len(word) > 1)
    return known / total if total else 0.0


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
    if len(spaced) <= sum(1 for _ in _COMMA.finditer(text)):
        found = sorted({*found, *spaced})
    return [Edit(place, place + 1, "", "pause_space") for place in found]


def word_spaces(text: str) -> list[Edit]:
    """Return the edits for single spaces that cut a known word in running text.

    A space goes where the characters on its two sides are left over by themselves and make a word
    together. Names, columns, headings of two parts and Latin words keep theirs.

    >>> [edit.start for edit in word_spaces("蘇州市吳中區委書 記丁立新一行調研,明確發展定 位。")]
    [8, 23]
    >>> word_spaces("深入社区一线 上门服务群众，张 明主持会议。")
    []
    """
    edits = []
    for run in _RUN.finditer(text):
        if _is_prose(text, run):
            edits += [
                Edit(place, place + 1, "", "word_space")
                for place in _cut_words(run[0], run.start())
            ]
    return edits


def _is_prose(text: str, run: re.Match[str]) -> bool:
    """Whether the run stands in running text: no list, no table row, no name set wide."""
    before = text[max(0, run.start() - _AROUND) : run.start()].rpartition("\n")[2]
    after = text[run.end() : run.end() + _AROUND].partition("\n")[0]
    tokens = run[0].split(" ")
    is_long = len(run[0]) - len(tokens) + 1 >= _LEAST_PROSE
    longest = max(map(len, tokens))
    return longest >= _REACH and (is_long or _STOP.search(before + after) is not None)


def _cut_words(run: str, offset: int) -> Iterator[int]:
    folded = fold.fold(run)
    place = folded.find(" ")
    while place >= 0:
        left = folded[max(0, place - _REACH) : place].rpartition(" ")[2]
        right = folded[place + 1 : place + 1 + _REACH].partition(" ")[0]
        if _is_cut(left, right):
            yield offset + place
        place = folded.find(" ", place + 1)


def _is_cut(left: str, right: str) -> bool:
    """Whether a word runs across the gap, of which both sides keep only remnants.

    >>> _is_cut("区委书", "记丁立新"), _is_cut("获得国", "家级企业"), _is_cut("改革", "开放")
    (True, True, False)
    """
    if (len(left) == 1 and len(right) == 1) or not words.crosses(left, right):
        return False
    before, after = words.split(left), words.split(right)
    if len(before[-1]) > 1 and len(after[0]) > 1:
        return False
    place = 0
    for word in words.split(left + right):
        if place < len(left) < place + len(word):
            return not _is_name(word, left, right)
        place += len(word)
    return False


def _is_name(word: str, left: str, right: str) -> bool:
    """Whether the word across the gap may be a person's name that was set wide, such as 高 明."""
    return (
        len(word) == len("高明")
        and left[-1] in SURNAMES
        and word == left[-1] + right[0]
        and words.frequencies()[word] < _NAME_FREQUENCY
    )
