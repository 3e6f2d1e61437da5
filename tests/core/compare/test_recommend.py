"""What should I use? Hand-made cases: never more than the tests carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compare.recommend import Candidate, Rivals, reached, recommend
from core.compare.test_set import Contest, Difference


def candidate(weights=1000, seconds=5.0, better=True, seeds=3, skill=0.1):
    return Candidate(seeds, weights, seconds, better, skill)


def contest(winner, loser, p=1e-7):
    """A simple method clearly beaten, or beating."""
    return Contest(winner, loser, (1.0, 2.0), p, p)


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


def test_a_simple_method_that_another_clearly_beats_is_not_named():
    rivals = Rivals(("ets", "last_value", "theta"), [contest(3, 1), contest(3, 2)])
    told = recommend([candidate(better=False)], [], rivals)
    assert (told.key, told.simple) == ("simple_beaten", "theta")


def test_a_cell_that_a_simple_method_clearly_beats_is_not_named():
    rivals = Rivals(("ets", "last_value", "theta"), [contest(4, n) for n in range(4)])
    told = recommend([candidate(1000), candidate(3000)], [pair(0, 1)], rivals)
    assert (told.key, told.simple, told.beaten) == ("simple_beaten", "theta", (0, 1))
    one = Rivals(rivals.methods, [contest(4, 0)])
    told = recommend([candidate(1000), candidate(3000)], [pair(0, 1)], one)
    assert (told.key, told.chosen, told.beaten) == ("ahead", 1, (0,))


def test_where_every_simple_method_is_beaten_a_cell_is_named_with_care():
    rivals = Rivals(("ets", "last_value"), [contest(2, 1), contest(0, 2)])
    told = recommend([candidate(better=False)], [], rivals)
    assert (told.key, told.chosen, told.simple) == ("unbeaten", 0, "")


def test_the_figures_quoted_are_the_best_cells_not_the_smallests():
    told = recommend([candidate(1000, better=False, skill=-0.3), candidate(4000, better=False, skill=0.05)],
                     [pair(0, 1)])  # fmt: skip
    assert told.key == "simple" and told.best == 1


@given(st.permutations(range(5)), st.data())
def test_advice_is_never_clearly_beaten_by_anything(ranks, data):
    """Two cells and three simple methods of different quality; any of the pairs may be shown or not."""
    losses = [1.0 + rank for rank in ranks]
    shown = lambda: data.draw(st.booleans())  # noqa: E731
    contests = [
        Contest(a, b, (losses[a], losses[b]), 0.001, 0.001 if shown() else 0.8)
        for b in range(2, 5)
        for a in range(b)
    ]
    winner = int(losses[1] < losses[0]) if shown() else None
    rivals = Rivals(("first", "second", "third"), contests)
    told = recommend([candidate(better=shown()), candidate(better=shown())], [pair(0, 1, winner)], rivals)
    named = rivals.methods.index(told.simple) + 2 if told.key.startswith("simple") else told.chosen
    losers = {one.loser for one in contests} | ({1 - winner} if winner is not None else set())
    assert named is not None and named not in losers


@pytest.mark.parametrize(
    ("shares", "key", "chosen"),
    [
        ((1.0, 1.0, 0.0), "reached", 1),
        ((1.0, 0.5, 0.0), "reached_alone", 0),
        ((0.5, 0.0, 0.0), "reached_partly", 0),
        ((0.0, 0.0, 0.0), "not_reached", 2),
    ],
)
def test_a_goal_is_reached_or_not(shares, key, chosen):
    three = [candidate(3000, skill=-0.2), candidate(1000, skill=-0.3), candidate(2000, skill=-0.1)]
    told = reached(three, shares)
    assert (told.key, told.chosen) == (key, chosen)
