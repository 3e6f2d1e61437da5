"""The learning rate from epoch to epoch, and when to stop."""

import math
from dataclasses import dataclass, field

from core.specs import TrainingSpec

CUT = 0.5  # what a plateau leaves of the rate


@dataclass
class Schedule:
    """Follows the validation losses of one training.

    On a plateau the rate is halved each time half the patience has passed without a better loss: a series
    that is still being learnt keeps its rate, one that is learnt ends sooner (`docs/performance.md`).
    """

    training: TrainingSpec
    best: float = math.inf
    best_epoch: int = 0
    rates: list[float] = field(default_factory=list)  # of the epochs so far

    def next_rate(self) -> float | None:
        """The rate of the next epoch; None if training is over."""
        if self._is_over():
            return None
        rate = self.rates[-1] if self.rates else self.training.learning_rate
        wait, idle = max(1, self.training.patience // 2), self._idle()
        if self.training.schedule == "plateau" and idle and idle % wait == 0:
            rate *= CUT
        self.rates.append(rate)
        return rate

    def improved(self, loss: float) -> bool:
        """Note the validation loss of the epoch that has ended; whether it is the lowest."""
        if loss >= self.best:
            return False
        self.best, self.best_epoch = loss, len(self.rates)
        return True

    def _is_over(self) -> bool:
        return len(self.rates) >= self.training.epochs or self._idle() >= self.training.patience

    def _idle(self) -> int:
        """Epochs since the best one; 0 as long as nothing is judged."""
        return len(self.rates) - self.best_epoch if self.best_epoch else 0


@dataclass
class Replay(Schedule):
    """Goes through the rates of an earlier training, which the rows it stopped on may have become part of."""

    planned: tuple[float, ...] = ()

    def next_rate(self) -> float | None:
        """The rate of the next epoch; None if training is over."""
        if len(self.rates) == len(self.planned):
            return None
        self.rates.append(self.planned[len(self.rates)])
        return self.rates[-1]
