"""Networks over many series beside each other: who may be paired, and what the tests say."""

from dataclasses import replace

import numpy as np
import pytest

from core.compare.standing import standing
from core.compare.test_set import TestSet
from core.compare.yardstick import yardsticks
from core.evaluate.paired_series import beside_series
from core.examples import example
from core.store.store import Store
from core.tasks.compared import comparisons
from core.tasks.panel.results import panel_outcome
from tests.core.compare.test_standing import gathered

PANEL = comparisons()["panel"]


@pytest.fixture
def home_store(home):
    """A store in a folder of the test's own."""
    return Store(home)


def test_the_better_of_two_is_told_and_a_method_beside_itself_is_not_better():
    random = np.random.default_rng(5)
    loss = random.gamma(9.0, 1 / 9, size=(40, 3))
    worse = 1.3 * loss * random.gamma(400.0, 1 / 400, size=loss.shape)
    told = beside_series(loss, worse, worse, 12)
    assert told.p < 0.01 and told.low < told.gain < told.high and told.gain == pytest.approx(0.23, abs=0.03)
    same = beside_series(loss, loss, worse, 12)
    assert same.gain == 0 and same.p == 1
    few = beside_series(loss[:5], worse[:5], worse[:5], 12)
    assert few.p is None and few.gain > 0
    long = random.gamma(9.0, 1 / 9, size=(1, 60))
    assert beside_series(long, 1.3 * long + 0.1 * random.random(long.shape), long, 4).p < 0.05


def test_the_example_is_compared_as_it_was_judged(home_store):
    known = example(home_store, "panel", "An example")
    outcome = panel_outcome(home_store, known, home_store.runs(known.id))
    groups, test_sets = gathered(home_store, PANEL)
    test_set = test_sets[known.id]
    answers = {run.id: dict(home_store.arrays(run.id)) for run in home_store.runs(known.id)}
    refits = {(r.cell, r.seed): r.id for r in home_store.runs(known.id) if r.kind == "refit"}

    def arrays(run):
        return answers[run.id] | {"test": answers[refits[run.cell, run.seed]]["test"]}

    found = standing(groups, test_set, PANEL, arrays)
    assert found.reference == outcome.reference
    for group, fate in zip(groups, found.judged, strict=True):
        row = outcome.method(group.cell)
        assert (fate.p, fate.p_holm) == (row.p, row.p_holm)
        mean = PANEL.score(PANEL.together([arrays(one.run) for one in group.rows]), test_set)
        assert mean["mase"] == pytest.approx(row.scores["mase"])
    other = replace(known, id="other")
    both = yardsticks({known.id: test_set, "other": TestSet(other, test_set.arrays, test_set.facts)}, PANEL)
    assert both["other"] is both[known.id]
    moved = dict(test_set.arrays) | {"test_origins": test_set.arrays["test_origins"] - 1}
    assert PANEL.obstacle(test_set, TestSet(other, moved, test_set.facts)).key == "cuts"
