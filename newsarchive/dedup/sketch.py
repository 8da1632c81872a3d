"""Sketches: a few numbers of a text by which texts that share passages find each other.

A sketch holds the smallest hashes of a text's shingles (a bottom-k sketch: Broder, "On the
resemblance and containment of documents", 1997). Of two texts that share a third of their
shingles, each of the smallest hashes of both together lies in both sketches with a chance of a
third; so a text cut to its first half still shares several numbers with the whole one. Shingles
are long, so that two texts seldom share one by a common turn of phrase.
"""

import hashlib
import heapq

from newsarchive.dedup.units import units

SHINGLE = 10
"""Units of a shingle."""

SIZE = 20
"""Numbers of a sketch."""

SHORTEST = 24
"""Units below which a text is too short to be told from another one by what they share."""


def sketch(text: str) -> tuple[int, ...]:
    """Return the sketch of a text: ascending numbers of 63 bits, none for a text that is too short.

    >>> plain = sketch("湖湾区召开河长制工作会议，部署今年的任务，要求各街道把责任落到每一段河。")
    >>> plain == sketch("湖灣區召開河長制工作會(huì)議 部署今年的任務 要求各街道把責任落到每一段河")
    True
    >>> len(plain), sketch("图片新闻")
    (20, ())
    """
    found = units(text)
    if len(found) < SHORTEST:
        return ()
    shingles = {
        " ".join(found[start : start + SHINGLE]) for start in range(len(found) - SHINGLE + 1)
    }
    return tuple(heapq.nsmallest(SIZE, map(_hash, shingles)))


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest()) >> 1
