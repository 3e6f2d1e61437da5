"""Who ended at the limit of updates while still improving is named."""

from types import SimpleNamespace

import pytest

from core.specs import TrainingSpec
from core.store.epoch_limit import ended_at_limit

TRAINING = TrainingSpec(updates=300, patience=60)


def run(cell="gru", updates=300, best=300, kind="backtest", state="done"):
    facts = {"updates": updates, "best_updates": best, "check": 25}
    return SimpleNamespace(cell=cell, kind=kind, state=state, facts=facts)


@pytest.mark.parametrize(
    ("updates", "best", "named"),
    [(300, 300, True), (300, 250, True), (300, 240, False), (200, 140, False), (120, 120, False)],
)
def test_a_run_that_patience_had_not_ended_yet_was_cut_short(updates, best, named):
    assert ended_at_limit([run(updates=updates, best=best)], TRAINING) == (("gru",) if named else ())


def test_a_cell_is_named_if_half_of_its_finished_backtests_were():
    seeds = [run(best=300), run(best=30), run("rnn", best=300), run("rnn", best=30), run("rnn", best=40)]
    others = [run("lstm", kind="final"), run("lstm", state="failed")]
    assert ended_at_limit(seeds + others, TRAINING) == ("gru",)
