"""The take-home script: readable, safe with any column name, and equal to the run it repeats."""

import ast
import io
import re
import runpy
import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exports.tables import data_csv
from core.cells import CELLS
from core.data.frame import Dataset
from core.evaluate.metrics import mae, rmse
from core.runs.script import script
from core.runs.script_blanks import CHANGES
from core.runs.spreadsheets import spreadsheet_safe
from core.specs import ExperimentSpec, ForecastSpec, ModelSpec, TrainingSpec
from core.tasks.forecast import prepare
from core.tasks.transforms import TRANSFORMS
from tests.scripts import imported_by_clean

TASK = ForecastSpec(target="sales", horizon=3, lookback=6)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


def series(rows=150, frequency="D", holes=(), **columns):
    """A positive daily series with a late start, and whatever holes and further columns are wanted."""
    index = pd.date_range("2024-01-01", periods=rows, freq=frequency, name="time").as_unit("us")
    steps = np.arange(rows)
    sales = 50 + 10 * np.sin(steps / 3) + np.random.default_rng(3).normal(0, 1, rows)
    sales[:4] = sales[list(holes)] = np.nan
    frame = pd.DataFrame({"sales": sales} | columns, index=index)
    return Dataset(frame=frame, name="shop", source="upload", target="sales", frequency=frequency)


def experiment(data, **changes):
    """A few updates of a tiny network, unless told otherwise."""
    tiny = {"task": TASK, "model": ModelSpec(units=4), "training": TrainingSpec(updates=40, batch=16)}
    return ExperimentSpec(data=data.sha256, **tiny | changes)


def text(data, spec, **changes):
    run = {"cell": "lstm", "seed": 1, "units": 4, "transform": "levels", "best_updates": 20}
    return script(spec, data, **run | {"file_name": "shop.csv"} | changes)


def ours(data, spec, cell, seed, units, kernel="standard", weights=None):
    """The same backtest as a worker does it: best updates, transform, test MAE and RMSE.

    Args:
        weights: File that gets the network's.
    """
    from core.networks.forecasting import forecasts
    from core.networks.ready import Shape, ready_loop
    from core.networks.schedule import Schedule
    from core.networks.training import Part, fit

    prepared = prepare(data, spec.task)
    train, stop = (prepared.block(name).with_answers() for name in ("train", "stop"))
    test = prepared.block("test")
    columns, batch = train.x.table.shape[1], spec.training.batch_size(len(train.x))
    sizes = spec.task.lookback, columns, prepared.steps
    shape = Shape(cell, spec.model, units, *sizes, prepared.gapless)
    loop = ready_loop(shape, spec.training, kernel, batch, seed)
    schedule = Schedule(spec.training, spec.training.check(len(train.x)))
    how = fit(loop, [Part(train.x, train.y, (stop.x, stop.y))], schedule, seed=seed)
    found = forecasts(loop, prepared, test.origins)
    if weights:
        from core.engine.fitting import weights_of

        weights.write_bytes(weights_of(loop.network))
    return how.best_updates, prepared.scaling.transform, mae(test.truth, found), rmse(test.truth, found)


def laid_out(folder, data, body):
    """The script with the data's CSV beside it, as a person would keep them."""
    (folder / "shop.csv").write_bytes(data_csv(data, data.target))
    (folder / "repeat.py").write_text(body, encoding="utf-8")
    return folder / "repeat.py"


HOLES = (30, 31, 32, 33, 60, 105, 140, 141, 142, 143, 144)
LATE = np.where(np.arange(150) < 20, np.nan, np.arange(150) % 5.0)
HOSTILE = '=1+"\n'


def assert_same_figures(said, folder, expected):
    best, _, our_mae, our_rmse = expected
    assert f"best after {best} updates (the original run: {best})" in said
    assert float(re.search(r"test MAE (\S+)", said)[1]) == pytest.approx(our_mae, rel=1e-6)
    assert float(re.search(r"test RMSE (\S+)", said)[1]) == pytest.approx(our_rmse, rel=1e-6)
    table = pd.read_csv(folder / "repeat.forecast.csv")
    last = table[table["origin"] == table["origin"].iloc[-1]]
    assert last["actual"].isna().all() and last["time"].tolist() == ["2024-05-30", "2024-05-31", "2024-06-01"]
    assert np.isfinite(table["forecast"]).all()


