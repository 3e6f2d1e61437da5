"""The take-home script: readable, safe with any column name, and equal to the run it repeats."""

import ast
import io
import re
import runpy
import sys
import types
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.tasks.forecast.export.tables import data_csv
from core.cells import CELLS
from core.data.frame import Dataset
from core.evaluate.metrics import mae, rmse
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.script import script
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.transforms import TRANSFORMS
from core.tasks.job import Job
from tests.scripts import imported_by_clean, run_uncompiled

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
    tiny = {"task": TASK, "model": ModelSpec(units=4), "training": TrainingSpec(updates=5, batch=16)}
    return ExperimentSpec(data=data.sha256, **tiny | changes)


def text(data, spec, **changes):
    run = {"cell": "lstm", "seed": 1, "units": 4, "best_updates": 20, "rates": (0.005,) * 20}
    return script(spec, data, **run | {"file_name": "shop.csv"} | changes)


@dataclass(frozen=True)
class Ours:
    """What a worker did."""

    best: int
    rates: tuple[float, ...]
    backtest: tuple[float, float]  # test MAE and RMSE
    refitted: tuple[float, float]
    final: np.ndarray


def ours(data, spec, cell, seed, units, kernel="standard", weights=None):
    """The same backtest, refit and final forecast as a worker does them.

    Args:
        weights: File that gets the backtest's.
    """
    from core.tasks.forecast import train

    def run(kind, **more):
        job = Job(
            run=kind, experiment="one", attempt=1, task="forecast", kind=kind, cell=cell, seed=seed,
            units=units, spec="", data=b"", kernel=kernel, **more,
        )  # fmt: skip
        return train.DOERS[kind](job, spec, data)

    with pytest.MonkeyPatch.context() as patch:
        for teller in ("core.tasks.forecast.fitting", "core.tasks.worker"):
            patch.setattr(f"{teller}.tell", lambda *_, **__: None)
        patch.setattr("core.tasks.worker.asked_to_stop", lambda _: False)
        first = run("backtest")
        rates, check = first.facts["rates"], first.facts["check"]
        refit, final = (run(kind, rates=rates, check=check) for kind in ("refit", "final"))
    if weights:
        weights.write_bytes(first.weights)
    truth = prepare(data, spec.task).block("test").truth
    scores = ((mae(truth, told), rmse(truth, told)) for told in (first.arrays["test"], refit.arrays["test"]))
    return Ours(first.facts["best_updates"], rates, *scores, final.arrays["final"])


def laid_out(folder, data, body):
    """The script with the data's CSV beside it, as a person would keep them."""
    (folder / "shop.csv").write_bytes(data_csv(data, data.target))
    (folder / "repeat.py").write_text(body, encoding="utf-8")
    return folder / "repeat.py"


HOLES = (30, 31, 32, 33, 60, 105, 140, 141, 142, 143, 144)
LATE = np.where(np.arange(150) < 20, np.nan, np.arange(150) % 5.0)
HOSTILE = '=1+"\n'


def assert_same_figures(said, folder, expected):
    for what, (our_mae, our_rmse) in (
        ("on training rows", expected.backtest),
        ("refitted before the test", expected.refitted),
    ):
        assert float(re.search(rf"{what}: test MAE (\S+)", said)[1]) == pytest.approx(our_mae, rel=1e-5)
        assert float(re.search(rf"{what}: test RMSE (\S+)", said)[1]) == pytest.approx(our_rmse, rel=1e-5)
    table = pd.read_csv(folder / "repeat.forecast.csv")
    last = table[table["origin"] == table["origin"].iloc[-1]]
    np.testing.assert_allclose(last["forecast"], expected.final, rtol=1e-5)
    assert last["actual"].isna().all() and np.isfinite(table["forecast"]).all()


def run_as_a_person_does(path):
    runpy.run_path(str(path), run_name="__main__")


def repeated(folder, data, spec, cell, capsys, seed=5, run_script=run_uncompiled, **changes):
    """What the run did, and what its script says and does."""
    expected = ours(data, spec, cell, seed, 4)
    run = {"cell": cell, "seed": seed, "best_updates": expected.best, "rates": expected.rates}
    run_script(laid_out(folder, data, text(data, spec, **run | changes)))
    said = capsys.readouterr().out
    assert_same_figures(said, folder, expected)
    return said, expected


