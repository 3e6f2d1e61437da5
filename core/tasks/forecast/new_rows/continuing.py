"""Kept networks learn on from new rows: a little, judged on the latest, and only where it does no harm.

A network begins from its training each time, so that what is told depends on the rows alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError
from core.evaluate import known
from core.networks.schedule import Replay
from core.networks.trainers import Trainer
from core.networks.training import Part, fit
from core.tasks.forecast.forecasting import forecasts
from core.tasks.forecast.prepare import Prepared
from core.tasks.loaded import put_weights
from core.tasks.question import Question, TrainedNetwork

UPDATES = 30  # of the weights
SLOWER = 0.1  # of the rate of the training
FEWEST = 3  # origins to learn from, and to judge by
HELD = 3  # part of the new origins that judges: the latest third

Make = Callable[[TrainedNetwork], Trainer]


@dataclass(frozen=True, eq=False)
class Continued:
    """A cell that learnt on."""

    forecast: Floats  # (horizon,) from the last row: by what learnt on, or as trained where that was worse
    before: float  # mean absolute error on the held-back origins, as trained
    after: float
    origins: int  # held back

    @property
    def kept(self) -> bool:
        """Whether it is not worse."""
        return self.after <= self.before


def continued(
    question: Question, prepared: Prepared, kept: list[TrainedNetwork], since: int, make: Make
) -> Continued:
    """Let a cell's networks learn on, and forecast from the last row.

    Args:
        prepared: The series as they were trained on it, with the rows that have come.
        since: The first row that they have not seen.
        make: A trainer for a network of theirs, begun anew.

    Raises:
        UserError: `too_few_to_continue`, with the new rows there are and that are needed.
    """
    learn, held = origins_since(prepared, since)
    truth = prepared.examples(held).truth
    before = np.mean([forecasts(_as_trained(make, one), prepared, held) for one in kept], axis=0)
    after = np.mean([_told(question, make, one, prepared, learn, held) for one in kept], axis=0)
    was, now = (float(known.losses(each, truth).mean()) for each in (before, after))
    last, whole = np.array([len(prepared.values) - 1]), np.concatenate([learn, held])
    if now <= was:
        found = [_told(question, make, one, prepared, whole, last)[0] for one in kept]
    else:
        found = [forecasts(_as_trained(make, one), prepared, last)[0] for one in kept]
    return Continued(np.mean(found, axis=0), was, now, len(held))


def origins_since(prepared: Prepared, since: int) -> tuple[Ints, Ints]:
    """Origins to learn from and to judge by: all that is judged comes after all that was learnt.

    Raises:
        UserError: `too_few_to_continue`.
    """
    rows, horizon, lookback = len(prepared.values), prepared.task.horizon, prepared.task.lookback
    new = rows - since
    held = max(FEWEST, (new - horizon + 1) // HELD)
    cut = rows - horizon - held + 1  # the row from which on values judge
    learn = np.arange(max(since - horizon, lookback), cut - horizon, dtype=np.int64)
    judged = np.arange(cut - 1, rows - horizon, dtype=np.int64)
    learn, judged = (each[known.some(prepared.examples(each).truth)] for each in (learn, judged))
    if cut <= since or len(learn) < FEWEST or len(judged) < FEWEST:
        raise UserError("too_few_to_continue", have=new, need=horizon + 2 * FEWEST - 1)
    return learn, judged


def _as_trained(make: Make, one: TrainedNetwork) -> Trainer:
    trainer = make(one)
    put_weights(trainer.network, one)
    return trainer


def _told(
    question: Question, make: Make, one: TrainedNetwork, prepared: Prepared, learn: Ints, rows: Ints
) -> Floats:
    """What a network tells from some origins once it has learnt from others, (origins, horizon)."""
    trainer, training = _as_trained(make, one), question.spec.training
    examples = prepared.examples(learn).with_answers()
    path = Replay(training, UPDATES, planned=(SLOWER * training.learning_rate,))
    fit(trainer, [Part(examples.x, examples.y)], path, seed=one.seed)
    return forecasts(trainer, prepared, rows)
