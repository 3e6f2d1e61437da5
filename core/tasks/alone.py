"""What a network says that answers alone, not averaged with those of other seeds."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats


@dataclass(frozen=True)
class Alone:
    """One network's answer."""

    seeds: list[int]
    mean: Floats  # (examples, outputs)

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""
        told = self.mean.round(6).tolist()
        return {"seeds": self.seeds, "probabilities": told, "seed": self.seeds[0], "single": told}
