"""What a person is told before training on texts."""

import pytest
from scipy.stats import binomtest

from core.evaluate.paired_accuracy import accuracy_margin
from core.tasks.sentiment.advice import FEW_TEXTS, MANY_TEXTS, advised, judging_texts
from core.tasks.sentiment.prepare import prepare_texts
from core.tasks.sentiment.spec import SentimentSpec
from core.text.cleaning import text_dataset
from core.text.facts import text_facts


@pytest.mark.parametrize("texts", [30, 60, 400, 5000])
def test_the_margin_is_half_the_width_of_an_exact_interval(texts):
    interval = binomtest(texts // 2, texts).proportion_ci(0.95, method="wilson")
    assert accuracy_margin(texts) == pytest.approx((interval.high - interval.low) / 2, rel=0.07)


@pytest.mark.parametrize("given", [None, [n % 10 == 0 for n in range(200)]])
def test_the_texts_that_judge_are_counted_before_they_are_drawn(given):
    texts = [f"{'good' if n % 2 else 'bad'} text {n}" for n in range(200)]
    data = text_dataset(texts, [text.split()[0] for text in texts], given, name="few", source="upload")
    task = SentimentSpec()
    block, _ = prepare_texts(data, task).block("test")
    assert judging_texts(text_facts(data), task) == pytest.approx(len(block), abs=2)


@pytest.mark.parametrize(
    ("count", "rate"),
    [(FEW_TEXTS - 1, 0.002), (FEW_TEXTS, 0.001), (MANY_TEXTS - 1, 0.001), (MANY_TEXTS, 0.002)],
)
def test_few_and_many_texts_are_learnt_from_at_a_larger_rate(count, rate):
    texts = [f"{'good' if n % 2 else 'bad'} text {n}" for n in range(count)]
    data = text_dataset(texts, [text.split()[0] for text in texts], None, name="some", source="upload")
    assert advised(text_facts(data)).training.learning_rate == rate
