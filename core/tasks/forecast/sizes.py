"""What a forecasting network is connected to."""

from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import ForecastSpec


def sizes(data: Dataset, spec: ExperimentSpec) -> Ends:
    """Inputs and outputs of the networks; raises whatever makes the series unfit for these settings."""
    prepared = prepare(data, spec.of(ForecastSpec))
    return forecast_ends(spec, prepared.columns, prepared.chosen.blocks)


def forecast_ends(spec: ExperimentSpec, columns: int, blocks: int = 1) -> Ends:
    """A network reads the target, the covariates and the calendar; it tells one step or all.

    Args:
        columns: Numbers per step, as the series was prepared.
        blocks: Rows that are read as one step.
    """
    task = spec.of(ForecastSpec)
    outputs = 1 if task.strategy == "recursive" else task.horizon
    return Ends(columns, outputs, covariates=blocks * len(task.covariates))
