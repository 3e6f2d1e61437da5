"""Where a step lies in its seasons, as numbers that networks read."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.seasons import natural_periods

MOST_PLACES = 24  # of a season that is told place by place
DAYS = 24 * 7


@dataclass(frozen=True)
class Positions:
    """The seasons of a grid."""

    periods: tuple[int, ...]  # told by sine and cosine
    places: int  # of the season that is told place by place; 0 for none

    @property
    def waves(self) -> int:
        """Numbers of `waved`."""
        return 2 * len(self.periods) + self._within

    @property
    def _within(self) -> int:
        """Shorter periods in the longest one, such as days of a week; 0 where they are not told apart."""
        if len(self.periods) < 2 or self.periods[-1] % self.periods[0]:
            return 0
        count = self.periods[-1] // self.periods[0]
        return count if count <= MOST_PLACES else 0

    def waved(self, steps: Ints) -> Floats:
        """Sine and cosine of each season, and which of the shorter ones in a longer one; (…, waves)."""
        found: list[Floats] = []
        for period in self.periods:
            angle = 2 * np.pi * (steps % max(period, 1)) / max(period, 1)
            found += [np.sin(angle), np.cos(angle)] if period > 1 else [0.0 * angle, 0.0 * angle]
        if self._within:
            which = steps % self.periods[-1] // self.periods[0]
            found += [(which == one).astype(float) for one in range(self._within)]
        return np.stack(found, axis=-1) if found else np.empty((*steps.shape, 0))

    def placed(self, steps: Ints) -> Floats:
        """Which place of the season a step has, one number for each; (…, places), else as `waved`."""
        return np.eye(self.places)[steps % self.places] if self.places else self.waved(steps)

    @property
    def beside(self) -> int:
        """Numbers of `placed`."""
        return self.places or self.waves


def positions_of(frequency: str | None, season: int, found: int) -> Positions:
    """The seasons that a frequency has, or that a person named.

    Args:
        season: As asked for; 0 where it was told from the series.
        found: What was told; it changes the numbers, never how many they are.
    """
    natural = natural_periods(frequency)[:2]
    periods = natural or ((season or found,) if season != 1 else ())
    return Positions(periods, season if 1 < season <= MOST_PLACES else 0)
