"""What all baselines forecast from some origins, fitted on the rows before a cut. Heavy: workers only."""

from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Ints
from core.data.frame import Dataset
from core.evaluate.baseline_forecasts import BaselineForecasts, baseline_forecasts
from core.evaluate.baselines import Windows
from core.evaluate.ridge import MOST_NUMBERS
from core.tasks.forecast.moved import fitted_on_all, moved
from core.tasks.forecast.non_negative import intermittent
from core.tasks.forecast.prepare import Prepared, prepare, ridge_reading
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec


@dataclass(frozen=True)
class RefittedBaselines:
    """One series and task, with what was chosen before anything is refitted."""

    data: Dataset
    prepared: Prepared  # fitted on the training rows
    ridge: Prepared  # the same windows, read as ridge reads them best, all steps told at once
    intermittent: bool  # demand comes now and then, as the training rows have it

    @classmethod
    def of(
        cls, data: Dataset, task: ForecastSpec, chosen: Chosen | None = None, ridge: Chosen | None = None
    ) -> "RefittedBaselines":
        """Prepare a series; what was chosen for it is found where it is not given."""
        prepared = prepare(data, task, chosen=chosen)
        train = prepared.truth[: prepared.cuts.train_end]
        now_and_then = prepared.non_negative and intermittent(train)
        return cls(data, prepared, _for_ridge(data, task, ridge), now_and_then)

    def forecasts(self, origins: Ints, before: int) -> BaselineForecasts:
        """Forecasts (origins, horizon) by method, all refitted on the rows before one of them.

        They end at 0 where the quantity does, as those rows have it: what is scored is what is sent.
        """
        return self._told(self._before(self.prepared, before), self._before(self.ridge, before), origins)

    def ahead(self, data: Dataset) -> BaselineForecasts:
        """The same from the last row of the series with later ones, (1, horizon), refitted on all of them."""
        rows = self.prepared.cuts.rows
        before, ridge = self._before(self.prepared, rows), self._before(self.ridge, rows)
        now = fitted_on_all(before, moved(before.source, data))
        last = np.array([now.before - 1], dtype=np.int64)
        return self._told(now, fitted_on_all(ridge, moved(ridge.source, data)), last)

    def _told(self, prepared: Prepared, ridge: Prepared, origins: Ints) -> BaselineForecasts:
        found = baseline_forecasts(
            prepared.truth, first_origins=origins, horizon=prepared.task.horizon, period=prepared.period,
            fit_rows=prepared.before, intermittent=self.intermittent, within=prepared.source.periods,
            windows=windows(ridge, origins),
        )  # fmt: skip
        if not prepared.non_negative:
            return found
        return replace(found, forecasts={name: np.maximum(one, 0.0) for name, one in found.forecasts.items()})

    def _before(self, prepared: Prepared, before: int) -> Prepared:
        return prepare(self.data, prepared.task, before=before, chosen=prepared.chosen)


def windows(prepared: Prepared, origins: Ints) -> Windows:
    """The windows that the networks read, flattened, with their answers; and those at some origins.

    Beyond `MOST_NUMBERS` the fitted ones are thinned, to evenly spaced ones.
    """
    fitted, inputs = prepared.everything().with_answers(), prepared.ridge_inputs(origins)
    count = len(fitted.origins)
    most = min(count, max(1, MOST_NUMBERS // inputs.shape[1]))
    kept = np.arange(most, dtype=np.int64) * count // most
    return Windows(
        prepared.ridge_inputs(fitted.origins[kept]), fitted.y[kept], inputs, prepared.chosen.penalty,
        lambda answers: prepared.forecast(answers, origins),
    )  # fmt: skip


def _for_ridge(data: Dataset, task: ForecastSpec, chosen: Chosen | None) -> Prepared:
    direct = replace(task, strategy="direct")
    return prepare(data, direct, chosen=chosen or ridge_reading(data, direct))
