"""What is sent is chosen on calibration rows, and the test has no say in it."""

import numpy as np
import pytest

from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.sending import choose, sent

RNG = np.random.default_rng(0)
H = 3


def test_the_simplest_of_those_that_luck_alone_sets_apart_is_chosen():
    shared, wobble = np.abs(RNG.normal(size=40)), np.tile([0.02, -0.02], 20)
    losses = {"last_value": shared + 2, "drift": shared + wobble, "ridge": shared - 0.001}
    found = choose(losses, independent=10)
    assert (found.name, found.best, list(found.errors)) == ("drift", "ridge", list(losses))


def test_a_method_that_is_better_at_nearly_every_origin_is_no_tie():
    shared = np.abs(RNG.normal(size=40))
    losses = {"last_value": shared, "ridge": shared - 0.1 + 0.01 * RNG.normal(size=40)}
    assert choose(losses, independent=10).name == "ridge"


def test_from_one_origin_nothing_can_be_told():
    found = choose({"last_value": np.array([9.0]), "ridge": np.array([1.0])}, independent=1)
    assert (found.name, found.best) == ("last_value", None)


def test_a_lead_that_comes_and_goes_for_long_is_no_lead():
    """A hundred origins that do not overlap, but the lead changes hands only every twenty-five."""
    left = {"calibration_truth": np.zeros((100, 1)), "calibration_origins": np.arange(100)}
    wave = np.repeat([0.5, -0.2, 0.5, -0.2], 25)
    left |= {"calibration/last_value": (1 + wave)[:, None], "calibration/ridge": np.ones((100, 1))}
    left |= {"final/last_value": np.zeros(1), "final/ridge": np.zeros(1)}
    losses = {"last_value": 1 + wave, "ridge": np.ones(100)}
    assert choose(losses, independent=100).name == "ridge" and sent(left, [], 1).name == "last_value"


def arrays(methods, origins=30):
    """Runs that left forecasts which miss by so much; the test's truth is another one for each call."""
    truth = RNG.normal(size=(origins, H))
    left = {"calibration_truth": truth, "calibration_origins": np.arange(origins)}
    left |= {"test_truth": RNG.normal(size=(origins, H))}
    for name, miss in methods.items():
        left[f"calibration/{name}"] = truth + miss * (1 + 0.1 * RNG.random(truth.shape))
        left[f"test/{name}"], left[f"final/{name}"] = RNG.normal(size=truth.shape), np.zeros(H)
    return left, truth


def cell(name, weights, truth, miss):
    told = [{"calibration": truth + sign * miss, "last": np.zeros(H)} for sign in (1, -0.5)]
    return CellRuns(name, weights, [1, 2], told, [])


def test_cells_are_judged_by_the_mean_of_their_seeds():
    simple, truth = arrays({"last_value": 1.0, "ridge": 0.5})
    assert sent(simple, [cell("gru", 100, truth, 4.0)], H).name == "ridge"
    assert sent(simple, [cell("gru", 100, truth, 1.0)], H).name == "gru"


def test_of_equal_cells_the_one_with_fewer_weights_is_sent():
    simple, truth = arrays({"last_value": 1.0})
    both = [cell("lstm", 400, truth, 0.1), cell("rnn", 100, truth, 0.1)]
    assert sent(simple, both, H).name == "rnn"


def test_the_test_has_no_say():
    simple, truth = arrays({"last_value": 1.0, "ridge": 0.5})
    other = simple | {name: RNG.normal(size=v.shape) for name, v in simple.items() if name.startswith("test")}
    assert sent(simple, [cell("gru", 9, truth, 0.9)], H) == sent(other, [cell("gru", 9, truth, 0.9)], H)


def test_what_was_not_measured_counts_for_nothing():
    simple, truth = arrays({"last_value": 1.0, "ridge": 0.5})
    whole = sent(simple, [], H)
    simple["calibration_truth"] = truth.copy()
    simple["calibration_truth"][::2, 1], simple["calibration_truth"][5] = np.nan, np.nan
    found = sent(simple, [], H)
    assert found.name == whole.name == "ridge" and found.errors["ridge"] == pytest.approx(0.525, rel=0.02)


def test_intermittent_demand_is_not_answered_with_never():
    demand = np.where(np.random.default_rng(3).random((60, H)) < 0.3, 5.0, 0.0)
    left = {"calibration_truth": demand, "calibration_origins": np.arange(60), "test_truth": demand}
    for name, level in {
        "last_value": 5.0,
        "mean": 1.5,
        "croston_sba": 1.45,
        "zero": 0.0,
        "ridge": 1.6,
    }.items():
        left[f"calibration/{name}"], left[f"final/{name}"] = np.full(demand.shape, level), np.zeros(H)
    found = sent(left, [], H)
    assert found.squared and found.name == "croston_sba"
