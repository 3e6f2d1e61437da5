"""The simple methods' run: fitted before what they tell, refitted before the test and for the future."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import Ridge

from core.data.frame import Dataset
from core.evaluate import PROTOCOL
from core.evaluate.metrics import mase_scale
from core.specs import ExperimentSpec
from core.tasks.forecast.baselines import all_baselines
from core.tasks.forecast.prepare import prepare, ridge_reading
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="sales", horizon=3, lookback=12, folds=2)
ROWS = 220


def series(rows=ROWS, shock=0.0, since=ROWS):
    """Two years of days with a weekly rhythm; all rows from one on may be shifted."""
    steps = np.arange(rows)
    values = 50 + 8 * np.sin(steps * 2 * np.pi / 7) + np.random.default_rng(1).normal(size=rows).cumsum()
    values[since:] += shock
    index = pd.date_range("2024-01-01", periods=rows, freq="D", name="time").as_unit("us")
    frame = pd.DataFrame({"sales": values}, index=index)
    return Dataset(frame=frame, name="shop", source="upload", target="sales", frequency="D")


def run(data, task=TASK):
    return all_baselines(ExperimentSpec(data=data.sha256, task=task), data)


@pytest.fixture(scope="module")
def found():
    return run(series())


def test_every_method_tells_calibration_test_and_future(found):
    facts, arrays = found
    names = {name.split("/")[1] for name in arrays if name.startswith("test/")}
    assert names >= {"last_value", "mean", "drift", "seasonal_naive", "ets", "theta", "auto_arima", "ridge"}
    for block, shape in (("calibration", arrays["calibration_truth"].shape), ("final", (3,))):
        assert {arrays[f"{block}/{name}"].shape for name in names} == {shape}
    assert facts["protocol"] == PROTOCOL and facts["skipped"] == {}
    assert facts["folds"] == facts["cuts"]["folds"] > 1


def test_calibration_covers_validation_too_and_was_fitted_on_training_rows(found):
    facts, arrays = found
    cuts = facts["cuts"]
    assert arrays["calibration_origins"][0] == cuts["train_end"] - 1
    assert arrays["calibration_origins"][-1] == cuts["calibration_end"] - 1 - TASK.horizon
    train = series().frame["sales"].to_numpy()[: cuts["train_end"]]
    np.testing.assert_allclose(arrays["calibration/mean"], train.mean())


def test_the_test_is_refitted_before_each_fold_and_the_future_on_all_rows(found):
    facts, arrays = found
    values, prepared = series().frame["sales"].to_numpy(), prepare(series(), TASK)
    told = [values[:before].mean() for before, origins in prepared.test_folds() for _ in origins]
    np.testing.assert_allclose(arrays["test/mean"][:, 0], told)
    np.testing.assert_allclose(arrays["final/mean"], values.mean())
    assert len(set(np.round(told, 9))) == facts["folds"]
    assert facts["scale"] == pytest.approx(
        mase_scale(values[: facts["cuts"]["calibration_end"]], facts["period"])
    )


def test_ridge_is_scikit_learns_on_the_same_windows_with_the_chosen_penalty(found):
    facts, arrays = found
    data = series()
    for block, before in (("calibration", facts["cuts"]["train_end"]), ("final", ROWS)):
        prepared = prepare(data, TASK, before=before, chosen=ridge_reading(data, TASK))
        fitted = prepared.everything()
        origins = np.array([ROWS - 1]) if block == "final" else arrays["calibration_origins"]
        model = Ridge(alpha=facts["ridge"]["penalty"] * len(fitted.origins))
        model.fit(prepared.ridge_inputs(fitted.origins), fitted.y)
        told = prepared.forecast(model.predict(prepared.ridge_inputs(origins)), origins)
        np.testing.assert_allclose(np.atleast_2d(arrays[f"{block}/ridge"]), told, rtol=1e-8)


def test_rows_of_the_test_change_nothing_that_was_told_before_it(found):
    facts, arrays = found
    end = facts["cuts"]["calibration_end"]
    _, shocked = run(series(shock=100.0, since=end))
    for name in (name for name in arrays if name.startswith("calibration/")):
        np.testing.assert_array_equal(arrays[name], shocked[name], err_msg=name)
        first = name.replace("calibration", "test")
        np.testing.assert_array_equal(arrays[first][0], shocked[first][0], err_msg=first)


def test_where_networks_go_step_by_step_ridge_tells_all_steps():
    _, arrays = run(series(), replace(TASK, strategy="recursive"))
    assert arrays["test/ridge"].shape == arrays["test_truth"].shape
    assert np.ptp(arrays["test/ridge"], axis=1).min() > 0