@pytest.mark.keras
def test_the_script_gets_the_figures_of_the_run(tmp_path, capsys):
    data = series(**{HOSTILE: LATE})
    task = replace(TASK, calendar="yes", covariates=(HOSTILE,), holidays="DE", folds=2)
    spec = experiment(data, task=task, training=TrainingSpec(updates=5, l2=1e-3, loss="huber"))
    said, expected = repeated(tmp_path, data, spec, "gru", capsys, run_script=run_as_a_person_does)
    assert f"best after {expected.best} updates (the original run: {expected.best})" in said


@pytest.mark.keras
def test_the_script_goes_step_by_step_through_layers_both_ways_as_the_run_did(tmp_path, capsys):
    data = series(holes=HOLES)
    task = replace(TASK, transform="differences", strategy="recursive", calendar="yes", folds=1)
    model = ModelSpec(units=4, layers=2, bidirectional=True, dropout=0.2, recurrent_initializer="identity")
    repeated(tmp_path, data, experiment(data, task=task, model=model), "rnn", capsys)


@pytest.mark.keras
def test_the_script_reads_days_seasons_and_windows_scaled_by_themselves_as_the_run_did(tmp_path, capsys):
    data = series(rows=900, frequency="h", holes=HOLES)
    task = ForecastSpec(
        target="sales", horizon=6, lookback=48, transform="seasonal_differences", blocks="days",
        window_scaling="mean", non_negative="yes", calendar="yes",
    )  # fmt: skip
    training = TrainingSpec(updates=6, batch=32, schedule="plateau")
    repeated(tmp_path, data, experiment(data, task=task, training=training), "gru", capsys)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("cell", "layers", "bidirectional"),
    [("rnn", 1, False), ("lstm", 2, True), ("gru", 2, False), ("mgu", 1, True)],
)
def test_with_its_weights_the_script_gets_the_figures_of_the_run_without_searching(
    tmp_path, capsys, cell, layers, bidirectional
):
    data = series()
    model = ModelSpec(units=4, layers=layers, bidirectional=bidirectional)
    task = replace(TASK, folds=1)
    spec = experiment(data, task=task, model=model, training=TrainingSpec(updates=3, batch=16))
    kernel = "fast" if cell in ("rnn", "gru") else "standard"
    expected = ours(data, spec, cell, 5, 4, kernel, weights=tmp_path / f"{cell}.weights.h5")
    body = text(data, spec, cell=cell, seed=5, rates=expected.rates, weights_name=f"{cell}.weights.h5")
    run_uncompiled(laid_out(tmp_path, data, body))
    said = capsys.readouterr().out
    assert "weights of the original run" in said and "updates: validation" not in said
    assert_same_figures(said, tmp_path, expected)


READINGS = [
    {"transform": transform, "strategy": strategy}
    for transform in TRANSFORMS
    for strategy in ("direct", "recursive")
    if not (transform == "seasonal_differences" and strategy == "recursive")
]
READINGS += [
    {"transform": "levels", "window_scaling": "mean"},
    {"transform": "seasonal_differences", "window_scaling": "last", "blocks": "days", "lookback": 48},
    {"transform": "differences", "window_scaling": "mean", "blocks": "days", "lookback": 48},
    {"transform": "levels", "holidays": "DE", "blocks": "days", "lookback": 48},
]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize(("holes", "when"), [((), "final"), (HOLES, "backtest"), (HOLES, "final")])
def test_the_network_of_the_script_reads_bit_for_bit_what_ours_reads(
    tmp_path, monkeypatch, reading, holes, when
):
    monkeypatch.setitem(sys.modules, "keras", types.ModuleType("keras"))
    columns = () if reading.get("strategy") == "recursive" else (HOSTILE,)
    frequency = "h" if reading.get("blocks") else "D"
    data = series(rows=1500, frequency=frequency, holes=holes, **{HOSTILE: np.resize(LATE, 1500)})
    task = replace(TASK, calendar="yes", covariates=columns, test_share=0.5, **reading)
    chosen = prepare(data, task).chosen
    prepared = prepare(data, task, before=1496 if when == "final" else None, chosen=chosen)
    its = runpy.run_path(str(laid_out(tmp_path, data, text(data, experiment(data, task=task)))))
    table = its["read"]()
    fit = its["fitted_on"](table, prepared.before)
    np.testing.assert_array_equal(fit.values, prepared.truth)
    np.testing.assert_array_equal(fit.inputs, prepared.features)
    np.testing.assert_array_equal(its["told"](fit, fit.rows), prepared.everything().with_answers().origins)
    ends = {"validation": (its["TRAIN_END"], its["STOP_END"]), "test": (its["TEST_START"], len(fit.values))}
    for block, bounds in ends.items():
        examples = prepared.block(block)
        rows = its["told"](fit, its["origins"](*bounds)[:: its["TEST_STRIDE"] if block == "test" else 1])
        np.testing.assert_array_equal(rows, examples.origins)
        np.testing.assert_array_equal(its["windows"](fit, rows), examples.x.cut().astype(np.float32))
        np.testing.assert_array_equal(its["answers"](fit, rows), examples.y.astype(np.float32))
        if task.strategy == "direct":
            its["forecast"].__globals__["predict"] = lambda *_, y=examples.y: np.nan_to_num(y)
            told = prepared.forecast(np.nan_to_num(examples.y), rows)
            np.testing.assert_allclose(its["forecast"](None, fit, rows), told, rtol=1e-12)
    cut = its["folds"](fit.values)
    for (before, rows), (our_before, our_rows) in zip(cut, prepared.test_folds(), strict=True):
        assert before == our_before
        np.testing.assert_array_equal(rows, our_rows)


