"""What a newcomer starts with depends on how many series there are and on their columns."""

from dataclasses import replace

from core.data.labelled.samples import load_labelled_sample
from core.tasks.classify.api import classify_spec
from core.tasks.classify.spec import SERIES, ClassifySpec
from core.tasks.classify.start import FEW, STEPS_OF_FEW, start

FACTS = load_labelled_sample("motions").facts()


def few(**changes):
    return replace(FACTS, free=dict.fromkeys(FACTS.classes, FEW // len(FACTS.classes) - 1), **changes)


def test_few_series_are_pooled_by_their_largest_values_in_fewer_steps():
    many, some, one = start(FACTS), start(few()), start(few(columns=("x",)))
    assert many.of(ClassifySpec).pooling == "mean" and many.model == SERIES.model
    assert (some.of(ClassifySpec).pooling, some.of(ClassifySpec).most_steps) == ("max", STEPS_OF_FEW)
    assert some.model == SERIES.model and (one.model.dropout, one.model.layers) == (0.0, 2)


def test_what_is_named_is_otherwise_and_the_rest_suits_the_series():
    spec = classify_spec(few(columns=("x",)), model={"units": 8}, task={"normalize": True}, seeds=1)
    assert (spec.model.units, spec.model.dropout, spec.seeds) == (8, 0.0, 1)
    assert spec.of(ClassifySpec).normalize and spec.of(ClassifySpec).pooling == "max"
