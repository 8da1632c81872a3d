"""How texts are found to be alike: the arithmetic that the application hands in."""

import dataclasses
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, slots=True)
class Wording:
    """The words by which articles are compared."""

    title: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Resemblance:
    """What storage needs to know of texts to find those that tell the same.

    `digest` takes a text and its title and gives what equal texts have in common, None for one
    that is too thin to compare. `sketch` gives a few signed 64-bit numbers, of which two texts
    that share much have some in common; none for a text too short to compare. `alike` says
    whether two texts, each with its title, tell the same, in whatever order they are given. Both
    see only what the digest sees: texts with one digest give one answer. `version` changes with
    the rules; what others found is found anew (see storage.comparing).
    """

    version: str
    digest: Callable[[str, str], str | None]
    sketch: Callable[[str], tuple[int, ...]]
    alike: Callable[[Wording, Wording], bool]
