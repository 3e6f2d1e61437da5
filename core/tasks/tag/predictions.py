"""What a cell answers about words: the mean of its networks' probabilities, the same everywhere."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats


@dataclass(frozen=True)
class TagPrediction:
    """One cell's answer about one word."""

    seeds: list[int]  # whose networks are averaged
    mean: Floats  # (1, tags)
    seed: int  # of the one network that is looked into
    single: Floats  # what that one says

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""
        return {
            "seeds": self.seeds, "probabilities": self.mean.round(6).tolist(),
            "seed": self.seed, "single": self.single.round(6).tolist(),
        }  # fmt: skip
