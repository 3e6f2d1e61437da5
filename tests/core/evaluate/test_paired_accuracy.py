"""A paired bootstrap between groups of seeds, and McNemar, against independent references."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.evaluate.mcnemar import mcnemar
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference, judged_texts
from core.evaluate.significance import holm


def right(share, seeds=3, texts=200, seed=1):
    return np.random.default_rng(seed).random((seeds, texts)) < share


def test_draws_have_the_mean_and_the_spread_of_accuracies():
    one = right(0.8, seeds=1)
    drawn = drawn_accuracies(one, seed=4)
    accuracy = one.mean()
    assert drawn.shape == (2000, 1)
    assert drawn.mean() == pytest.approx(accuracy, abs=0.002)
    assert drawn.std() == pytest.approx(np.sqrt(accuracy * (1 - accuracy) / 200), rel=0.06)


def test_the_interval_agrees_with_that_of_paired_differences():
    """With one seed each it is the bootstrap of a mean, which the normal approximation knows."""
    ours, theirs = right(0.85, 1, 2000), right(0.8, 1, 2000, seed=2)
    drawn = drawn_accuracies(np.concatenate([ours, theirs]), seed=7)
    low, high, p = drawn_difference(drawn[:, :1], drawn[:, 1:], seed=7)
    gain = ours[0].astype(float) - theirs[0]
    error = gain.std(ddof=1) / np.sqrt(2000)
    assert low == pytest.approx(gain.mean() - 1.96 * error, abs=0.003)
    assert high == pytest.approx(gain.mean() + 1.96 * error, abs=0.003)
    assert p == pytest.approx(2 * stats.norm.sf(abs(gain.mean()) / error), abs=0.01)


def test_who_is_compared_with_itself_differs_by_nothing():
    drawn = drawn_accuracies(right(0.7, 1), seed=1)
    assert drawn_difference(drawn, drawn) == (0.0, 0.0, 1.0)


def test_turning_the_pair_round_turns_the_sign():
    drawn = drawn_accuracies(np.concatenate([right(0.8, 1), right(0.7, 1, seed=2)]), seed=3)
    low, high, p = drawn_difference(drawn[:, :1], drawn[:, 1:])
    back = drawn_difference(drawn[:, 1:], drawn[:, :1])
    assert back == pytest.approx((-high, -low, p))


def test_equal_classifiers_are_told_apart_no_more_often_than_one_in_twenty():
    random, found = np.random.default_rng(11), 0
    for n in range(100):
        told = random.random((2, 150)) < 0.8
        drawn = drawn_accuracies(told, draws=400, seed=n)
        found += drawn_difference(drawn[:, :1], drawn[:, 1:], seed=n)[2] < 0.05
    assert found <= 12  # binomial: more would come up once in 1,500 trials


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_agrees_with_scipy(first, second):
    ours = np.array([True] * first + [False] * second + [True] * 5)
    theirs = np.array([False] * first + [True] * second + [True] * 5)
    found = mcnemar(ours, theirs)
    odd = first + second
    assert (found.first, found.second, found.exact) == (first, second, odd < 25)
    if odd == 0:
        assert found.p == 1.0
    elif odd < 25:
        assert found.p == pytest.approx(stats.binomtest(first, odd).pvalue)
    else:
        statistic = max(abs(first - second) - 1, 0) ** 2 / odd
        assert found.p == pytest.approx(stats.chi2.sf(statistic, 1))


def test_draws_of_few_networks_and_of_many_follow_the_same_law():
    one = right(0.8, seeds=2, texts=900)
    many = np.concatenate(
        [one, right(0.5, seeds=12, texts=900, seed=2)]
    )  # too many ways to draw them at once
    few, each = drawn_accuracies(one, seed=4), drawn_accuracies(many, seed=4)[:, :2]
    assert few.mean(axis=0) == pytest.approx(each.mean(axis=0), abs=0.002)
    assert few.std(axis=0) == pytest.approx(each.std(axis=0), rel=0.08)
    assert np.corrcoef(few.T)[0, 1] == pytest.approx(np.corrcoef(each.T)[0, 1], abs=0.08)


BAGS = {"majority": right(0.5, 1, 1500, 5)[0], "tfidf": right(0.8, 1, 1500, 6)[0]}


def test_a_cell_has_to_beat_every_simple_method_of_texts():
    cells = {"gru": right(0.9, 1, 1500, 7)[0], "rnn": right(0.7, 1, 1500, 8)[0]}
    gru, rnn = judged_texts(cells, BAGS, "majority")
    assert gru.better and not gru.worse
    assert gru.gain == pytest.approx(cells["gru"].mean() - BAGS["tfidf"].mean())
    assert gru.low < gru.gain < gru.high and gru.lowest == gru.low
    assert not rnn.better and not rnn.worse and rnn.p > 0.9  # worse than the better bag, which was not chosen
    assert judged_texts(cells, BAGS, "tfidf")[1].worse


def test_the_cells_of_texts_share_two_holm_families():
    cells = {str(n): right(share, 1, 1500, 10 + n)[0] for n, share in enumerate((0.82, 0.83, 0.79))}
    found = judged_texts(cells, BAGS, "tfidf")
    assert [one.p_holm for one in found] == holm([one.p for one in found])
    assert [one.p_worse_holm for one in found] == holm([one.p_worse for one in found])


def test_one_simple_method_is_enough_and_a_copy_of_it_is_neither_better_nor_worse():
    (one,) = judged_texts({"gru": BAGS["tfidf"]}, {"tfidf": BAGS["tfidf"]}, "tfidf")
    assert (one.gain, one.low, one.high, one.p, one.p_worse) == (0.0, 0.0, 0.0, 1.0, 1.0)
    assert not one.better and not one.worse


def equals(random, share, count):
    """Told right in the same share of texts, and often of the same ones."""
    shared, own = random.random(300) < share, random.random((count, 300)) < share
    return np.where(random.random((count, 300)) < 0.5, shared, own)


@pytest.mark.parametrize("share", [0.6, 0.97])
def test_of_texts_one_pair_of_equals_is_told_apart_in_one_of_twenty_draws(share):
    random, draws = np.random.default_rng(17), 300
    pairs = [equals(random, share, 2) for _ in range(draws)]
    found = [judged_texts({"a": one}, {"x": other}, "x")[0] for one, other in pairs]
    for ps in ([one.p for one in found], [one.p_worse for one in found]):
        assert 0.01 < np.mean(np.array(ps) < 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / draws)


def test_of_texts_a_family_of_equals_is_called_better_or_worse_in_at_most_five_percent():
    random, draws, better, worse = np.random.default_rng(18), 80, 0, 0
    for _ in range(draws):
        told = dict(zip("abcxyz", equals(random, 0.85, 6), strict=True))
        judged = judged_texts({n: told[n] for n in "abc"}, {n: told[n] for n in "xyz"}, "x")
        better, worse = better + any(o.better for o in judged), worse + any(o.worse for o in judged)
    assert max(better, worse) <= draws * 0.05 + 3 * np.sqrt(draws * 0.05 * 0.95)
