import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from core.evaluate.classification import (
    calibration_error,
    class_scores,
    confusion,
    reliability,
    scores,
    softmax,
    temperature,
)


def drawn(seed, classes=3, texts=80):
    random = np.random.default_rng(seed)
    truth = np.concatenate([np.arange(classes), random.integers(classes, size=texts)])
    return truth, softmax(random.normal(size=(len(truth), classes)) + 1.5 * np.eye(classes)[truth])


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_scores_are_scikit_learns(seed, classes):
    truth, told = drawn(seed, classes)
    called, found = told.argmax(axis=1), scores(truth, told)
    macro = {"average": "macro", "zero_division": 0}
    ranks = told[:, 1] if classes == 2 else told
    expected = {
        "accuracy": metrics.accuracy_score(truth, called),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, called),
        "precision": metrics.precision_score(truth, called, **macro),
        "recall": metrics.recall_score(truth, called, **macro),
        "f1": metrics.f1_score(truth, called, **macro),
        "roc_auc": metrics.roc_auc_score(truth, ranks, multi_class="ovr"),
        "log_loss": metrics.log_loss(truth, told, labels=range(classes)),
    }
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=1e-9), name
    assert (confusion(truth, called, classes) == metrics.confusion_matrix(truth, called)).all()
    assert [one.f1 for one in class_scores(confusion(truth, called, classes))] == pytest.approx(
        metrics.f1_score(truth, called, average=None, zero_division=0)
    )


def test_a_class_that_test_lacks_leaves_the_area_undefined():
    assert scores(np.array([0, 0]), np.array([[0.9, 0.1], [0.4, 0.6]]))["roc_auc"] is None


def test_calibration_error_by_hand():
    truth, told = np.array([0, 0, 0, 1]), np.array([[0.9, 0.1]] * 4)
    assert calibration_error(truth, told, bins=1) == pytest.approx(0.15)
    points = reliability(truth, told, bins=2)
    assert points.accuracy.tolist() == [1.0, 0.5] and points.count.tolist() == [2, 2]


def test_the_temperature_undoes_what_was_multiplied():
    random = np.random.default_rng(1)
    logits = random.normal(size=(20_000, 2)) * 2
    truth = (random.random(20_000) < softmax(logits)[:, 1]).astype(int)
    assert temperature(truth, logits) == pytest.approx(1.0, rel=0.05)
    assert temperature(truth, 3 * logits) == pytest.approx(3.0, rel=0.05)


@pytest.mark.parametrize(("texts", "found"), [(13, 1.0), (49, 1.0), (50, 0.5), (500, 0.5)])
def test_texts_that_are_all_told_rightly_make_no_answer_certain(texts, found):
    truth = np.arange(texts) % 2
    logits = np.where(truth[:, None] == np.arange(2), 0.5, -0.5)
    assert temperature(truth, logits) == pytest.approx(found)
    assert softmax(logits, temperature(truth, logits)).max() < 0.9
