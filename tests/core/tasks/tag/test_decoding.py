"""Sequences that can be: the best of them, against trying all."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.tasks.tag.decoding import decoded
from core.text.tagged.schemes import allowed

NAMES = ["O", "B-A", "I-A", "I-B", "B-B"]


def best_of_all(told):
    begins, follows = allowed(NAMES)
    ways = [
        way
        for way in product(range(len(NAMES)), repeat=len(told))
        if begins[way[0]] and all(follows[pair] for pair in zip(way, way[1:], strict=False))
    ]
    return max(ways, key=lambda way: sum(told[at, tag] for at, tag in enumerate(way)))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 1000))
def test_the_best_sequence_that_can_be_is_found(lengths, seed):
    told = np.log(np.random.default_rng(seed).dirichlet(np.ones(len(NAMES)), size=sum(lengths)))
    found, start = decoded(told, np.array(lengths), NAMES, spans=True), 0
    for length in lengths:
        part = told[start : start + length]
        assert tuple(found[start : start + length]) == best_of_all(part)
        start += length


def test_plain_tags_are_the_likeliest_ones():
    told = np.log([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]])
    assert decoded(told, np.array([2]), ["A", "B", "C"], spans=False).tolist() == [2, 0]


def test_an_inside_without_its_begin_can_never_be():
    told = np.log([[0.1, 0.9], [0.1, 0.9]])
    assert decoded(told, np.array([2]), ["O", "I-A"], spans=True).tolist() == [0, 0]
