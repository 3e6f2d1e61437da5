"""Kept networks in plain Keras and in PyTorch: scripts beside them tell what the page tells."""

import ast
import io
import runpy
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from app.tasks.forecast.export.tables import data_csv
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.forecast.kept.archive import OfCell, parts_for_keras
from core.tasks.forecast.kept.script import kept_torch_script, torch_can
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.source import Chosen
from core.tasks.question import TrainedNetwork
from tests.core.tasks.forecast.test_script import HOLES, LATE, TASK, series
from tests.scripts import imported_by_clean

pytestmark = pytest.mark.keras
PLAIN = dict(transform="levels", season=1, calendar=False, blocks=1, penalty=1.0, level=False, errors={})
CASES = {  # of the data, of the task, of what was chosen, of the network
    "plain": ({"frequency": "h"}, {}, {}, {"layers": 2}),
    "changes": ({}, {"window_scaling": "last"}, {}, {"bidirectional": True, "dropout": 0.1}),
    "holidays": ({"holes": HOLES}, {"holidays": "DE", "window_scaling": "mean"}, {"calendar": True}, {}),
    "returns": (
        {"other": LATE}, {"covariates": ("other",), "transform": "log_returns"},
        {"transform": "log_returns"}, {},
    ),
    "days": (
        {"frequency": "6h", "holes": HOLES}, {"lookback": 12, "blocks": "days", "calendar": "yes"},
        {"transform": "seasonal_differences", "season": 4, "blocks": 4, "level": True, "calendar": True}, {},
    ),
    "recursive": ({}, {"strategy": "recursive", "holidays": "FR", "transform": "differences"},
                  {"transform": "differences", "calendar": True}, {}),
}  # fmt: skip
CHOICES = dict(
    TRANSFORM="levels", WINDOW_SCALING="none", STRATEGY="direct", LEVEL_TOO=False, CALENDAR=False,
    HOURS_A_DAY=None, DAYS_A_WEEK=None, YEARS=None, PUBLIC_HOLIDAYS=False, WITHIN_DAYS=False,
    READS_DAYS=False, OTHERS=False, DATED=True,
)  # fmt: skip


def kept(case, cells=("rnn", "gru")):
    """Networks with drawn weights, as they are kept, and what they tell of the last row."""
    from core.networks.saved import weights_of
    from core.tasks.forecast.fitting import trainer_of
    from core.tasks.forecast.forecasting import forecasts

    of_data, of_task, chosen, model = CASES[case]
    data = series(**of_data)
    task = replace(TASK, **of_task)
    spec = ExperimentSpec(data=data.sha256, task=task, model=ModelSpec(units=3, **model))
    how = Chosen(**PLAIN | chosen)
    rows = prepare(data, task, chosen=how).cuts.rows
    prepared, last = prepare(data, task, before=rows, chosen=how), np.array([rows - 1])
    rng, found, told = np.random.default_rng(3), {}, {}
    for cell in cells:
        networks = []
        for seed in (1, 2):
            trainer = trainer_of(cell, spec, 3, prepared, "native", seed)
            drawn = [rng.normal(0, 0.5, one.shape) for one in trainer.network.get_weights()]
            trainer.network.set_weights(drawn)
            weights = weights_of(trainer.network)
            networks.append(TrainedNetwork(f"{cell} {seed}", cell, seed, 3, weights=weights))
            told.setdefault(cell, []).append(forecasts(trainer, prepared, last)[0])
        found[cell] = OfCell(tuple(networks), prepared, True)
    experiment = SimpleNamespace(spec=spec, name="shop", task="forecast", data=data.sha256)
    outcome = SimpleNamespace(sent=SimpleNamespace(name="gru"), future=SimpleNamespace(widths={}))
    parts = parts_for_keras(experiment, data, outcome, found)
    return data, parts, {cell: np.mean(each, axis=0) for cell, each in told.items()}


def told_by(script, data, parts, folder, monkeypatch):
    """Run a script among the parts: the table that it prints."""
    for name, body in parts.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    (folder / "rows.csv").write_bytes(data_csv(data, "sales"))
    monkeypatch.setattr(sys, "argv", [script, str(folder / "rows.csv")])
    with redirect_stdout(io.StringIO()) as said:
        runpy.run_path(str(folder / script), run_name="__main__")
    return pd.read_csv(io.StringIO(said.getvalue()), index_col=0)


@pytest.mark.parametrize("case", CASES)
def test_the_script_forecasts_in_plain_keras_what_the_page_does(case, tmp_path, monkeypatch):
    data, parts, told = kept(case)
    used = imported_by_clean(parts["forecast.py"].decode(), tmp_path / "forecast.py")
    assert used == {"json", "sys", "keras", "numpy", "pandas"}
    table = told_by("forecast.py", data, parts, tmp_path, monkeypatch)
    for cell, forecast in told.items():
        np.testing.assert_allclose(table[cell], forecast, rtol=1e-5)
    if case in ("plain", "changes"):
        assert lines_of_code(parts["forecast.py"].decode()) <= 40


@pytest.mark.parametrize("case", CASES)
def test_the_script_for_pytorch_forecasts_the_same(case, tmp_path, monkeypatch):
    pytest.importorskip("torch")
    data, parts, told = kept(case, ("rnn", "lstm", "gru"))
    table = told_by("forecast_torch.py", data, parts, tmp_path, monkeypatch)
    assert list(table) == list(told)
    for cell, forecast in told.items():
        np.testing.assert_allclose(table[cell], forecast, rtol=1e-5)


def test_the_script_for_pytorch_needs_no_keras_and_its_notebook_no_arguments(tmp_path):
    _, parts, _ = kept("recursive", ("gru",))
    used = imported_by_clean(parts["forecast_torch.py"].decode(), tmp_path / "one.py")
    assert used == {"io", "json", "sys", "zipfile", "h5py", "numpy", "pandas", "torch"}
    text = kept_torch_script(CHOICES, notebook=True)
    assert "argv" not in text and 'HERE / "rows.csv"' in text
    compile(text, "notebook", "exec")


def test_networks_that_pytorch_has_no_layers_for_have_no_script_for_it():
    relu = ModelSpec(activation="relu")
    spec = ExperimentSpec(data="0", task=TASK, model=relu, cells=("rnn",))
    assert torch_can(spec) and not torch_can(replace(spec, cells=("rnn", "gru")))
    assert torch_can(replace(spec, cells=("gru",), model=ModelSpec()))


def lines_of_code(text):
    """Lines of a script that do something: no blanks, no comments, no docstrings."""
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    strings = [node for node in found if isinstance(node.value, ast.Constant)]
    said = {line for one in strings for line in range(one.lineno, one.end_lineno + 1)}
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in said
        for number, line in enumerate(text.splitlines(), 1)
    )
