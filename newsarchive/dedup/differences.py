"""What one text has and another one has not, paragraph by paragraph and character by character.

The texts are compared in folded form, so script, width and case make no difference, and shown as
they are.
"""

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from newsarchive.dedup.alignment import align
from newsarchive.text.fold import fold

Change = Literal["same", "added", "removed"]

_SHORTEST = 2
_LONGEST_GAP = 600


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or that was added or removed."""

    change: Change
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the later text, or a removed one, as its pieces in order; never empty."""

    pieces: tuple[Piece, ...]

    @property
    def change(self) -> Change | Literal["changed"]:
        """What became of it as a whole."""
        kinds = {piece.change for piece in self.pieces}
        return self.pieces[0].change if len(kinds) == 1 else "changed"


def paragraphs(before: str, after: str) -> list[Paragraph]:
    r"""Return the paragraphs of both texts in order, with what changed in each.

    >>> for found in paragraphs("青溪大橋通車。\n全長二百米。", "青溪大桥昨日通车。\n全长二百米。"):
    ...     print(found.change, [(piece.change, piece.text) for piece in found.pieces])
    changed [('same', '青溪大桥'), ('added', '昨日'), ('same', '通车。')]
    same [('same', '全长二百米。')]
    """
    found: list[Paragraph] = []
    open_pieces: list[Piece] = []

    def close() -> None:
        if open_pieces:
            found.append(Paragraph(tuple(open_pieces)))
            open_pieces.clear()

    for piece in pieces(before, after):
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            if number and (piece.change != "removed" or _all_removed(open_pieces)):
                close()
            if line:
                open_pieces.append(Piece(piece.change, line))
    close()
    return found


def pieces(before: str, after: str) -> list[Piece]:
    """Return both texts as one: what they share, in the form of the later one, and what not.

    >>> [(piece.change, piece.text) for piece in pieces("区委书记林晓", "區委林曉")]
    [('same', '區委'), ('removed', '书记'), ('same', '林曉')]
    """
    found: list[Piece] = []
    end = later_end = 0
    for start, later_start, length in (*_shared(before, after), (len(before), len(after), 0)):
        _append(found, "removed", before[end:start])
        _append(found, "added", after[later_end:later_start])
        _append(found, "same", after[later_start : later_start + length])
        end, later_end = start + length, later_start + length
    return _by_lines(found)


def count(found: Iterable[Piece], change: Change) -> int:
    """How many characters were added, or removed, white space not counted.

    >>> count(pieces("区委书记 林晓", "区委林晓"), "removed")
    2
    """
    return sum(len("".join(one.text.split())) for one in found if one.change == change)


def _all_removed(open_pieces: Sequence[Piece]) -> bool:
    return all(piece.change == "removed" for piece in open_pieces)


def _by_lines(found: Sequence[Piece]) -> list[Piece]:
    """Let what was added or removed end with a line, where that says the same.

    Where two lines end alike and one of them is gone, the other may have been given its end.
    """
    moved: list[Piece] = []
    for piece in found:
        line_end = piece.text[: piece.text.find("\n") + 1]
        changed = [at for at, one in list(enumerate(moved))[-2:] if one.change != "same"]
        at = next((at for at in changed if line_end and line_end in moved[at].text), None)
        if piece.change != "same" or at is None:
            moved.append(piece)
            continue
        kind, (kept, _, line) = moved[at].change, moved[at].text.partition(line_end)
        moved[at] = Piece(kind, kept)
        moved.append(Piece("same", line_end))
        moved.append(Piece(kind, line + line_end))
        moved.append(Piece("same", piece.text[len(line_end) :]))
    return [piece for piece in moved if piece.text]


def _append(found: list[Piece], change: Change, text: str) -> None:
    if text:
        found.append(Piece(change, text))


def _shared(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    """Where what both texts share begins in each, and its length in characters."""
    one, other = fold(before), fold(after)
    runs = align(tuple(one), tuple(other))
    end = other_end = 0
    for at, other_at, length in (
        *((run.one, run.other, run.length) for run in runs),
        (len(one), len(other), 0),
    ):
        for start, other_start, size in _fine(one[end:at], other[other_end:other_at]):
            yield end + start, other_end + other_start, size
        if length:
            yield at, other_at, length
        end, other_end = at + length, other_at + length


def _fine(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """The shared stretches of a gap; single characters in the middle are chance, not text."""
    if not one or not other or max(len(one), len(other)) > _LONGEST_GAP:
        return
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for start, other_start, size in matcher.get_matching_blocks():
        is_end = (start, other_start) == (0, 0) or (start + size, other_start + size) == (
            len(one),
            len(other),
        )
        if size >= _SHORTEST or (size and is_end):
            yield start, other_start, size
