"""Who is called better is better than every simple method; worse is said of one chosen beforehand."""

import numpy as np
import pytest

from core.evaluate.judging import judged_against
from core.evaluate.significance import diebold_mariano, holm
from core.evaluate.verdict import verdict

RNG = np.random.default_rng(1)
BASE = RNG.gamma(3.0, 1.0, 200)


def loss(share, seed):
    return share * BASE + 0.3 * np.random.default_rng(seed).normal(size=200)


SIMPLE = {"last_value": loss(1.5, 1), "ridge": loss(1.0, 2), "mean": loss(2.0, 3)}


def judged(cells, beforehand="ridge", **changes):
    return judged_against(cells, SIMPLE, beforehand, **({"horizon": 2, "stride": 1} | changes))


def test_p_is_the_largest_over_every_simple_method_with_holm_over_the_cells():
    cells = {"gru": loss(0.9, 4), "lstm": loss(0.97, 5), "rnn": loss(1.2, 6)}
    found = judged(cells)
    for one in found:
        each = [diebold_mariano(cells[one.cell], other, horizon=2).p for other in SIMPLE.values()]
        assert one.p == max(each)
        assert (
            one.p_worse
            == diebold_mariano(cells[one.cell], SIMPLE["ridge"], horizon=2, alternative="greater").p
        )
    assert [one.p_holm for one in found] == holm([one.p for one in found])
    assert [one.p_worse_holm for one in found] == holm([one.p_worse for one in found])


def test_skill_is_told_against_the_simple_method_that_was_hardest_to_beat_on_the_test():
    (one,) = judged({"gru": loss(0.9, 4)}, beforehand="mean")
    assert one.gain == pytest.approx(1 - loss(0.9, 4).mean() / SIMPLE["ridge"].mean())
    assert one.low < one.gain < one.high and one.better and one.lowest == one.low


def test_twice_as_good_as_the_one_chosen_beforehand_is_not_better_if_another_is_as_good():
    """Airline passengers: 65 % better than seasonal naive, and ridge twice as good again."""
    (one,) = judged({"gru": loss(1.05, 4)}, beforehand="mean")
    assert not one.better and one.p > 0.5 and one.lowest < 0
    assert not one.worse  # than the one that was chosen


def test_worse_is_told_against_the_one_chosen_beforehand():
    (one,) = judged({"gru": loss(1.4, 4)})
    assert one.worse and not one.better
    (other,) = judged({"gru": loss(1.4, 4)}, beforehand="last_value")
    assert not other.worse


def test_a_cell_that_repeats_a_simple_method_is_neither():
    copy = SIMPLE["ridge"] * (1 + 1e-7 * RNG.normal(size=200))
    (one,) = judged({"gru": copy})
    assert (one.p, one.p_worse) == (1.0, 1.0) and not one.better and not one.worse
    assert one.lowest == pytest.approx(0, abs=1e-6)


def test_seeds_are_judged_by_their_mean_loss():
    seeds = np.stack([loss(0.8, 4), loss(1.0, 5)])
    (one,) = judged({"gru": seeds})
    (mean,) = judged({"gru": seeds.mean(axis=0)})
    assert (one.p, one.gain) == (mean.p, mean.gain)
    assert one.high - one.low > mean.high - mean.low  # two seeds tell little of others


def test_below_thirty_origins_that_share_no_step_there_is_too_little_to_tell():
    found = judged({"gru": loss(0.2, 4)}, horizon=8)
    assert found[0].p is None and found[0].p_worse is None and not found[0].better
    told = verdict(found, independent=25, provisional=False)
    assert (told.outcome, told.tests) == ("too_little", 0)


def test_a_whole_table_of_methods_asks_for_every_pair_once():
    cells = {name: loss(0.9, n) for n, name in enumerate(("rnn", "lstm", "gru"))}
    again = judged(cells)
    assert again == judged(cells)
