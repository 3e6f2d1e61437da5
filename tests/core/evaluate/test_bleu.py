"""BLEU and chrF: cases worked by hand, sacrebleu's own figures, and a bootstrap that pairs sentences."""

import math
import random

import numpy as np
import pytest

from core.evaluate.bleu import bleu, chrf, drawn_bleu, judged_translations
from core.evaluate.translation_counts import translation_counts

WORDS = "the a cat dog sat ran on mat , . in my old house".split()


def of(texts, references, cut="13a"):
    return translation_counts(texts, references, cut)


def test_a_case_worked_by_hand():
    # "the cat sat on the mat" for "the cat sat on a mat": 5 of 6 words, 3 of 5 pairs, 2 of 4 triples, 1 of 3
    # fours; equally long, so no penalty.
    score = bleu(of(["the cat sat on the mat"], ["the cat sat on a mat"]).sum(axis=0))
    assert score == pytest.approx((5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25)


def test_short_translations_pay_and_an_order_without_a_hit_is_smoothed():
    # "a b c d" for "a b c x y": 3 of 4 words, 2 of 3 pairs, 1 of 2 triples, no four: 1/2 of 1; four for five.
    score = bleu(of(["a b c d"], ["a b c x y"]).sum(axis=0))
    assert score == pytest.approx(math.exp(1 - 5 / 4) * (3 / 4 * 2 / 3 * 1 / 2 * 1 / 2) ** 0.25)
    assert bleu(of(["x y z w"], ["a b c d"]).sum(axis=0)) == 0 == bleu(of([""], ["a"]).sum(axis=0))


def test_chrf_of_a_case_worked_by_hand():
    # "abc" for "abd": letters 2 of 3, pairs 1 of 2, triples 0 of 1, in both directions.
    assert chrf(of(["abc"], ["abd"]).sum(axis=0)) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    assert chrf(of([""], ["abd"]).sum(axis=0)) == 0


@pytest.mark.parametrize("cut", ["13a", "zh", "char"])
def test_figures_are_those_of_sacrebleu(cut):
    import sacrebleu

    draw = random.Random(3)
    texts, references = (
        [" ".join(draw.choices(WORDS, k=draw.randint(0, 12))) + "。你好" for _ in range(80)] for _ in "ab"
    )
    for some in (slice(0, 80), slice(3, 4), slice(7, 8), slice(10, 14)):
        counts = of(texts[some], references[some], cut).sum(axis=0)
        score = sacrebleu.corpus_bleu(texts[some], [references[some]], tokenize=cut).score
        assert 100 * bleu(counts) == pytest.approx(score)
        assert 100 * chrf(counts) == pytest.approx(
            sacrebleu.corpus_chrf(texts[some], [references[some]]).score
        )


def test_all_methods_see_the_same_draws():
    counts = of(["the cat sat on the mat", "a dog ran", "my old house"] * 20, ["the cat sat on a mat"] * 60)
    drawn = drawn_bleu(np.stack([counts, counts]), seed=4)
    assert drawn.shape == (2000, 2) and np.array_equal(drawn[:, 0], drawn[:, 1]) and drawn[:, 0].std() > 0


def test_who_translates_better_is_better_and_luck_is_no_finding():
    draw = random.Random(5)
    references = [" ".join(draw.choices(WORDS, k=9)) for _ in range(200)]

    def spoilt(share):
        told = [
            " ".join(draw.choice(WORDS) if draw.random() < share else word for word in one.split())
            for one in references
        ]
        return of(told, references)

    poor, poorer = spoilt(0.4), spoilt(0.6)
    found = {
        one.cell: one
        for one in judged_translations(
            {"good": np.stack([spoilt(0.1), spoilt(0.15)]), "alike": poor[None], "bad": spoilt(0.7)[None]},
            {"a": poor, "b": poorer}, "a",
        )
    }  # fmt: skip
    assert found["good"].better and found["good"].low < found["good"].gain < found["good"].high
    assert not found["alike"].better and not found["alike"].worse and found["alike"].gain == 0
    assert found["bad"].worse
