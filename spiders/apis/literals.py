"""Values written in scripts: read, never run.

An object or array literal becomes plain values; an expression that puts an address together
becomes text in which the page number is marked.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from spiders.apis.request import PAGE

MAX_CHARS = 2_000_000
"""Characters of a literal that are read."""

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
_TOKEN = re.compile(
    rf"(?P<string>{_STRING})|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<comma>,(?=\s*[\]}}]))"
    r"|(?P<key>(?<=[{,\s])[A-Za-z_$][\w$]*(?=\s*:))|(?P<other>[^\"'`/,A-Za-z_$]+|.)",
    re.DOTALL,
)
_CONSTANT = re.compile(
    rf"(?:\b(?:var|let|const)\s+|[;{{,\n][^\S\n]*)[\"']?([A-Za-z_$][\w$]*)[\"']?\s*[:=]\s*({_STRING}|\d{{1,9}})(?=\s*[;,}}\n])"
)
_PAGE_NAME = re.compile(
    r"^(?:page|pageno|pagenum|pageindex|pagenumber|currentpage|curpage|curr|current|nowpage|pn|p|n|i)$",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\s*(?:(?P<string>{_STRING})|(?P<number>\d+)|(?P<name>[A-Za-z_$][\w$.]*(?:\[[^\]]*\])?)(?P<call>\([^()]*(?:\([^()]*\)[^()]*)*\))?"
    r"|\(\s*(?P<inner>[^()]*)\)(?:\s*\*\s*[\w.]+)?)\s*"
)
_SHIFT = re.compile(r"\s*([-+])\s*1(?![\d.])")
_HOLE = re.compile(r"\$\{\s*([^{}]{1,80})\}")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def parse_literal(text: str) -> Any:
    """The value of an object or array literal at the start of a text; None where it is none.

    >>> parse_literal("[{title: '防汛会议', id: 12, /* 置顶 */ top: true,},]; var next")
    [{'title': '防汛会议', 'id': 12, 'top': True}]
    """
    head = text[:MAX_CHARS].lstrip()
    value = _decoded(head)
    return _decoded(_TOKEN.sub(_json_token, head)) if value is None else value


def _decoded(text: str) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _json_token(found: re.Match[str]) -> str:
    if found.lastgroup == "string":
        return json.dumps(unquoted(found.group()), ensure_ascii=False)
    if found.lastgroup == "key":
        return json.dumps(found.group())
    return "" if found.lastgroup in {"comment", "comma"} else found.group()


def unquoted(literal: str) -> str:
    r"""The text of a quoted string.

    >>> unquoted(r"'\u9632\u6c5b\/会议'")
    '防汛/会议'
    """
    return _ESCAPE.sub(_character, literal[1:-1])


def _character(found: re.Match[str]) -> str:
    code = found.group(1)
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _CONTROLS.get(code, code)


def constants(script: str) -> dict[str, str]:
    """The variables and fields of a script that are set to a plain string or number.

    >>> constants("var channelId = '1203', size = 15;")
    {'channelId': '1203', 'size': '15'}
    """
    found: dict[str, str] = {}
    for name, value in _CONSTANT.findall(script):
        found.setdefault(name, value if value[0].isdigit() else unquoted(value))
    return found


def evaluate(text: str, known: Mapping[str, str]) -> tuple[str, int] | None:
    """The text that an expression at the start of `text` makes, and where the expression ends.

    Names of pages become PAGE, other known names their value, unknown ones nothing. None where
    no expression begins. A name lowered by one tells a server that counts from 0; that is left to
    whoever reads the whole call.

    >>> evaluate("'/api/list?cid=' + cid + '&page=' + pageNo, function", {"cid": "12"})
    ('/api/list?cid=12&page={page}', 42)
    >>> evaluate("`/api/list?page=${page}`", {})[0]
    '/api/list?page={page}'
    """
    made, place = "", 0
    while True:
        part = _PART.match(text, place)
        if part is None:
            return (made, place) if made else None
        made += _part(part, known)
        place = part.end()
        shift = _SHIFT.match(text, place)
        place = shift.end() if shift and made.endswith(PAGE) else place
        if not text.startswith("+", place):
            return made, place
        place += 1


def _part(part: re.Match[str], known: Mapping[str, str]) -> str:
    if part["string"]:
        raw = unquoted(part["string"])
        if part["string"][0] == "`":
            return _HOLE.sub(lambda hole: _named(hole.group(1), known), raw)
        return raw
    if part["number"]:
        return part["number"]
    if part["inner"] is not None:
        return _named(part["inner"], known)
    inside = (part["call"] or "")[1:-1]
    return _named(inside if "encode" in part["name"].lower() else part["name"], known)


def _named(expression: str, known: Mapping[str, str]) -> str:
    """What a name stands for; of a calculation, such as `page - 1`, its first name."""
    name = re.split(r"[\s()+*/-]", expression.strip(), maxsplit=1)[0].rpartition(".")[2]
    if _PAGE_NAME.match(name):
        return PAGE
    return known.get(name, "")
