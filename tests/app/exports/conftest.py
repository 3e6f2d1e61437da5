"""An outcome of made-up forecasts, so that exports are tested without training anything."""

from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest

from core.data.frame import Dataset
from core.evaluate import PROTOCOL
from core.evaluate.baselines import BASELINES
from core.evaluate.metrics import mase_scale
from core.specs import ExperimentSpec
from core.store.records import Experiment, Run
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.report import CellRuns, report
from core.tasks.forecast.spec import ForecastSpec

HOSTILE = "<script>alert('&')</script>"  # as a name it has to come out as text
CELLS = ("rnn", "gru")


@pytest.fixture
def data():
    """Two weeks' season in a year of days; every name in it is hostile."""
    days = np.arange(365)
    values = 20 + 5 * np.sin(days * 2 * np.pi / 7) + np.random.default_rng(1).normal(0, 1, 365)
    index = pd.date_range("2025-01-01", periods=365, name="time").as_unit("us")
    frame = pd.DataFrame({HOSTILE: values}, index=index)
    return Dataset(frame=frame, name=HOSTILE, source="upload", target=HOSTILE, frequency="D")


@pytest.fixture
def experiment(data):
    spec = ExperimentSpec(
        data=data.sha256, task=ForecastSpec(target=HOSTILE, horizon=2, lookback=14), cells=CELLS, seeds=2
    )
    return Experiment("0" * 32, HOSTILE, "forecast", data.sha256, spec, 1763700000.0, None)


@pytest.fixture
def runs():
    """The finished backtests of two seeds."""
    about = {
        "updates": 144,
        "best_updates": 112,
        "check": 16,
        "epochs": 9.0,
        "best_epoch": 7.0,
        "seconds": 3.2,
        "val_loss": 0.5,
        "samples": 900,
    }
    kept = {"device": "CPU", "kernel": "standard", "kernel_reason": "kernel_on_cpu", "facts": about}
    return [
        Run(f"{seed}{cell}", "0" * 32, place, "backtest", cell, seed, 8, 345, "done", 1, **kept)
        for place, (seed, cell) in enumerate((seed, cell) for seed in (1, 2) for cell in CELLS)
    ]


@pytest.fixture
def outcome(data, experiment):
    """What the report makes of truth plus noise: cells miss by little, simple methods by more."""
    prepared = prepare(data, experiment.spec.task)
    rng = np.random.default_rng(2)
    blocks = {name: prepared.block(name) for name in ("calibration", "test")}

    def missing_by(size):
        found = {name: block.truth + rng.normal(0, size, block.truth.shape) for name, block in blocks.items()}
        return found | {"last": np.full(2, 20.0)}

    simple = {f"{name}_truth": block.truth for name, block in blocks.items()}
    simple |= {f"{name}_origins": block.origins for name, block in blocks.items()}
    simple |= {f"{name}_last": block.last for name, block in blocks.items()}
    for size, method in enumerate(BASELINES, start=2):
        forecasts = missing_by(size)
        simple |= {f"{block}/{method}": forecasts[block] for block in blocks}
        simple[f"final/{method}"] = forecasts["last"]
    cells = [CellRuns(cell, 345, [1, 2], [missing_by(1), missing_by(1)], []) for cell in CELLS]
    train = prepared.values[: prepared.cuts.train_end]
    facts = {
        "protocol": PROTOCOL,
        "scale": mase_scale(train, 7), "period": 7, "transform": "levels", "cuts": asdict(prepared.cuts),
        "first_row": 0, "skipped": {}, "leakage": {"compared": 900, "moved": []}, "look_ahead": [],
    }  # fmt: skip
    return report(experiment.spec, data, simple, facts, cells, ended=True)
