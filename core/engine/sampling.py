"""Which setting a sweep tries next, by Optuna's samplers (Akiba et al. 2019).

A study is built anew from what the store knows each time, so that a sampler needs no memory of its own:
the same trials give the same next setting, whoever asks.
"""

import random
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.samplers import BaseSampler, GridSampler, RandomSampler, TPESampler
from optuna.trial import TrialState, create_trial

from core.sweeps.records import Trial
from core.sweeps.spec import DIMENSIONS, NUMBERS, WHOLE, Setting, SweepSpec, setting_from

TRIES = 30  # to draw a setting that was not tried yet
DIGITS = 3  # significant ones of a learning rate that was drawn
STRIDE = 1009  # between the seeds of two draws

optuna.logging.set_verbosity(optuna.logging.WARNING)


def next_setting(spec: SweepSpec, trials: Sequence[Trial]) -> Setting | None:
    """The next setting to try; None when there is none that was not tried.

    Args:
        trials: All that were begun, in their order.
    """
    known = {trial.setting for trial in trials}
    if spec.sampler == "grid":
        return next((setting for setting in grid_order(spec) if setting not in known), None)
    for attempt in range(TRIES):
        seed = (spec.seed + STRIDE * (len(trials) * TRIES + attempt)) % 2**32
        setting = _drawn(spec, trials, seed)
        if setting not in known:
            return setting
    left = [setting for setting in spec.grid() if setting not in known]
    return random.Random(spec.seed + len(trials)).choice(left) if left else None


@lru_cache(maxsize=4)
def grid_order(spec: SweepSpec) -> tuple[Setting, ...]:
    """All settings of a grid in the order in which Optuna takes them: a grid cut short is a fair sample."""
    space = {name: list(getattr(spec, name)) for name in DIMENSIONS}
    study = optuna.create_study(sampler=GridSampler(space, seed=spec.seed))
    found = []
    for _ in range(spec.combinations):
        trial = study.ask()
        found.append(setting_from({name: trial.suggest_categorical(name, space[name]) for name in space}))
    return tuple(dict.fromkeys(found))


def _drawn(spec: SweepSpec, trials: Sequence[Trial], seed: int) -> Setting:
    space = {name: _distribution(spec, name) for name in DIMENSIONS}
    study = optuna.create_study(sampler=_sampler(spec, seed))
    study.add_trials([_told(trial, space) for trial in trials if trial.ended])
    params = study.ask(space).params
    return setting_from({name: _rounded(spec, name, params[name]) for name in DIMENSIONS})


def _sampler(spec: SweepSpec, seed: int) -> BaseSampler:
    return RandomSampler(seed=seed) if spec.sampler == "random" else TPESampler(seed=seed)


def _distribution(spec: SweepSpec, name: str) -> BaseDistribution:
    values = getattr(spec, name)
    if not spec.between or name not in NUMBERS or len(values) == 1:
        return CategoricalDistribution(values)
    kind = IntDistribution if name in WHOLE else FloatDistribution
    return kind(min(values), max(values), log=True)  # sizes and rates differ by factors


def _rounded(spec: SweepSpec, name: str, value: Any) -> Any:
    """A drawn rate as people would write it, within its limits."""
    if name != "learning_rate" or not spec.between:
        return value
    return min(max(float(f"{value:.{DIGITS}g}"), spec.learning_rate[0]), spec.learning_rate[-1])


def _told(trial: Trial, space: dict[str, BaseDistribution]) -> optuna.trial.FrozenTrial:
    """A trial as Optuna knows them: one that failed was given up, which is worse than any loss."""
    setting = trial.setting
    params = {"cells": setting.cell} | {name: getattr(setting, name) for name in NUMBERS}
    state = TrialState.COMPLETE if trial.state == "done" else TrialState.PRUNED
    value = trial.loss if trial.state == "done" else None
    return create_trial(state=state, params=params, distributions=space, value=value)
