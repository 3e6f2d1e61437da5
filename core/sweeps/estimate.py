"""What a sweep will cost: how many trainings, and how long, from what trainings of this data have taken."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from core.store.database import reading
from core.store.schema import experiments, runs
from core.sweeps.records import Sweep, Trial
from core.sweeps.spec import SweepSpec

ALIKE = ("backtest", "trial")  # kinds of runs that train one network on the training rows


@dataclass(frozen=True)
class Cost:
    """A sweep before it begins."""

    settings: int
    trainings: int  # of all settings
    scoring: int  # runs that score the winner: its seeds, the refits, the baselines
    seconds: float | None  # of it all; None where no training of this data has ended yet


def cost(spec: SweepSpec, seconds: float | None, workers: int) -> Cost:
    """How much a sweep is at most.

    Args:
        seconds: Of one training, see `seconds_per_run`.
        workers: That train side by side.
    """
    trainings, scoring = spec.settings * spec.seeds, 1 + spec.seeds * (1 + spec.base.refit)
    takes = None if seconds is None else seconds * trainings / max(workers, 1)
    if takes is not None and spec.minutes:
        takes = min(takes, 60.0 * spec.minutes)
    last = 0.0 if seconds is None else seconds * scoring / max(workers, 1)
    return Cost(spec.settings, trainings, scoring, None if takes is None else takes + last)


def seconds_per_run(database: Engine, data: str) -> float | None:
    """Mean seconds of the trainings of a data set that ended well, of whatever settings."""
    took = func.avg(runs.c.finished - runs.c.started)
    query = (
        select(took)
        .join(experiments, experiments.c.id == runs.c.experiment)
        .where(experiments.c.data == data, runs.c.kind.in_(ALIKE), runs.c.state == "done")
    )
    with reading(database) as connection:
        found = connection.execute(query).scalar()
    return None if found is None else max(float(found), 0.0)


def seconds_left(sweep: Sweep, trials: Sequence[Trial], workers: int) -> float | None:
    """Seconds until the last setting has ended, as long as those that ended took; None before the first."""
    ended = [run for trial in trials for run in trial.runs if run.state == "done"]
    took = [run.finished - run.started for run in ended if run.finished and run.started]
    if not took:
        return None
    takes, left = sum(took) / len(took), sweep.spec.settings * sweep.spec.seeds
    left -= sum(run.finished is not None for trial in trials for run in trial.runs)
    seconds = takes * max(left, 0) / max(workers, 1)
    if sweep.spec.minutes:
        until = trials[0].created + 60.0 * sweep.spec.minutes - time.time()
        seconds = min(seconds, max(until, takes))
    return seconds
