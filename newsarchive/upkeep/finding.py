"""What an examination of an archive found."""

import dataclasses
from typing import Literal

Weight = Literal["problem", "note"]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; a note is harmless.

    `repaired` tells that it was put right, or needs no more than what the sentence says.
    """

    check: str
    weight: Weight
    sentence: str
    repaired: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is wrong still."""
        return self.weight == "problem" and not self.repaired
