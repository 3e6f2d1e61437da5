"""What to use follows from the tests and the test score, and claims no more than they carry."""

import numpy as np
import pytest
from scipy import stats

from core.evaluate.significance import diebold_mariano
from core.evaluate.verdict import Verdict
from core.store.records import Run
from core.sweeps.advice import advice
from core.sweeps.pairs import Pair, pairs
from core.sweeps.records import Trial, best_of_each_cell, ranked
from core.sweeps.spec import Setting
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.sentiment.spec import TEXTS

SPEC = QUICK.__class__(data="", task=ForecastSpec(target="y", horizon=2))


def trial(cell, number, losses, state="done", samples=1000, weights=10, units=8, seconds=None):
    setting = Setting(cell=cell, units=units, layers=1, lookback=9, learning_rate=0.01)
    told = {"samples": samples, "seconds": seconds or 3000 / samples}
    runs = tuple(
        Run(f"{number}-{seed}", f"e{number}", seed, "trial", cell, seed, units, weights, state, 1,
            facts={"validation": loss, **told} if state == "done" else {})
        for seed, loss in enumerate(losses, 1)
    )  # fmt: skip
    return Trial(f"e{number}", number, setting, 0.0, runs)


def pair(better, other, p):
    return Pair(better, other, 0.1, p, p)


def test_the_lowest_mean_over_seeds_wins_and_what_failed_cannot():
    trials = [
        trial("rnn", 1, [1.0, 3.0]),
        trial("gru", 2, [1.5, 1.7]),
        trial("lstm", 3, [0.1, 0.1], state="failed"),
        trial("gru", 4, [1.6, 1.6], weights=5),
        trial("rnn", 5, [0.2], state="running"),
    ]
    assert [one.number for one in ranked(trials)] == [4, 2, 1]
    assert [one.number for one in best_of_each_cell(trials)] == [4, 1]
    assert trials[0].deviation == pytest.approx(np.std([1, 3], ddof=1)) and trials[4].deviation is None


def test_a_pair_is_tested_as_the_protocol_says():
    rng = np.random.default_rng(3)
    one, other = rng.random((3, 200)), rng.random((2, 200)) + 0.2
    (found,) = pairs(SPEC, [("gru", one), ("rnn", other)])
    wanted = diebold_mariano(one.mean(axis=0), other.mean(axis=0), horizon=2, alternative="two-sided")
    assert (found.better, found.other, found.p, found.p_holm) == ("gru", "rnn", wanted.p, wanted.p)
    assert found.difference == pytest.approx(1 - one.mean() / other.mean()) and found.told_apart


def test_few_origins_give_no_test():
    few = np.random.default_rng(0).random((1, 40))
    assert pairs(SPEC, [("gru", few), ("rnn", few + 1)])[0].p is None


def test_texts_are_tested_by_a_paired_bootstrap():
    rng = np.random.default_rng(1)
    texts = rng.random(400)
    one, other = texts + 0.01 * rng.standard_normal((2, 400)), texts + 0.05
    (found,) = pairs(TEXTS, [("gru", one), ("rnn", other[None])])
    assert found.p is not None and found.p < 0.01


def test_the_bootstrap_of_losses_agrees_with_a_paired_t_test_where_that_holds():
    rng = np.random.default_rng(8)
    one, other = rng.normal(0.1, 1, (1, 800)), rng.normal(0, 1, (1, 800))
    (found,) = pairs(TEXTS, [("gru", one), ("rnn", other)])
    assert found.p == pytest.approx(stats.ttest_rel(one[0], other[0]).pvalue, abs=0.02)


@pytest.mark.parametrize(
    ("ps", "told", "close"),
    [
        ((0.01, 0.02), "clear", ()),
        ((0.01, 0.4), "close", ("lstm",)),
        ((None, None), "too_few", ("rnn", "lstm")),
    ],
)
def test_how_clearly_validation_tells_the_cells_apart(ps, told, close):
    best = [trial("gru", 1, [1.0]), trial("rnn", 2, [1.1]), trial("lstm", 3, [1.2])]
    found = advice(
        best, [pair("gru", "rnn", ps[0]), pair("gru", "lstm", ps[1]), pair("rnn", "lstm", 0.01)], None
    )
    assert (found.told, found.close, found.use) == (told, close, "unscored")


def test_a_faster_setting_is_named_only_if_it_cannot_be_told_from_the_winner():
    best = [trial("lstm", 1, [1.0], samples=1000), trial("rnn", 2, [1.1], samples=3000)]
    close = advice(best, [pair("lstm", "rnn", 0.5)], None)
    assert close.cheaper is best[1] and close.faster == 3.0
    assert advice(best, [pair("lstm", "rnn", 0.001)], None).cheaper is None
    slow = [best[0], trial("rnn", 2, [1.1], samples=1100)]
    assert advice(slow, [pair("lstm", "rnn", 0.5)], None).cheaper is None
    compiled = [best[0], trial("rnn", 2, [1.1], samples=3000, seconds=9.0)]  # fast once it was compiled
    assert advice(compiled, [pair("lstm", "rnn", 0.5)], None).cheaper is None


@pytest.mark.parametrize(
    ("outcome", "use"),
    [
        ("better", "winner"),
        ("no_better", "reference"),
        ("worse", "reference"),
        ("too_little", "untold"),
        ("outdated", "outdated"),
    ],
)
def test_a_winner_that_does_not_beat_the_simple_methods_on_test_is_not_recommended(outcome, use):
    best = [trial("gru", 1, [1.0])]
    assert advice(best, [], Verdict(outcome, "gru", False, 1)).use == use
    assert advice(best, [], Verdict(outcome, "gru", True, 1)).use == "unscored"
    assert advice(best, [], None).told == "alone"
