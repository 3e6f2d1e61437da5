"""Which seeds an experiment is judged by when some of its runs have failed for good."""

from dataclasses import replace

import numpy as np
import pytest

from core.store.records import Run
from core.tasks.forecast.spec import QUICK
from core.tasks.results import finished, shared_runs

CELLS = ("rnn", "gru")


class Store:
    """Every run left the same arrays."""

    def arrays(self, id):
        return {"test": np.zeros((2, 1)), "calibration": np.zeros((2, 1)), "last": np.zeros(1)}


def one(kind, cell, seed, state="done"):
    return Run(f"{kind}-{cell}-{seed}", "e", 0, kind, cell, seed, 8, 100, state, 1)


def all_runs(**states):
    """Three seeds of two cells, backtests and refits done unless said otherwise by kind_cell_seed."""
    left = [one("simple", "", 0)]
    for kind in ("backtest", "refit"):
        left += [
            one(kind, cell, seed, states.get(f"{kind}_{cell}_{seed}", "done"))
            for seed in (1, 2, 3)
            for cell in CELLS
        ]
    return left


@pytest.fixture
def experiment():
    class Known:
        spec = replace(QUICK, cells=CELLS, seeds=3)

    return Known()


def seeds(runs):
    return {cell: [run.seed for run in found] for cell, found in shared_runs(runs, CELLS).items()}


def test_a_refit_that_failed_for_good_takes_its_seed_with_it(experiment):
    runs = all_runs(refit_gru_2="failed")
    assert seeds(runs) == {"rnn": [1, 3], "gru": [1, 3]}
    done = finished(Store(), experiment, runs)
    assert done.ended and all(cell.refitted_before_test for cell in done.cells)


def test_what_may_still_come_is_waited_for(experiment):
    for state in ("queued", "running"):
        done = finished(Store(), experiment, all_runs(refit_gru_2="failed", refit_gru_3=state))
        assert not done.ended and not any(cell.refitted_before_test for cell in done.cells)


def test_without_a_single_refit_the_backtests_stay_and_the_verdict_waits(experiment):
    runs = all_runs(**{f"refit_gru_{seed}": "failed" for seed in (1, 2, 3)})
    assert seeds(runs) == {"rnn": [1, 2, 3], "gru": [1, 2, 3]}
    assert not finished(Store(), experiment, runs).ended


def test_a_cell_that_failed_altogether_costs_the_others_no_seed(experiment):
    failed = {f"{kind}_gru_{seed}": "failed" for kind in ("backtest", "refit") for seed in (1, 2, 3)}
    done = finished(Store(), experiment, all_runs(**failed))
    assert done.ended and [(cell.cell, cell.seeds) for cell in done.cells] == [("rnn", [1, 2, 3])]


def test_seeds_that_were_stopped_are_no_end(experiment):
    assert not finished(Store(), experiment, all_runs(refit_gru_2="cancelled")).ended
