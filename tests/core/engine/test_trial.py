"""A setting of a sweep is judged on validation rows alone: what later rows hold makes no difference."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.data.frame import canonical
from core.specs import ModelSpec
from core.store.datasets import to_body
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.generate.advice import advised
from core.tasks.generate.characters import numbered
from core.tasks.generate.items import session_ends
from core.tasks.generate.spec import GenerateSpec
from core.tasks.job import Job
from core.tasks.sentiment.prepare import blocks
from core.tasks.sentiment.spec import TEXTS, SentimentSpec
from core.text.dataset import TextDataset
from core.text.long_text import LongText

pytest.importorskip("keras")
pytestmark = pytest.mark.keras
TIMED = ("seconds", "samples")


@pytest.fixture
def tried(monkeypatch):
    """Returns `run(data, spec, cell)`: a trial as a worker does it."""
    from core.tasks import worker
    from core.tasks.forecast import fitting, train
    from core.tasks.generate import train as writing_train
    from core.tasks.sentiment import train as text_train

    def run(data, spec, cell="gru"):
        module = {"forecast": train, "generate": writing_train, "sentiment": text_train}[spec.task.kind]
        for teller in (fitting, worker):
            monkeypatch.setattr(teller, "tell", lambda job, what, **facts: None)
        job = Job("r", "e", 1, spec.task.kind, "trial", cell, 1, 4, spec, to_body(data), "standard")
        return module.run(job)

    return run


def assert_same(one, other):
    assert one.how == other.how == "done" and one.arrays.keys() == other.arrays.keys()
    for name in one.arrays:
        np.testing.assert_array_equal(one.arrays[name], other.arrays[name])
    for name in one.facts.keys() - set(TIMED):
        assert one.facts[name] == other.facts[name], name


@pytest.mark.parametrize("strategy", ["direct", "recursive"])
def test_a_forecasting_trial_does_not_see_calibration_or_test_rows(tried, strategy):
    walk = 50 + np.random.default_rng(2).normal(size=240).cumsum()
    task = ForecastSpec(target="y", horizon=2, lookback=6, strategy=strategy)
    spec = replace(QUICK, task=task, model=ModelSpec(units=4), training=replace(QUICK.training, updates=60))

    def series(values):
        return canonical(pd.DataFrame({"y": values}), name="walk", source="upload")

    prepared = prepare(series(walk), task)
    end, other = prepared.cuts.stop_end, walk.copy()
    other[end:] = 1000 - 3 * walk[end:][::-1]
    first = tried(series(walk), spec)
    assert_same(first, tried(series(other), spec))
    assert first.arrays["losses"].shape == (len(prepared.block("validation").origins),)
    assert first.facts["validation"] == pytest.approx(first.arrays["losses"].mean()) and first.weights is None
    earlier = walk.copy()
    earlier[prepared.cuts.train_end + 3] += 1  # the rows it is judged on do count
    assert tried(series(earlier), spec).facts["validation"] != first.facts["validation"]


def test_a_classifying_trial_does_not_see_calibration_or_test_texts(tried):
    rng = np.random.default_rng(0)
    words = [["good", "fine", "great"], ["bad", "poor", "awful"]]
    labels = rng.integers(0, 2, 120)
    told = [" ".join([*rng.choice(words[label], 2), f"w{rng.integers(9)}"]) for label in labels]
    drawn = replace(
        TEXTS.of(SentimentSpec), split="drawn"
    )  # by content, other texts would belong to other blocks
    training = replace(TEXTS.training, updates=40, batch=16)
    spec = replace(TEXTS, task=drawn, model=ModelSpec(units=4), training=training)

    def texts(lines):
        frame = pd.DataFrame({"text": lines, "label": labels, "test": False})
        return TextDataset(frame, ("yes", "no"), "lines", "upload")

    rows, changed = blocks(texts(told), spec.of(SentimentSpec)), list(told)
    for row in [*rows["calibration"], *rows["test"]]:
        changed[row] = "quite another text with many more words " * 3
    first = tried(texts(told), spec)
    assert_same(first, tried(texts(changed), spec))
    assert first.arrays["losses"].shape == (len(rows["validation"]),) and 0 <= first.facts["accuracy"] <= 1


@pytest.mark.parametrize("unit", ["characters", "items"])
def test_a_writing_trial_is_told_as_the_test_is_and_does_not_see_it(tried, unit):
    rng = np.random.default_rng(1)
    lines = [" ".join(rng.permutation(list("abcdefghijklmnopqrstuvwxyz"))[:4]) for _ in range(300)]
    text = LongText("\n".join(lines), "v", "upload", unit == "items")
    begun = advised(text.facts())
    task = replace(begun.of(GenerateSpec), unit=unit, window=8, fewest=1)
    training = replace(begun.training, updates=20)
    spec = replace(begun, task=task, model=ModelSpec(units=4), training=training)
    ready = numbered(text, task)
    first = tried(text, spec)
    held_out = len(session_ends(ready, "validation")) if unit == "items" else len(ready.part("validation"))
    losses = first.arrays["losses"]
    assert len(losses) == held_out // task.block and first.weights is None
    if unit == "items":
        assert set(losses.tolist()) == {0.0, 1.0} and first.facts["validation"] == losses.mean()
    other = LongText(
        "\n".join([*lines[:280], *(line[::-1] for line in lines[280:])]), "v", "upload", unit == "items"
    )
    assert_same(first, tried(other, spec))
    earlier = LongText("\n".join(line[::-1] for line in lines), "v", "upload", unit == "items")
    assert not np.array_equal(tried(earlier, spec).arrays["losses"], losses)