@settings(max_examples=30)
@given(name=NAMES, file_name=NAMES)
def test_any_column_name_is_data_and_never_code(name, file_name):
    data = series()
    frame = data.frame.rename(columns={"sales": name})
    data = replace(data, frame=frame, target=name)
    task = replace(TASK, target=name, non_negative="no")  # else the name may say it
    body = text(data, experiment(data, task=task), file_name=file_name)
    tree = ast.parse(body)
    literals = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    table = pd.read_csv(io.BytesIO(data_csv(data, data.target)), index_col=0, encoding="utf-8-sig")
    assert literals["TARGET"] == spreadsheet_safe(name) and literals["FILE"] == file_name
    assert list(table.columns) == [literals["TARGET"]] and len(table) == 150
    plain = text(series(), experiment(series(), task=replace(TASK, non_negative="no")))
    assert len(tree.body) == len(ast.parse(plain).body)


@given(NAMES, NAMES)
def test_safe_names_begin_no_formula_and_stay_apart(one, other):
    assert spreadsheet_safe(one).lstrip()[:1] not in tuple("=+-")
    assert (spreadsheet_safe(one) == spreadsheet_safe(other)) == (one == other)


@pytest.mark.parametrize(  # each reading, and each cell with the first
    ("reading", "cell"),
    [
        *((reading, "lstm") for reading in READINGS),
        *((READINGS[0], cell) for cell in CELLS if cell != "lstm"),
    ],
)
def test_the_script_is_clean_and_needs_stock_keras_only(tmp_path, reading, cell):
    data = series(frequency="h" if reading.get("blocks") else "D", rows=400)
    task = replace(TASK, calendar="yes" if reading["transform"] == "levels" else "no", **reading)
    first = {"levels": "orthogonal", "differences": "identity"}.get(reading["transform"], "glorot")
    model = ModelSpec(units=4, recurrent_initializer=first)
    body = text(data, experiment(data, task=task, model=model), cell=cell)
    assert imported_by_clean(body, tmp_path / "repeat.py") == {"keras", "numpy", "os", "pandas"}
    assert body.index("TF_ENABLE_ONEDNN_OPTS") < body.index("import keras"), "read as it is imported"


def test_only_what_was_measured_is_asked_for():
    assert "loss = measured" in text(series(holes=HOLES), experiment(series(holes=HOLES)))
    assert "measured(" not in text(series(), experiment(series()))


def test_a_series_of_plain_steps_is_counted_on():
    frame = pd.DataFrame({"sales": np.arange(150.0) % 7}, index=pd.RangeIndex(150, name="step"))
    data = Dataset(frame=frame, name="shop", source="upload", target="sales", frequency=None)
    assert 'AHEAD = [\n    "150",\n    "151",\n    "152",\n]' in text(data, experiment(data))
