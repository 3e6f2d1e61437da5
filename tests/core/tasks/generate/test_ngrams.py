"""Interpolated n-grams against a case worked by hand, and against a slow version of their formula."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from core.tasks.generate.compressors import compressed_bits
from core.tasks.generate.ngrams import ngram_bits


def slowly(numbers, trained, characters, order):
    """Witten & Bell's recursion, with dictionaries."""
    counts = defaultdict(Counter)
    for place in range(trained):
        for length in range(min(order - 1, place) + 1):
            counts[tuple(numbers[place - length : place])][numbers[place]] += 1

    def told(context, one):
        lower = 1 / characters if not context else told(context[1:], one)
        if context is None or not counts[context]:
            return lower
        seen = counts[context]
        return (seen[one] + len(seen) * lower) / (sum(seen.values()) + len(seen))

    return [
        -np.log2(told(tuple(numbers[max(0, place - order + 1) : place]), numbers[place]))
        for place in range(trained, len(numbers))
    ]


def test_a_case_worked_by_hand():
    # Counted: a a b a. Of 3 characters; a three times, b once, so two kinds.
    # Order 1: P(a) = (3 + 2/3) / (4 + 2) = 11/18; P(b) = (1 + 2/3) / 6 = 5/18.
    # Order 2, after a: a once, b once: P(b | a) = (1 + 2 · 5/18) / (2 + 2) = 7/18.
    # After b: a once: P(a | b) = (1 + 1 · 11/18) / (1 + 1) = 29/36.
    found = ngram_bits(np.array([0, 0, 1, 0, 1, 0]), 4, 3, orders=2)
    assert 2 ** -found[1] == pytest.approx([5 / 18, 11 / 18])
    assert 2 ** -found[2] == pytest.approx([7 / 18, 29 / 36])


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5])
def test_every_order_is_what_the_formula_says(order):
    numbers = np.random.default_rng(3).integers(0, 4, 400)
    found = ngram_bits(numbers, 300, 6)[order]
    assert found == pytest.approx(slowly(numbers.tolist(), 300, 6, order))


def test_probabilities_of_all_characters_sum_to_one():
    before = np.random.default_rng(4).integers(0, 4, 200)
    total = sum(2 ** -ngram_bits(np.append(before, one), 200, 6)[5][0] for one in range(6))
    assert total == pytest.approx(1)


def test_nothing_behind_the_training_part_is_counted():
    numbers = np.random.default_rng(5).integers(0, 4, 300)
    others = np.concatenate([numbers[:250], 3 - numbers[250:]])
    for one, other in zip(
        ngram_bits(numbers, 200, 4).values(), ngram_bits(others, 200, 4).values(), strict=True
    ):
        assert np.array_equal(one[:50], other[:50])


def test_what_the_held_out_text_adds_to_a_compressed_text():
    known = "the cat sat on the mat. " * 40
    again, other = compressed_bits(known, known), compressed_bits(known, "Zyx wvu tsr! " * 70)
    assert set(again) == {"zlib", "bz2", "lzma"}
    assert all(0 <= again[name] < other[name] < 8 for name in again)
