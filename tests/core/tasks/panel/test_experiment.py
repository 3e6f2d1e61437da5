"""One network over many series, from the data to what is sent."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.tasks.panel.api import tables
from core.tasks.panel.command_lines import panel_lines
from core.tasks.panel.outcome import LEVELS
from core.tasks.panel.report import _Report, panel_report
from core.tasks.panel.results import panel_outcome
from core.tasks.panel.summary import panel_summary
from core.tasks.results import finished
from tests.core.tasks.panel.conftest import SHOPS

pytestmark = pytest.mark.keras


def test_every_run_ends_well_and_what_is_known_ahead_makes_the_difference(trained):
    store, experiment = trained
    runs = store.runs(experiment.id)
    assert {run.state for run in runs} == {"done"}, [run.error for run in runs]
    assert [run.kind for run in runs] == ["simple", "backtest", "refit", "final"]
    known = panel_outcome(store, experiment, runs)
    local = min(m.scores["mase"] for m in known.methods if m.kind == "simple" and m.name != "pooled_ridge")
    assert known.method("rnn").scores["mase"] < 0.7 * local
    assert known.judged.all() and known.origins >= 5
    assert known.future.shape == (SHOPS, 7) and np.isfinite(known.future).all()
    assert {name for name in known.chosen} <= {"rnn", f"rnn+{known.beforehand}", "pooled_ridge"}
    low, high = known.bounds[0.8]
    assert (low <= known.future).all() and (known.future <= high).all() and (low >= 0).all()
    assert known.coverage[0.95] > 0.8


def test_intervals_are_told_once_for_each_level_however_many_series_there_are(trained, monkeypatch):
    store, experiment = trained
    told, whole = [], _Report._reach
    monkeypatch.setattr(_Report, "_reach", lambda self, level: told.append(level) or whole(self, level))
    panel_outcome(store, experiment, store.runs(experiment.id))
    assert told == list(LEVELS)


def test_weights_are_counted_before_anything_is_trained(trained):
    store, experiment = trained
    from core.tasks.panel.network import PanelShape, many_series
    from core.tasks.panel.sizes import widths_of

    facts = __import__("core.tasks.panel.keeping", fromlist=["panel_facts"]).panel_facts(
        store, experiment.data
    )
    task = experiment.spec.task
    widths = widths_of(facts, task)
    shape = PanelShape(
        "rnn", experiment.spec.model, 8, task.lookback // task.block, widths.step, widths.beside,
        widths.ahead, task.horizon,
    )  # fmt: skip
    planned = [run.weights for run in store.runs(experiment.id) if run.cell]
    assert set(planned) == {many_series(shape, kernel="standard", seed=1).count_params()}


def test_a_summary_is_plain_data_and_becomes_tables(trained):
    store, experiment = trained
    told = panel_summary(store, experiment)
    assert json.loads(json.dumps(told))["verdict"]["outcome"] in ("better", "no_better")
    found = tables(told)
    assert len(found.forecasts) == SHOPS * 7 and len(found.series) == SHOPS
    assert found.forecasts["times"].iloc[0] == "2024-05-30"
    assert {"low 0.8", "high 0.95", "prediction"} <= set(found.forecasts)
    day = found.forecasts.groupby("times", sort=False)["prediction"].sum()
    assert found.totals["prediction"].to_numpy() == pytest.approx(day.to_numpy())
    assert (found.totals["low 0.8"] <= found.totals["prediction"]).all() and len(found.totals) == 7
    lines = list(panel_lines(told))
    assert "RNN" in lines[0] and lines[0].endswith(")")


def test_of_one_series_the_gain_is_told_and_nothing_is_drawn_anew(trained):
    store, experiment = trained
    done = finished(store, experiment, store.runs(experiment.id))

    def first(arrays):
        return {name: one if name.endswith("_origins") else one[:1] for name, one in arrays.items()}

    arrays = first(store.arrays(done.baselines.id))
    cells = [
        replace(one, **{kind: [first(each) for each in getattr(one, kind)]
                        for kind in ("backtests", "refits", "finals")})
        for one in done.cells
    ]  # fmt: skip
    known = panel_report(experiment.spec, arrays, done.baselines.facts, cells, ended=True)
    row, reference = known.method("rnn"), known.method(known.reference)
    assert row.gain == pytest.approx(1 - row.scores["mase"] / reference.scores["mase"])
    assert known.words == ".one" and known.verdict.outcome == "too_little" and row.p is None
    assert np.isfinite(known.future).all() and len(known.chosen) == 1