@pytest.mark.keras
def test_the_script_gets_the_figures_of_the_run(tmp_path):
    data = series(**{HOSTILE: LATE})
    task = replace(TASK, calendar="yes", covariates=(HOSTILE,))
    spec = experiment(data, task=task, training=TrainingSpec(updates=40, l2=1e-3, loss="huber"))
    expected = best, transform, *_ = ours(data, spec, "gru", 5, 4)
    body = text(data, spec, cell="gru", seed=5, transform=transform, best_updates=best)
    command = [sys.executable, str(laid_out(tmp_path, data, body))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr
    assert_same_figures(done.stdout, tmp_path, expected)


@pytest.mark.keras
def test_the_script_goes_step_by_step_through_layers_both_ways_as_the_run_did(tmp_path, capsys):
    data = series(holes=HOLES)
    task = replace(TASK, transform="differences", strategy="recursive", calendar="yes")
    model = ModelSpec(units=4, layers=2, bidirectional=True, dropout=0.2, recurrent_initializer="identity")
    spec = experiment(data, task=task, model=model)
    expected = best, transform, *_ = ours(data, spec, "rnn", 5, 4)
    body = text(data, spec, cell="rnn", seed=5, transform=transform, best_updates=best)
    runpy.run_path(str(laid_out(tmp_path, data, body)), run_name="__main__")
    assert_same_figures(capsys.readouterr().out, tmp_path, expected)


@pytest.mark.keras
@pytest.mark.parametrize(("cell", "bidirectional"), [("rnn", False), ("lstm", True), ("gru", False)])
def test_with_its_weights_the_script_gets_the_figures_of_the_run_without_training(
    tmp_path, capsys, cell, bidirectional
):
    data = series()
    model = ModelSpec(units=4, layers=2, bidirectional=bidirectional, dropout=0.1)
    spec = experiment(data, model=model, training=TrainingSpec(updates=20, batch=16))
    kernel = "fast" if cell != "lstm" else "standard"
    best, transform, our_mae, our_rmse = ours(
        data, spec, cell, 5, 4, kernel, weights=tmp_path / f"{cell}.weights.h5"
    )
    body = text(data, spec, cell=cell, seed=99, transform=transform, weights_name=f"{cell}.weights.h5")
    runpy.run_path(str(laid_out(tmp_path, data, body)), run_name="__main__")
    said = capsys.readouterr().out
    assert "weights of the original run" in said and "updates: validation" not in said
    assert float(re.search(r"test MAE (\S+)", said)[1]) == pytest.approx(our_mae, rel=1e-6)
    assert float(re.search(r"test RMSE (\S+)", said)[1]) == pytest.approx(our_rmse, rel=1e-6)


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("strategy", ["direct", "recursive"])
def test_the_network_of_the_script_reads_bit_for_bit_what_ours_reads(
    tmp_path, monkeypatch, transform, strategy
):
    monkeypatch.setitem(sys.modules, "keras", types.ModuleType("keras"))
    columns = (HOSTILE,) if strategy == "direct" else ()
    data = series(rows=1500, **{HOSTILE: np.resize(LATE, 1500)})
    task = replace(
        TASK, transform=transform, strategy=strategy, calendar="yes", covariates=columns, test_share=0.5
    )
    prepared = prepare(data, task)
    its = runpy.run_path(
        str(laid_out(tmp_path, data, text(data, experiment(data, task=task), transform=transform)))
    )
    table = its["read"]()
    values, (inputs, mean, deviation) = table["sales"].to_numpy(), its["scaled_inputs"](table)
    np.testing.assert_array_equal(inputs, prepared.features)
    assert (mean, deviation) == (prepared.scaling.input_mean[0], prepared.scaling.input_deviation[0])
    ends = {"train": (0, its["TRAIN_END"]), "stop": (its["TRAIN_END"], its["STOP_END"])}
    ends["test"] = its["TEST_START"], len(values)
    for block, bounds in ends.items():
        examples = prepared.block(block)
        rows = its["origins"](*bounds)[:: its["TEST_STRIDE"] if block == "test" else 1]
        np.testing.assert_array_equal(rows, examples.origins)
        np.testing.assert_array_equal(its["windows"](inputs, rows), examples.x.cut().astype(np.float32))
        shift, scale = its["answer_scale"](values)
        np.testing.assert_array_equal((its["asked"](values, rows) - shift) / scale, examples.y)
        raw = examples.y * scale + shift
        np.testing.assert_array_equal(
            its["answered"](raw, examples.last), prepared.forecast(examples.y, examples.last)
        )


@settings(max_examples=60)
@given(name=NAMES, file_name=NAMES)
def test_any_column_name_is_data_and_never_code(name, file_name):
    data = series()
    frame = data.frame.rename(columns={"sales": name})
    data = replace(data, frame=frame, target=name)
    body = text(data, experiment(data, task=replace(TASK, target=name)), file_name=file_name)
    tree = ast.parse(body)
    literals = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    table = pd.read_csv(io.BytesIO(data_csv(data, data.target)), index_col=0, encoding="utf-8-sig")
    assert literals["TARGET"] == spreadsheet_safe(name) and literals["FILE"] == file_name
    assert list(table.columns) == [literals["TARGET"]] and len(table) == 150
    plain = text(series(), experiment(series()), file_name="shop.csv")
    assert len(tree.body) == len(ast.parse(plain).body)


@given(NAMES, NAMES)
def test_safe_names_begin_no_formula_and_stay_apart(one, other):
    assert spreadsheet_safe(one).lstrip()[:1] not in tuple("=+-")
    assert (spreadsheet_safe(one) == spreadsheet_safe(other)) == (one == other)


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("strategy", ["direct", "recursive"])
@pytest.mark.parametrize("cell", CELLS)
def test_the_script_is_clean_and_needs_stock_keras_only(tmp_path, transform, strategy, cell):
    data = series()
    task = replace(TASK, strategy=strategy, calendar="yes" if transform == "levels" else "no")
    first = {"levels": "orthogonal", "differences": "identity", "log_returns": "glorot"}[transform]
    model = ModelSpec(units=4, recurrent_initializer=first)
    body = text(data, experiment(data, task=task, model=model), transform=transform, cell=cell)
    assert imported_by_clean(body, tmp_path / "repeat.py") == {"keras", "numpy", "os", "pandas"}
    assert body.index("TF_ENABLE_ONEDNN_OPTS") < body.index("import keras"), "read as it is imported"


def test_what_blanks_change_is_there_to_be_changed():
    tasks = [replace(TASK, strategy=strategy) for strategy in ("direct", "recursive")]
    plain = "".join(
        text(series(), experiment(series(), task=task), transform=transform)
        for task in tasks
        for transform in TRANSFORMS
    )
    assert [old for old, _ in CHANGES if old not in plain] == []


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_the_script_asks_for_measured_values_only(tmp_path, monkeypatch, transform):
    monkeypatch.setitem(sys.modules, "keras", types.ModuleType("keras"))
    data, task = series(holes=HOLES), replace(TASK, transform=transform)
    prepared = prepare(data, task)
    body = text(data, experiment(data, task=task), transform=transform)
    its = runpy.run_path(str(laid_out(tmp_path, data, body)))
    table = its["read"]()
    values = table["sales"].to_numpy()
    np.testing.assert_array_equal(values, prepared.truth)
    np.testing.assert_array_equal(its["scaled_inputs"](table.ffill())[0], prepared.features)
    shift, scale = its["answer_scale"](values)
    for block, bounds in {"train": (0, its["TRAIN_END"]), "test": (its["TEST_START"], len(values))}.items():
        examples, rows = prepared.block(block), its["origins"](*bounds)
        answers = (its["asked"](values, rows) - shift) / scale
        there = ~np.isnan(answers).all(axis=1)
        np.testing.assert_array_equal(rows[there], examples.origins)
        np.testing.assert_allclose(answers[there], examples.y, rtol=1e-12)
    assert "loss = measured" in body and "nanmean" in body


def test_a_series_of_plain_steps_is_counted_on():
    frame = pd.DataFrame({"sales": np.arange(150.0) % 7}, index=pd.RangeIndex(150, name="step"))
    data = Dataset(frame=frame, name="shop", source="upload", target="sales", frequency=None)
    assert 'AHEAD = [\n    "150",\n    "151",\n    "152",\n]' in text(data, experiment(data))
