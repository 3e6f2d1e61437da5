"""Kept networks in plain Keras: the script beside them tells what the page tells, and is short."""

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


@pytest.mark.parametrize("case", CASES)
def test_the_script_forecasts_in_plain_keras_what_the_page_does(case, tmp_path, monkeypatch):
    data, parts, told = kept(case)
    for name, body in parts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
    (tmp_path / "rows.csv").write_bytes(data_csv(data, "sales"))
    used = imported_by_clean(parts["forecast.py"].decode(), tmp_path / "forecast.py")
    assert used == {"json", "sys", "keras", "numpy", "pandas"}
    monkeypatch.setattr(sys, "argv", ["forecast.py", str(tmp_path / "rows.csv")])
    with redirect_stdout(io.StringIO()) as said:
        runpy.run_path(str(tmp_path / "forecast.py"), run_name="__main__")
    table = pd.read_csv(io.StringIO(said.getvalue()), index_col=0)
    for cell, forecast in told.items():
        np.testing.assert_allclose(table[cell], forecast, rtol=1e-5)
    if case in ("plain", "changes"):
        assert lines_of_code(parts["forecast.py"].decode()) <= 40


def lines_of_code(text):
    """Lines of a script that do something: no blanks, no comments, no docstrings."""
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    strings = [node for node in found if isinstance(node.value, ast.Constant)]
    said = {line for one in strings for line in range(one.lineno, one.end_lineno + 1)}
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in said
        for number, line in enumerate(text.splitlines(), 1)
    )
