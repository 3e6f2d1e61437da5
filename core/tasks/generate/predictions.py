"""What a network says of the character that comes next."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats


@dataclass(frozen=True)
class NextCharacter:
    """One network's answer."""

    seeds: list[int]
    mean: Floats  # (texts, characters)

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""
        told = self.mean.round(6).tolist()
        return {"seeds": self.seeds, "probabilities": told, "seed": self.seeds[0], "single": told}
