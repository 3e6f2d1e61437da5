"""A verdict follows from the statistics alone."""

from dataclasses import replace

import pytest

from core.evaluate.verdict import Judged, families, verdict

GOOD = Judged("lstm", 0.2, 0.1, 0.3, 0.001, 0.003, 0.999, 1.0, 0.05)
EVEN = Judged("gru", 0.05, -0.1, 0.2, 0.2, 0.4, 0.8, 1.0, -0.1)
BAD = Judged("rnn", -0.3, -0.5, -0.1, 0.99, 1.0, 0.001, 0.003, -0.5)
UNTOLD = Judged("rnn", None, None, None, None, None)


def outcome(*judged, origins=40):
    return verdict(judged, independent=origins, provisional=False)


@pytest.mark.parametrize(
    ("judged", "found", "cell", "tests"),
    [
        ((GOOD, EVEN, BAD), "better", "lstm", 3),
        ((EVEN, BAD), "no_better", "gru", 2),
        ((BAD,), "worse", "rnn", 1),
        ((UNTOLD,), "no_better", "rnn", 0),
        ((UNTOLD, EVEN), "no_better", "gru", 1),
    ],
)
def test_the_outcome_names_the_best_cell_and_counts_the_tests(judged, found, cell, tests):
    told = outcome(*judged)
    assert (told.outcome, told.cell, told.tests) == (found, cell, tests)


def test_better_needs_both_a_small_p_and_every_interval_above_zero():
    assert outcome(replace(GOOD, lowest=-0.01)).outcome == "no_better"
    assert outcome(replace(GOOD, lowest=None)).outcome == "no_better"
    assert outcome(replace(GOOD, p_holm=0.06)).outcome == "no_better"


def test_worse_needs_every_cell_to_be_significantly_worse():
    assert outcome(BAD, replace(BAD, cell="gru")).outcome == "worse"
    assert outcome(BAD, replace(BAD, cell="gru", p_worse_holm=0.06)).outcome == "no_better"


def test_better_and_worse_are_families_of_their_own():
    ps = [(0.01, 0.9), (0.04, 0.02), (None, None)]
    found = families([replace(EVEN, p=p, p_worse=q) for p, q in ps])
    assert [(one.p_holm, one.p_worse_holm) for one in found] == [(0.02, 0.9), (0.04, 0.04), (None, None)]


def test_a_winner_is_named_even_where_another_has_more_skill_by_luck():
    assert outcome(Judged("gru", 0.4, -0.1, 0.9, 0.04, 0.08, 0.9, 1.0, -0.1), GOOD).cell == "lstm"


def test_few_origins_tell_nothing_however_good_a_cell_looks():
    told = outcome(GOOD, origins=29)
    assert (told.outcome, told.tests) == ("too_little", 0)


def test_all_that_are_better_are_told_best_first():
    also = replace(GOOD, cell="gru", gain=0.3)
    assert outcome(GOOD, BAD, also).better == ("gru", "lstm")
    assert outcome(EVEN, BAD).better == outcome(GOOD, origins=29).better == ()


def test_cells_without_a_result_are_named():
    told = verdict([GOOD], independent=40, provisional=True, wanted=["gru", "lstm", "rnn"])
    assert told.unfinished == ("gru", "rnn")


def test_unfinished_seeds_make_it_provisional():
    assert verdict([GOOD], independent=40, provisional=True).provisional
