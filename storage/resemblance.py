"""How texts are found to be alike: the arithmetic that the application hands in."""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, slots=True)
class Resemblance:
    """What storage needs to know of texts to find those that tell the same.

    `sketch` gives a few signed 64-bit numbers, of which two texts that share much have some in
    common; none for a text too short to compare. `alike` says whether two texts tell the same,
    in whatever order they are given. Both see only what the digest of a text sees: texts with
    one digest give one answer.
    """

    sketch: Callable[[str], tuple[int, ...]]
    alike: Callable[[str, str], bool]
