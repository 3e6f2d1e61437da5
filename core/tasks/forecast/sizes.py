"""What a forecasting network is connected to."""

from core.data.frame import Dataset
from core.specs import ExperimentSpec
from core.store.plan import Ends
from core.tasks.forecast.fitness import check
from core.tasks.forecast.prepare import chosen_for, source_of
from core.tasks.forecast.spec import ForecastSpec


def sizes(data: Dataset, spec: ExperimentSpec) -> Ends:
    """Inputs and outputs of the networks; raises whatever makes the series unfit for these settings.

    What networks read is chosen from the values, and remembered; nothing is scaled or cut into windows.
    """
    task = spec.of(ForecastSpec)
    check(data, spec)
    source, blocks = source_of(data, task)
    chosen = chosen_for(data, task, source, blocks).networks
    by_row = 1 + chosen.level + source.others.shape[1]  # these are read row by row, the others once a step
    once = chosen.calendar * source.calendar.shape[1] + source.holidays.shape[1]
    return forecast_ends(spec, by_row * chosen.blocks + once, chosen.blocks)


def forecast_ends(spec: ExperimentSpec, columns: int, blocks: int = 1) -> Ends:
    """A network reads the target, the covariates and the calendar; it tells one step or all.

    Args:
        columns: Numbers per step, as the series was prepared.
        blocks: Rows that are read as one step.
    """
    task = spec.of(ForecastSpec)
    outputs = 1 if task.strategy == "recursive" else task.horizon
    return Ends(columns, outputs, covariates=blocks * len(task.covariates))
