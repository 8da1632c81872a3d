"""Which hosts belong to one site, told by their names."""

import re

_SECOND_LEVEL = re.compile(r"^(?:gov|com|edu|org|net|ac|mil|co|or|gob|idv)\.[a-z]{2}$")
_ADDRESS = re.compile(r"^[\d.]+$|:")


def same_site(one: str | None, other: str | None) -> bool:
    """Whether two hosts share the name that was registered; an unknown host is no stranger.

    >>> same_site("www.huwan.gov.cn", "zwgk.huwan.gov.cn"), same_site("a.gov.cn", "b.gov.cn")
    (True, False)
    """
    if not one or not other or one == other:
        return True
    if _ADDRESS.search(one) or _ADDRESS.search(other):
        return False
    return _registered(one) == _registered(other)


def _registered(host: str) -> str:
    labels = host.lower().rstrip(".").split(".")
    length = 3 if _SECOND_LEVEL.match(".".join(labels[-2:])) else 2
    return ".".join(labels[-length:])
