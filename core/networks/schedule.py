"""The learning rate from look to look at the validation loss, and when to stop."""

import math
from dataclasses import dataclass, field

from core.specs import TrainingSpec

CUT = 0.5  # what a plateau leaves of the rate


@dataclass
class Schedule:
    """Follows the validation losses of one training, which is looked at every so many updates.

    The weights before the first update are a candidate like those of every look. On a plateau the rate is
    halved each time half the patience has passed without a better loss: a series that is still being learnt
    keeps its rate, one that is learnt ends sooner (`docs/performance.md`).
    """

    training: TrainingSpec
    check: int  # updates between two looks
    best: float = math.inf
    best_look: int = 0  # 0: before the first update
    rates: list[float] = field(default_factory=list)  # of the looks so far

    def next_rate(self) -> float | None:
        """The rate until the next look; None if training is over."""
        if self._is_over():
            return None
        rate = self.rates[-1] if self.rates else self.training.learning_rate
        wait, idle = max(1, round(self.training.patience / 2 / self.check)), self._idle()
        if self.training.schedule == "plateau" and idle and idle % wait == 0:
            rate *= CUT
        self.rates.append(rate)
        return rate

    def improved(self, loss: float) -> bool:
        """Note the validation loss now; whether it is the lowest."""
        if loss >= self.best:
            return False
        self.best, self.best_look = loss, len(self.rates)
        return True

    @property
    def looks(self) -> int:
        """How many there may be."""
        return max(1, self.training.updates // self.check)

    def _is_over(self) -> bool:
        done = len(self.rates) * self.check
        waited = self._idle() * self.check >= self.training.patience and done >= self.training.least
        return len(self.rates) >= self.looks or waited

    def _idle(self) -> int:
        """Looks since the best one; 0 as long as nothing is judged."""
        return len(self.rates) - self.best_look if math.isfinite(self.best) else 0


@dataclass
class Replay(Schedule):
    """Goes through the rates of an earlier training, which the rows it stopped on may have become part of."""

    planned: tuple[float, ...] = ()

    def next_rate(self) -> float | None:
        """The rate until the next look; None if training is over."""
        if len(self.rates) == len(self.planned):
            return None
        self.rates.append(self.planned[len(self.rates)])
        return self.rates[-1]
