"""Folds depend on what texts say alone, are as large as each other, and share no row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.text.folds import folds_of


@given(st.integers(10, 80), st.integers(2, 7), st.integers(0, 99))
def test_folds_are_even_and_order_does_not_matter(texts, count, seed):
    prints = np.random.default_rng(seed).permutation(texts).astype(np.uint64)
    found = folds_of(prints, count)
    sizes = np.bincount(found, minlength=count)
    assert sizes.max() - sizes.min() <= 1
    other = np.random.default_rng(seed + 1).permutation(texts)
    assert (folds_of(prints[other], count) == found[other]).all()
