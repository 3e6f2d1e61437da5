"""Settings that suit a data set: what a newcomer starts with, and what the engine keeps warm."""

from dataclasses import replace

from core.data.frame import Dataset
from core.data.gaps import with_missing_times
from core.data.measured import Measured
from core.data.samples import SAMPLES
from core.specs import PRESETS, ExperimentSpec, ForecastSpec


def usual_lookback(data: Dataset, target: str | None = None) -> int:
    """Steps that suit a series of so many rows."""
    rows = len(Measured(data, with_missing_times(data), target or data.target).frame)
    return max(4, min(60, rows // 6))


def recommended(data: Dataset, preset: str = "quick") -> ExperimentSpec:
    """The preset with the target and horizon that suit the data; a sample brings its own advice."""
    base = PRESETS[preset]
    sample = SAMPLES.get(data.name) if data.source == "sample" else None
    if sample is None:
        lookback = usual_lookback(data)
        task = ForecastSpec(target=data.target, horizon=max(1, min(5, lookback // 2)), lookback=lookback)
        return replace(base, data=data.sha256, task=task)
    task = ForecastSpec(
        target=sample.target, horizon=sample.horizon, lookback=sample.lookback, **sample.task_changes
    )
    spec = replace(base, data=data.sha256, task=task)
    if preset != "quick":  # what makes a sample quick has no place in a careful training
        return spec
    return replace(
        spec,
        model=replace(base.model, **sample.model_changes),
        training=replace(base.training, **sample.training_changes),
    )
