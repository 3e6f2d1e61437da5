"""A cell is better only if it beats every simple method; a cell with ridge is tested against ridge alone."""

from dataclasses import replace

import numpy as np
import pytest

from core.evaluate.metrics import mae
from core.evaluate.significance import diebold_mariano, holm
from core.tasks.forecast.results import outcome

CELLS = ("rnn", "lstm", "gru")


@pytest.fixture
def told(filled_store):
    """What was found, and the arrays it was found in."""
    store, id = filled_store()
    runs = store.runs(id)
    arrays = {(run.kind, run.cell, run.seed): store.arrays(run.id) for run in runs}
    return outcome(store, store.experiment(id), runs), arrays


def losses(forecast, truth):
    return np.abs(forecast - truth).mean(axis=-1)


def ensemble(arrays, cell):
    return np.mean([arrays["refit", cell, seed]["test"] for seed in (1, 2)], axis=0)


def test_a_cell_is_the_mean_of_its_seeds_and_these_have_a_row_of_their_own(told):
    known, arrays = told
    truth = arrays["simple", "", 0]["test_truth"]
    for cell in CELLS:
        row, seeds = known.method(cell), known.method(cell, "seeds")
        each = [mae(arrays["refit", cell, seed]["test"], truth) for seed in (1, 2)]
        assert row.kind == "cell" and row.scores["mae"] == pytest.approx(mae(ensemble(arrays, cell), truth))
        assert seeds.scores["mae"] == pytest.approx(np.mean(each)) and seeds.p is None
        assert seeds.deviation["mae"] == pytest.approx(np.std(each, ddof=1)) and row.deviation == {}
        assert np.array_equal(known.backtest.forecasts[cell], ensemble(arrays, cell))


def test_the_hardest_of_all_tests_counts_and_the_reference_is_the_best_on_the_test(told):
    known, arrays = told
    simple = arrays["simple", "", 0]
    truth, names = simple["test_truth"], [m.name for m in known.methods if m.kind == "simple"]
    errors = {name: mae(simple[f"test/{name}"], truth) for name in names}
    before = {name: mae(simple[f"calibration/{name}"], simple["calibration_truth"]) for name in names}
    assert known.reference == min(errors, key=errors.get)
    assert known.beforehand == min(before, key=before.get)
    for cell in CELLS:
        ours = losses(ensemble(arrays, cell), truth)
        ps = [
            diebold_mariano(ours, losses(simple[f"test/{name}"], truth), horizon=truth.shape[1]).p
            for name in names
        ]
        row = known.method(cell)
        assert row.p == pytest.approx(max(ps))
        assert row.skill == pytest.approx(1 - ours.mean() / errors[known.reference])


def test_a_cell_with_ridge_is_half_and_half_and_tested_against_ridge_in_its_own_family(told):
    known, arrays = told
    simple = arrays["simple", "", 0]
    truth, ridge = simple["test_truth"], losses(simple["test/ridge"], simple["test_truth"])
    ps = []
    for cell, one in zip(CELLS, known.added, strict=True):
        half = (ensemble(arrays, cell) + simple["test/ridge"]) / 2
        row = known.method(f"{cell}+ridge")
        assert row.kind == "with_ridge" and row.scores["mae"] == pytest.approx(mae(half, truth))
        assert np.allclose(known.backtest.forecasts[f"{cell}+ridge"], half)
        assert one.cell == cell and one.skill == pytest.approx(1 - losses(half, truth).mean() / ridge.mean())
        ps.append(diebold_mariano(losses(half, truth), ridge, horizon=truth.shape[1]).p)
        assert (one.p, row.p) == (pytest.approx(ps[-1]), one.p)
    assert [one.p_holm for one in known.added] == pytest.approx(holm(ps))
    assert known.verdict.tests == len(CELLS)


@pytest.mark.parametrize("lacking", ["all", "one"])
def test_until_every_network_is_refitted_those_before_are_judged_and_it_is_provisional(filled_store, lacking):
    store, id = filled_store()
    runs = [
        replace(run, state="running")
        if run.kind == "refit" and (lacking == "all" or (run.cell, run.seed) == ("gru", 2))
        else run
        for run in store.runs(id)
    ]
    known, whole = (outcome(store, store.experiment(id), some) for some in (runs, store.runs(id)))
    assert known.verdict.provisional and not known.refitted_before_test
    assert whole.refitted_before_test and not whole.verdict.provisional
    arrays = {(run.kind, run.cell, run.seed): store.arrays(run.id) for run in runs if run.state == "done"}
    for cell in CELLS:
        before = np.mean([arrays["backtest", cell, seed]["test"] for seed in (1, 2)], axis=0)
        assert np.array_equal(known.backtest.forecasts[cell], before)
        assert not np.array_equal(whole.backtest.forecasts[cell], before)
    assert known.sent == whole.sent  # named before the test, by networks of the train rows


def test_an_experiment_from_before_has_scores_and_no_verdict(filled_store):
    store, id = filled_store()
    runs = store.runs(id)
    facts = {name: fact for name, fact in runs[0].facts.items() if name != "protocol"}
    known = outcome(store, store.experiment(id), [replace(runs[0], facts=facts), *runs[1:]])
    assert known.outdated and known.verdict.outcome == "outdated" and known.chosen is None
    assert known.covered == {} and known.drawn == {} and known.future.intervals == {}
    assert known.added == () and all(row.p is None and row.low is None for row in known.methods)
    assert {row.kind for row in known.methods} == {"simple", "cell", "seeds", "with_ridge"}
    assert all(row.scores["mae"] > 0 for row in known.methods)
