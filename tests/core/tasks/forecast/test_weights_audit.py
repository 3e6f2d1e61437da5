"""A training that has seen the test rows is found out by its weights."""

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.source import fit_origins
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.job import Job

pytest.importorskip("keras")
pytestmark = pytest.mark.keras

TASK = ForecastSpec(target="y", horizon=2, lookback=6, transform="differences")


class SeesTheTest(Prepared):
    """Trains on the windows of all rows."""

    def everything(self):
        return self.examples(fit_origins(self.source, self.chosen, self.cuts.rows))


def before_the_test(data, chosen):
    return prepare(data, TASK, before=prepare(data, TASK).cuts.calibration_end, chosen=chosen)


@pytest.fixture
def audited():
    """Returns `audit(cell, prepared_from)` of a small walk."""
    from core.tasks.forecast.weights_audit import weights_audit

    walk = np.random.default_rng(3).normal(size=160).cumsum()
    data = canonical(pd.DataFrame({"y": walk}), name="walk", source="upload")
    model, training = ModelSpec(units=4, dropout=0.2), TrainingSpec(updates=40, batch=16)
    spec = ExperimentSpec(data=data.sha256, task=TASK, model=model, training=training, seeds=1)

    def audit(cell, prepared_from):
        job = Job("r", "e", 1, "forecast", "backtest", cell, 1, 4, "", b"", kernel="standard")
        return weights_audit(job, spec, data, prepared_from)

    return audit


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_weights_that_saw_test_rows_move_and_those_of_the_clean_twin_do_not(audited, cell):
    planted = audited(cell, lambda data, chosen: SeesTheTest(**vars(before_the_test(data, chosen))))
    assert planted["moved"] > 0 and planted["repeats"]
    clean = audited(cell, before_the_test)
    assert clean["moved"] == 0 and clean["repeats"] and clean["compared"] > 30
