"""Who ended at the limit of epochs while still improving is named."""

from types import SimpleNamespace

import pytest

from core.runs.epoch_limit import ended_at_limit
from core.specs import TrainingSpec

TRAINING = TrainingSpec(epochs=30, patience=6)


def run(cell="gru", epochs=30, best=30, kind="backtest", state="done"):
    return SimpleNamespace(cell=cell, kind=kind, state=state, facts={"epochs": epochs, "best_epoch": best})


@pytest.mark.parametrize(
    ("epochs", "best", "named"),
    [(30, 30, True), (30, 25, True), (30, 24, False), (20, 14, False), (12, 12, False)],
)
def test_a_run_that_patience_had_not_ended_yet_was_cut_short(epochs, best, named):
    assert ended_at_limit([run(epochs=epochs, best=best)], TRAINING) == (("gru",) if named else ())


def test_a_cell_is_named_if_half_of_its_finished_backtests_were():
    seeds = [run(best=30), run(best=3), run("rnn", best=30), run("rnn", best=3), run("rnn", best=4)]
    others = [run("lstm", kind="final"), run("lstm", state="failed")]
    assert ended_at_limit(seeds + others, TRAINING) == ("gru",)
