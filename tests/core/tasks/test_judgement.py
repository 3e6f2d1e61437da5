"""A cell is better only if it beats the last value too, whatever the reference is."""

import numpy as np
import pytest

from core.evaluate.significance import diebold_mariano
from core.runs.results import outcome
from core.tasks import forecast_report


@pytest.mark.parametrize("reference", ["last_value", "mean", "ridge"])
def test_the_harder_of_two_tests_counts(filled_store, monkeypatch, reference):
    monkeypatch.setattr(forecast_report, "reference_method", lambda *_: reference)
    store, id = filled_store()
    runs = store.runs(id)
    known = outcome(store, store.experiment(id), runs)
    arrays = {(run.kind, run.cell, run.seed): store.arrays(run.id) for run in runs}
    simple = arrays["simple", "", 0]

    def losses(forecast):
        return np.abs(forecast - simple["test_truth"]).mean(axis=-1)

    for cell in ("rnn", "lstm", "gru"):
        ours = np.mean([losses(arrays["backtest", cell, seed]["test"]) for seed in (1, 2)], axis=0)
        ps = [
            diebold_mariano(ours, losses(simple[f"test/{other}"]), horizon=known.backtest.truth.shape[1]).p
            for other in (reference, "last_value")
        ]
        assert known.method(cell).p == pytest.approx(max(ps))
