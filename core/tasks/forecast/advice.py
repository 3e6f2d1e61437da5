"""Settings that suit a data set: what a newcomer starts with, and what the engine keeps warm."""

from dataclasses import replace

from core.data.frame import Dataset
from core.data.gaps import with_missing_times
from core.data.measured import Measured
from core.data.samples import SAMPLES
from core.evaluate.known import filled
from core.evaluate.seasons import detect_period
from core.specs import ExperimentSpec, TrainingSpec
from core.tasks.forecast.day_blocks import FEWEST_DAYS, LONGEST_LOOKBACK, WIDEST_DAY, rows_of_day
from core.tasks.forecast.spec import PRESETS, ForecastSpec

FEW_ROWS = 500  # whose few validation rows say little about when to stop
USUAL = 60  # rows
WEEK = 7  # days
SHARE = 6  # of the rows, one such part at most


def usual_lookback(data: Dataset, target: str | None = None) -> int:
    """Steps that suit a series of so many rows: a week where a day has a season within it."""
    rows = Measured(data, with_missing_times(data), target or data.target)
    count, day = len(rows.frame), rows_of_day(data)
    most = min(LONGEST_LOOKBACK, count // SHARE)
    if 1 < day <= WIDEST_DAY and most >= FEWEST_DAYS * day:
        values = filled(rows.values.to_numpy(dtype=float))
        usual = data.usual.cycles if data.usual else ()
        if detect_period(values[: count // 2], data.frequency, usual) % day == 0:
            return min(WEEK, most // day) * day
    return max(4, min(USUAL, most))


def suited(training: TrainingSpec, rows: int) -> TrainingSpec:
    """With more updates before patience may end the training where rows are few: there they cost little."""
    if rows >= FEW_ROWS:
        return training
    return replace(training, least=max(training.least, 1500), patience=max(training.patience, 500))


def recommended(data: Dataset, preset: str = "quick") -> ExperimentSpec:
    """The preset with the target and horizon that suit the data; a sample brings its own advice."""
    base = PRESETS[preset]
    sample = SAMPLES.get(data.name) if data.source == "sample" else None
    if sample is None:
        lookback = usual_lookback(data)
        task = ForecastSpec(target=data.target, horizon=max(1, min(5, lookback // 2)), lookback=lookback)
        return replace(base, data=data.sha256, task=task, training=suited(base.training, len(data.frame)))
    task = ForecastSpec(
        target=sample.target, horizon=sample.horizon, lookback=sample.lookback, **sample.task_changes
    )
    spec = replace(base, data=data.sha256, task=task, training=suited(base.training, len(data.frame)))
    if preset != "quick":  # what makes a sample quick has no place in a careful training
        return spec
    return replace(
        spec,
        model=replace(base.model, **sample.model_changes),
        training=replace(spec.training, **sample.training_changes),
    )
