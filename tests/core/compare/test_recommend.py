"""What should I use? Hand-made cases: never more than the tests carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compare.ground import Difference
from core.compare.recommend import Candidate, recommend


def candidate(weights=1000, seconds=5.0, better=True, seeds=3):
    return Candidate(seeds, weights, seconds, better)


def pair(first, second, winner=None, p=None):
    """A tested pair; `winner` is better, None is no difference."""
    gain = {first: 0.2, second: -0.2}.get(winner, 0.01)
    shown = 0.001 if winner is not None else 0.6
    low, high = (gain - 0.1, gain + 0.1) if winner is not None else (-0.1, 0.12)
    return Difference(first, second, (1.0, 1.0), gain, low, high, p or shown, p or shown)


def untested(first, second):
    return Difference(first, second, (1.0, 1.2), 0.17, None, None, None, None)


def test_nothing_tested_nothing_said():
    assert recommend([], []).key == "nothing"


def test_too_little_data_names_no_winner():
    told = recommend([candidate(better=None), candidate(better=None)], [untested(0, 1)])
    assert told.key == "too_little" and told.pairs == 0 and told.beaten == ()


def test_alone_and_better_than_the_simple_methods():
    told = recommend([candidate()], [])
    assert (told.key, told.chosen, told.tests, told.pairs) == ("alone", 0, 1, 0)


def test_nothing_better_than_the_simple_methods_means_use_those():
    told = recommend([candidate(better=False), candidate(better=False)], [pair(0, 1, winner=0)])
    assert told.key == "simple" and told.chosen == 0 and told.beaten == (1,)


def test_one_that_beats_every_other():
    told = recommend([candidate(), candidate(), candidate()], [pair(0, 1), pair(0, 2, 2), pair(1, 2, 2)])
    assert (told.key, told.chosen, told.beaten) == ("clear", 2, (0, 1))


def test_one_that_nobody_beats_but_that_does_not_beat_all():
    told = recommend([candidate(), candidate(), candidate()], [pair(0, 1, 0), pair(0, 2), pair(1, 2, 1)])
    assert (told.key, told.chosen, told.beaten) == ("ahead", 0, (1, 2))


def test_the_cheapest_of_those_that_cannot_be_told_apart():
    told = recommend(
        [candidate(4000), candidate(3000), candidate(1000)], [pair(0, 1), pair(0, 2), pair(1, 2)]
    )
    assert (told.key, told.chosen, told.tied, told.cost) == ("tied", 2, (2, 1, 0), "weights")


def test_the_cheapest_is_only_taken_if_it_beats_the_simple_methods():
    told = recommend([candidate(4000), candidate(1000, better=False)], [pair(0, 1)])
    assert (told.key, told.chosen, told.tied) == ("tied", 0, (1, 0))


def test_equal_budgets_let_the_training_time_decide():
    told = recommend([candidate(1000, 9.0), candidate(1010, 4.0)], [pair(0, 1)])
    assert (told.chosen, told.cost) == (1, "seconds")
    unknown = recommend([candidate(1000, None), candidate(1010, 4.0)], [pair(0, 1)])
    assert (unknown.chosen, unknown.cost) == (0, "weights")


def test_single_seeds_and_runs_that_have_not_ended_are_said():
    told = recommend([candidate(seeds=1), candidate()], [pair(0, 1)], provisional=True)
    assert told.one_seed and told.provisional


@pytest.mark.parametrize("seeds", [(1, 3), (3, 1), (1, 1)])
def test_that_one_cell_beats_another_is_not_said_of_single_seeds(seeds):
    told = recommend([candidate(seeds=count) for count in seeds], [pair(0, 1, 0)])
    assert told.key == "one_seed" and told.chosen == 0


def test_an_interval_that_holds_zero_is_no_difference_however_small_p():
    one = Difference(0, 1, (1.0, 1.1), 0.1, -0.01, 0.2, 0.001, 0.002)
    assert one.finding == "no_difference" and one.better is None


@pytest.mark.parametrize(("winner", "finding"), [(0, "first"), (1, "second"), (None, "no_difference")])
def test_findings(winner, finding):
    assert pair(0, 1, winner).finding == finding
    assert untested(0, 1).finding == "too_little"


@given(st.lists(st.sampled_from([None, "first", "second"]), min_size=6, max_size=6), st.booleans())
def test_who_is_recommended_is_never_beaten_and_ties_are_never_called_won(outcomes, better):
    """Scores are transitive, so a pair can only be won by the one with the lower place here."""
    pairs = [(a, b) for a in range(4) for b in range(a + 1, 4)]
    tested = [pair(a, b, a if won else None) for (a, b), won in zip(pairs, outcomes, strict=True)]
    told = recommend([candidate(better=better)] * 4, tested)
    assert told.chosen is not None and told.chosen not in told.beaten
    assert set(told.tied) | set(told.beaten) == set(range(4))
    if told.key == "clear":
        assert all(one.better == told.chosen for one in tested if told.chosen in (one.first, one.second))
    assert (told.key == "simple") == (not better)
