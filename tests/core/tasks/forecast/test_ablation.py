"""With and without the further columns: the same cells, origins and seeds, tested in pairs."""

from dataclasses import replace

import numpy as np
import pytest

from core.evaluate.metrics import mae
from core.evaluate.significance import diebold_mariano
from core.tasks.forecast.outcome import Ablated
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec

TASK = ForecastSpec(target="number_out", horizon=1, lookback=10, covariates=("number_in",))
SAMPLE = "tutorial_random_numbers"


@pytest.fixture
def told(filled_store):
    """Returns the outcome of an experiment in some state, and its runs' test forecasts."""

    def tell(state="done", **changes):
        store, id = filled_store(state, SAMPLE, **changes)
        runs = store.runs(id)
        arrays = {(r.kind, r.cell, r.seed): store.arrays(r.id) for r in runs if r.state == "done"}
        return outcome(store, store.experiment(id), runs), arrays

    return tell


def test_each_cell_is_compared_with_itself_on_the_same_origins(told):
    known, arrays = told()
    truth, reference = arrays["simple", "", 0]["test_truth"], known.reference
    scale = mae(arrays["simple", "", 0][f"test/{reference}"], truth)
    assert {one.cell for one in known.ablation} == {"rnn", "lstm", "gru"}
    for one in known.ablation:
        both = [
            np.mean([arrays[kind, one.cell, seed]["test"] for seed in (1, 2)], axis=0)
            for kind in ("backtest", "ablation")
        ]
        kept, left_out = (np.abs(each - truth).mean(axis=-1) for each in both)
        assert (one.kept, one.left_out) == pytest.approx((kept.mean(), left_out.mean()))
        assert one.gain == pytest.approx((left_out.mean() - kept.mean()) / scale)
        assert one.low < one.gain < one.high and one.seeds == 2
        expected = diebold_mariano(kept, left_out, horizon=1, alternative="two-sided")
        assert one.p == pytest.approx(expected.p) and one.p_holm >= one.p


def test_columns_that_help_are_found_and_equal_forecasts_are_no_difference(told):
    known, _ = told()
    for one in known.ablation:  # made 30 % worse without them
        assert one.gain > 0 and one.p < 0.05 and one.finding in ("helps", "no_difference")


def test_it_is_compared_on_the_seeds_that_both_have_finished(told):
    known, _ = told("without_running")
    assert not known.verdict.provisional and {one.seeds for one in known.ablation} == {1}


@pytest.mark.parametrize("state", ["provisional", "stopped_partly"])
def test_the_verdict_does_not_wait_for_it(told, state):
    known, _ = told(state)
    assert known is not None and {one.seeds for one in known.ablation} <= {1}


@pytest.mark.parametrize("task", [replace(TASK, ablation=False), replace(TASK, covariates=())])
def test_nothing_is_compared_where_nobody_asked_or_there_is_no_column(told, task):
    known, arrays = told(task=task)
    assert known.ablation == () and not any(kind == "ablation" for kind, *_ in arrays)


@pytest.mark.parametrize(
    ("p", "low", "high", "finding"),
    [
        (0.01, 0.1, 0.3, "helps"),
        (0.01, -0.3, -0.1, "hurts"),
        (0.2, 0.1, 0.3, "no_difference"),
        (0.01, -0.1, 0.3, "no_difference"),
        (None, 0.1, 0.3, "too_little"),
        (0.01, None, None, "too_little"),
    ],
)
def test_a_finding_needs_the_test_and_the_interval(p, low, high, finding):
    assert Ablated("gru", 2, 1.0, 1.1, 0.1, low, high, p, p).finding == finding
