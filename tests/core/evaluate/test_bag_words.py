"""What each word adds to a bag's answer, and the bias, are its log-odds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.bag import Bag

TERMS = ("good", "bad", "not", "not good", "good bad")
RNG = np.random.default_rng(3)
WEIGHTS, BIAS = RNG.normal(size=(len(TERMS), 3)), RNG.normal(size=3)


@pytest.mark.parametrize("rarity", [None, RNG.uniform(1, 3, len(TERMS))], ids=["counts", "tfidf"])
@given(words=st.lists(st.sampled_from(["good", "bad", "not", "unknown"]), min_size=1, max_size=8))
def test_contributions_add_up_to_the_log_odds(rarity, words):
    bag = Bag(TERMS, WEIGHTS, BIAS, rarity=rarity)
    told = np.log(bag.probabilities([words])[0])
    for label in range(3):
        others = [place for place in range(3) if place != label]
        odds = told[label] - told[others].mean()
        bias = BIAS[label] - BIAS[others].mean()
        assert bag.contributions(words, label).sum() + bias == pytest.approx(odds)
    assert all(
        value == 0
        for word, value in zip(words, bag.contributions(words, 0), strict=True)
        if word == "unknown"
    )
