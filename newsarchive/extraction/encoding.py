"""Bytes of a page to text: the charset is told by the bytes, declarations are hints.

`spiders.charset` decides for well-behaved pages. Here its choice is checked where bytes are not
UTF-8, since a wrong declaration shows: Big5 read as GB18030 yields hardly any common character.
What had to be guessed, what did not fit and which mojibake was undone are reported.
"""

import codecs
import dataclasses

from newsarchive.extraction.mojibake import undo_mojibake
from spiders import charset

_RIVALS = ("gb18030", "big5hkscs", "cp1252")
_SAMPLE_BYTES = 100_000
_MARGIN = 0.15
_POOR = 0.2
_MANY_REPLACED = 0.002
_FEW = 5

_COMMON = frozenset(
    "的一是在了不和有大这中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年义发成部民可出能方进同行面说种过命度革而多子后自社加小机也经力线本电高量长党得实家定深法表"
    "着水理化现所二起政三好十战无农使性前等反体合路图把结第里正新开论之物从当两些还资事队批应形想制心样干都向变关点育重其思与间内去因件日利相由员气业代全组数果期导平各基或月然"
    "问比那最及外没看治提五解系林者头意只明四道认次文通但条较公领军流入接席位情运器并立题质指建区活众很教决此强共统转别造切九你取持总料任志观调程百报更见真保热委改管处己将支识"
    "局县市镇村省厅院校办项目标准服务企企业信息公告通知会议召开编辑来源记者发布日期上页打印网站首"
    "這為們個時動國產來會對於學級義發過進種說經線電長黨實現戰無農體結論從當還資隊應樣變關點間員業組數導問沒頭認條領軍運並題質區眾決強統轉總觀調報見熱處將識縣鎮廳辦項標準務"
    "，。、：；“”《》（）！？　「」"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text. `replaced` counts bytes that fitted no character and became U+FFFD.

    `repaired` says in words which mojibake was undone, None where there was none; `doubt` says
    why the charset is a guess, None where the bytes prove it or agree with the declaration.
    """

    text: str
    encoding: str
    replaced: int = 0
    repaired: str | None = None
    doubt: str | None = None


def decode(body: bytes, content_type: str | None = None, hint: str | None = None) -> Decoded:
    """The text of a page and the charset that was used; never raises.

    `hint` is a charset label that the source is known to use; it counts where the page and the
    header name none.

    >>> decode("龙湾区政府：陶喆、朱镕".encode("gbk"), "text/html; charset=gb2312").encoding
    'gb18030'
    >>> decode("民政局公告：关于换届".encode(), "text/html; charset=gbk").doubt
    'declared gb18030, but the bytes are utf-8'
    """
    declared = charset.declared_charset(body, content_type) or charset.declared_charset(
        b"", f"charset={hint}" if hint else None
    )
    text, codec = charset.decode(body, content_type if declared is None else f"charset={declared}")
    if codec not in {"utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}:
        codec = _best(body[:_SAMPLE_BYTES], codec)
        text = body.decode(codec, "replace")
    replaced = text.count("\ufffd")
    text, repaired = undo_mojibake(text)
    return Decoded(text, codec, replaced, repaired, _doubt(declared, codec, text, replaced))


def _best(sample: bytes, chosen: str) -> str:
    """The chosen charset, or the usual one whose text is clearly more plausible."""
    scores = {codec: _plausibility(sample.decode(codec, "replace")) for codec in (*_RIVALS, chosen)}
    best = max(("gb18030", "big5hkscs"), key=scores.__getitem__)
    if scores[best] < _POOR and scores[chosen] < _POOR:
        return chosen if chosen not in _RIVALS[:2] else _poor(sample, scores, best)
    return best if scores[best] > scores[chosen] + _MARGIN else chosen


def _poor(sample: bytes, scores: dict[str, float], best: str) -> str:
    """Windows-1252 for a page with scattered high bytes, as Western names have them."""
    high = sum(byte > 0x7F for byte in sample)  # noqa: PLR2004 - ASCII ends there
    return "cp1252" if high * 20 < len(sample) and scores[best] <= 0 else best


def _plausibility(text: str) -> float:
    """At most 1: share of common characters among those outside ASCII, faults counted against."""
    wide = [character for character in text if character > "\x7f"]
    if not wide:
        return 0.0
    good = sum(character in _COMMON for character in wide)
    bad = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in wide)
    return (good - 3 * bad) / len(wide)


def _doubt(declared: str | None, codec: str, text: str, replaced: int) -> str | None:
    if replaced > max(_FEW, len(text) * _MANY_REPLACED):
        return f"{replaced} bytes do not fit {codec}"
    if text.isascii() or _same(declared, codec):
        return None
    if declared is None:
        return None if codec.startswith("utf") else f"no charset is declared, {codec} is a guess"
    if codec == "utf-8":
        return f"declared {declared}, but the bytes are utf-8"
    return f"declared {declared}, but {codec} reads better"


def _same(declared: str | None, codec: str) -> bool:
    if declared is None:
        return False
    known = {"iso8859-1": "cp1252", "ascii": "cp1252"}
    return known.get(declared, declared) == codec or codecs.lookup(declared).name == codec
