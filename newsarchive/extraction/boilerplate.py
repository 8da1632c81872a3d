"""Lines that a source repeats from page to page: learned from its articles' texts."""

import re
from collections import Counter
from collections.abc import Sequence

_LEAST_PAGES = 4
_LEAST_SHARE = 0.3
_EDGE = 3
_SHORTEST = 4
_CONTENT = re.compile(r"^第.{1,6}[章节条]|^[一二三四五六七八九十]+、|^附件?[:：]")


def learn_boilerplate(texts: Sequence[str]) -> tuple[str, ...]:
    r"""Lines among the first or last three of at least a third of the texts, commonest first.

    Fewer than four texts teach nothing; headings and addresses of a notice that recur for their
    own sake are left alone where they are shorter than four characters or numbered.

    >>> learn_boilerplate([f"第{i}次会议召开。\n欢迎关注湖湾发布客户端" for i in range(5)])
    ('欢迎关注湖湾发布客户端',)
    """
    if len(texts) < _LEAST_PAGES:
        return ()
    seen: Counter[str] = Counter()
    for text in texts:
        lines = text.split("\n")
        if len(lines) > 1:
            seen.update({line.strip() for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    least = max(_LEAST_PAGES, len(texts) * _LEAST_SHARE)
    return tuple(
        line
        for line, count in seen.most_common()
        if count >= least and len(line) >= _SHORTEST and not _CONTENT.match(line)
    )
