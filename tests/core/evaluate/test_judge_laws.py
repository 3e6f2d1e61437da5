"""Where nobody is better, the judge says so: on losses of equal expectation, however they hang together.

`python -m benchmarks.laws` tells the same of more draws and more lengths.
"""

import math

import pytest

from benchmarks.laws import DESIGNS, Origins, families, pairs

DRAWS = 600


def most(share, draws, errors=3.0):
    """A share and as many binomial errors."""
    return share + errors * math.sqrt(share * (1 - share) / draws)


@pytest.fixture(scope="module")
def shares():
    """Returns `shares(design, test)`, drawn once."""
    known = {}

    def drawn(design, test):
        if (design, test) not in known:
            known[design, test] = pairs(design, test, DRAWS)
        return known[design, test]

    return drawn


either = pytest.mark.parametrize(
    "test", [Origins(60), Origins(150, 5), Origins(200, 3, 1, 0.6)], ids=lambda one: one.name
)
every = pytest.mark.parametrize("design", DESIGNS)


@every
@either
def test_one_pair_of_equals_is_told_apart_in_one_of_twenty_draws(design, test, shares):
    """Where a failure shows first: no other test has to be passed, no family corrected for."""
    found = shares(design, test)
    assert max(found["better"], found["worse"]) <= most(0.05, DRAWS)
    assert min(found["better"], found["worse"]) >= 0.01  # nor is the test passed by never telling anything


@every
@either
def test_the_interval_holds_the_true_skill_in_ninety_five_percent(design, test, shares):
    found = shares(design, test)
    for name in ("skill", "gain"):
        assert 0.93 - 2 * math.sqrt(0.05 * 0.95 / DRAWS) <= found[name] <= 0.995


@every
def test_a_family_of_three_equal_cells_is_called_better_or_worse_in_at_most_five_percent(design):
    found = families(design, Origins(100, 2), 150)
    assert max(found.values()) <= most(0.05, 150)
    assert found["better"] <= most(0.01, 150)  # to beat each of five that are as good takes more luck


def test_the_test_that_was_used_before_is_not_passed_by_persistent_losses(shares):
    """What the law is there for: its size was three times what it said."""
    assert shares("persistent", Origins(60))["before"] > 0.12
