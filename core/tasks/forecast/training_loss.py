"""Which loss a network is trained with, where that is left to us."""

from dataclasses import replace

from core.specs import TrainingSpec
from core.tasks.forecast.non_negative import intermittent
from core.tasks.forecast.prepare import Prepared


def settled(training: TrainingSpec, prepared: Prepared) -> TrainingSpec:
    """A training whose loss is named: the absolute error, for it is what forecasts are scored by.

    Where demand comes now and then the squared one: the absolute error is lowest for the median, which is 0
    at every step and no forecast of demand (Kolassa 2016).
    """
    if training.loss != "auto":
        return training
    now_and_then = prepared.non_negative and intermittent(prepared.truth[: prepared.cuts.train_end])
    return replace(training, loss="mse" if now_and_then else "mae")
