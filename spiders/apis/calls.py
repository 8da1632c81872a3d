"""Calls: the requests that a page's scripts and data attributes make, as far as can be read."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from spiders.apis.literals import constants, evaluate
from spiders.document import ListDocument

Pair = tuple[str, str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a script writes it: the address with its page number marked, and its fields.

    `place` is where it was read, `is_json` tells that the fields are sent as a JSON object.
    """

    url: str
    fields: tuple[Pair, ...] = ()
    method: Literal["GET", "POST"] = "GET"
    is_json: bool = False
    place: Literal["call", "variable", "attribute"] = "call"
    evidence: str = ""


_START = re.compile(
    r"(?:(?P<call>\$\.(?:get|post|getJSON|ajax)|jQuery\.(?:get|post|getJSON|ajax)|axios(?:\.\w+)?|fetch"
    r"|\b(?:request|http|ajax|api|service)(?:\.\w+)?)\s*\(\s*(?:\{|(?=[\"'`\w(]))"
    r"|\.open\(\s*[\"'](?P<verb>\w+)[\"']\s*,\s*)"
)
_URL_FIELD = re.compile(r"[\"']?\burl[\"']?\s*:\s*")
_NAMED = re.compile(
    r"\b[\w$]*(?:url|api|action|interface|path)[\w$]*[\"']?\s*[=:]\s*(?=[\"'`])", re.IGNORECASE
)
_POST = re.compile(r"(?:type|method)[\"']?\s*:\s*[\"']post", re.IGNORECASE)
_FIELDS = re.compile(r"[\"']?\b(?:data|params|body|query|param)[\"']?\s*:\s*(?=[{\w$(])")
_OBJECT_NEXT = re.compile(r"\s*,\s*(?:JSON\.stringify\(\s*)?(?P<object>\{)")
_JSON_BODY = re.compile(r"JSON\.stringify|application/json", re.IGNORECASE)
_FIELD = re.compile(r"[\s,]*[\"']?(?P<name>[\w$.\[\]-]{1,60})[\"']?\s*(?P<value>:)?\s*")
_ATTRIBUTE = re.compile(
    r"^(?:data-)?(?:[\w-]*(?:url|api|src|source|load|href|action|ajax|remote|interface|json|path))$"
)
_OTHER_ATTRIBUTE = re.compile(r"^data-([\w-]{1,40})$")
_MAX_CALL_CHARS = 3_000
_MAX_FIELDS = 40


def find_calls(document: ListDocument) -> Iterator[Call]:
    """The calls of a page in the order of its scripts, then those of its data attributes."""
    scripts = [script.text or "" for script in document.root.iter("script")]
    known = constants("\n".join(scripts))
    for script in scripts:
        yield from _calls(script, known)
    for script in scripts:
        for named in _NAMED.finditer(script):
            found = evaluate(script[named.end() :], known)
            if found:
                told = f"{named.group().strip()} {found[0]}"
                yield Call(url=found[0], place="variable", evidence=told)
    yield from _attributes(document)


def _calls(script: str, known: Mapping[str, str]) -> Iterator[Call]:
    for start in _START.finditer(script):
        text = script[start.end() : start.end() + _MAX_CALL_CHARS]
        if start.group().rstrip().endswith("{"):
            text = text[: _closing(text)]
            field = _URL_FIELD.search(text)
            found = evaluate(text[field.end() :], known) if field else None
            fields = _FIELDS.search(text)
            place = fields.end() if fields else None
        else:
            found = evaluate(text, known)
            place = _second_argument(text, found[1]) if found else None
        if not found:
            continue
        name, is_json = start["call"] or "", bool(_JSON_BODY.search(text))
        is_post = (
            name.endswith("post") or bool(_POST.search(text)) or start["verb"] in {"POST", "post"}
        )
        yield Call(
            url=found[0],
            fields=_object(text[place:], known) if place is not None else (),
            method="POST" if is_post else "GET",
            is_json=is_post and (is_json or name.startswith("axios")),
            evidence=f"{name or 'open'} {found[0]}",
        )


def _second_argument(text: str, end: int) -> int | None:
    """Where the object of fields begins in the arguments after an address."""
    following = _OBJECT_NEXT.match(text, end)
    if following is None:
        return None
    start = following.start("object")
    options = text[start : start + 1 + _closing(text[start + 1 :])]
    fields = _FIELDS.search(options)
    return start + fields.end() if fields else start


def _closing(text: str) -> int:
    """Where the brace closes that was open at the start of a text; its end where none does."""
    depth = 1
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.start()
    return len(text)


def _object(text: str, known: Mapping[str, str]) -> tuple[Pair, ...]:
    """The fields of an object literal whose values can be made out; others are empty."""
    text = text.removeprefix("JSON.stringify(").lstrip()
    if not text.startswith("{"):
        return ()
    text = text[1 : 1 + _closing(text[1:])]
    fields: list[Pair] = []
    place = 0
    while len(fields) < _MAX_FIELDS and (field := _FIELD.match(text, place)):
        source = text[field.end() :] if field["value"] else field["name"]
        found = evaluate(source, known)
        fields.append((field["name"], found[0] if found else ""))
        end = field.end() + (found[1] if found and field["value"] else 0)
        comma = text.find(",", end)
        if comma < 0:
            break
        place = comma + 1
    return tuple(fields)


def _attributes(document: ListDocument) -> Iterator[Call]:
    """Addresses in data attributes, with the element's other ones as fields."""
    for element in document.root.iter():
        if not isinstance(element.tag, str) or element.tag in {
            "img",
            "a",
            "script",
            "video",
            "link",
        }:
            continue
        names = [name for name in element.attrib if name.startswith("data-")]
        for name in names:
            value = str(element.get(name) or "").strip()
            if not _ATTRIBUTE.match(name) or not re.match(
                r"(?:https?:)?/|\.{1,2}/|[\w-]+[/.]", value
            ):
                continue
            fields = tuple(
                (_dataset_name(other), str(element.get(other) or ""))
                for other in names
                if other != name and _OTHER_ATTRIBUTE.match(other)
            )
            yield Call(url=value, fields=fields, place="attribute", evidence=f"{name}={value}")


def _dataset_name(attribute: str) -> str:
    """The name of a data attribute as scripts know it.

    >>> _dataset_name("data-page-size")
    'pageSize'
    """
    first, *others = attribute.removeprefix("data-").split("-")
    return first + "".join(other.capitalize() for other in others)
