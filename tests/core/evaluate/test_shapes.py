"""The simple methods for whole series are what independent references tell."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, RidgeClassifierCV
from sklearn.metrics import accuracy_score, f1_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from core.arrays import Padded
from core.evaluate.baselines import SHAPE_BASELINES, simplest_first
from core.evaluate.classification import log_loss, scores
from core.evaluate.dtw import dtw
from core.evaluate.ridge_classifier import PENALTIES
from core.evaluate.shape_probabilities import shape_probabilities
from core.evaluate.shapes import Shapes, fitted, stretched
from core.evaluate.summaries import STRENGTHS, summaries
from core.words.locales import catalogue, languages

STEPS, COLUMNS = 12, 2


def drawn(random, count, labels, unequal=False):
    """Waves whose phase tells the class."""
    time = np.arange(STEPS)[None, :, None]
    table = np.sin(time / 2 + labels[:, None, None]) + random.normal(scale=0.6, size=(count, STEPS, COLUMNS))
    lengths = random.integers(STEPS // 2, STEPS + 1, count) if unequal else np.full(count, STEPS)
    table[np.arange(STEPS) >= lengths[:, None]] = 0
    return Padded(table, lengths)


class Known(NamedTuple):
    """What methods are fitted on, and the test series with their classes."""

    shapes: Shapes
    test: Padded
    truth: np.ndarray

    def found(self):
        return shape_probabilities(self.shapes, [self.shapes.validation, self.test])


@pytest.fixture(scope="module", params=[2, 3])
def known(request):
    random, classes = np.random.default_rng(5), request.param
    labels, truth, test = (random.integers(classes, size=n) for n in (90, 40, 60))
    train, validation = drawn(random, 90, labels), drawn(random, 40, truth)
    return Known(Shapes(train, labels, validation, truth, classes), drawn(random, 60, test), test)


def flat(series):
    return series.table.reshape(len(series), -1)


def told_by(model, known):
    return model.fit(flat(known.shapes.train), known.shapes.labels).predict(flat(known.test))


def test_each_tells_probabilities_of_every_class(known):
    found = known.found()
    assert list(found) == list(SHAPE_BASELINES) == simplest_first(SHAPE_BASELINES)
    for parts in found.values():
        for part, series in zip(parts, (known.shapes.validation, known.test), strict=True):
            assert part.shape == (len(series), known.shapes.classes)
            np.testing.assert_allclose(part.sum(axis=1), 1.0)
            assert (part > 0).all()


def test_the_nearest_neighbour_is_scikit_learns(known):
    told = known.found()["nearest"][1].argmax(axis=1)
    np.testing.assert_array_equal(told, told_by(KNeighborsClassifier(1), known))


def test_ridge_tells_the_classes_that_scikit_learns_does(known):
    told = known.found()["ridge_values"][1].argmax(axis=1)
    np.testing.assert_array_equal(told, told_by(RidgeClassifierCV(PENALTIES), known))


def test_summaries_are_read_by_scikit_learns_regression(known):
    scale = StandardScaler().fit(summaries(known.shapes.train))
    x, validation, test = (
        scale.transform(summaries(one)) for one in (known.shapes.train, known.shapes.validation, known.test)
    )
    each = [LogisticRegression(C=c, max_iter=2000).fit(x, known.shapes.labels) for c in STRENGTHS]
    best = min(each, key=lambda model: log_loss(known.shapes.truth, model.predict_proba(validation)))
    found = known.found()["summary_logistic"][1]
    np.testing.assert_allclose(found, best.predict_proba(test), atol=1e-6)


def test_accuracy_and_f1_are_scikit_learns(known):
    for parts in known.found().values():
        told = parts[1].argmax(axis=1)
        own = scores(known.truth, parts[1])
        assert own["accuracy"] == pytest.approx(accuracy_score(known.truth, told))
        every = list(range(known.shapes.classes))
        assert own["f1"] == pytest.approx(f1_score(known.truth, told, average="macro", labels=every))


def test_warping_by_hand():
    """0 1 2 against 0 0 1 2: the first step is matched twice, and nothing is left; by a window of 0, 2."""
    one, other = ([[[0.0], [1.0], [2.0], [2.0]]], [[[0.0], [0.0], [1.0], [2.0]]])
    ours, theirs = (Padded(np.array(x), np.array([4])) for x in (one, other))
    assert dtw(ours, theirs, window=0.25)[0, 0] == 0.0
    assert dtw(ours, theirs, window=0.0)[0, 0] == 2.0  # (1 - 0)² + (2 - 1)²
    assert dtw(Padded(ours.table, np.array([2])), theirs)[0, 0] == 1.0  # 0 1 against 0 0 1 2: (1 - 2)²


def plain(one, other, reach):
    """Cell by cell, as the definition has it."""
    rows, columns = len(one), len(other)
    reach = max(reach, abs(rows - columns))
    cost = np.full((rows + 1, columns + 1), np.inf)
    cost[0, 0] = 0.0
    for i in range(rows):
        for j in range(max(0, i - reach), min(columns, i + reach + 1)):
            before = min(cost[i, j], cost[i, j + 1], cost[i + 1, j])
            cost[i + 1, j + 1] = before + ((one[i] - other[j]) ** 2).sum()
    return cost[rows, columns]


@pytest.mark.parametrize("unequal", [False, True])
def test_many_pairs_are_warped_as_each_alone(unequal):
    random = np.random.default_rng(3)
    ours, theirs = (drawn(random, n, np.zeros(n), unequal) for n in (6, 9))
    found = dtw(ours, theirs)
    for i in range(6):
        for j in range(9):
            pair = ours.table[i, : ours.lengths[i]], theirs.table[j, : theirs.lengths[j]]
            assert found[i, j] == pytest.approx(plain(*pair, 2))


def test_series_of_other_lengths_are_stretched_with_their_ends_kept():
    series = Padded(np.array([[[0.0], [2.0], [0.0]], [[1.0], [5.0], [9.0]]]), np.array([2, 3]))
    np.testing.assert_allclose(stretched(series, 5), [[0, 0.5, 1, 1.5, 2], [1, 3, 5, 7, 9]])


def test_beyond_a_thousand_series_nothing_is_warped(known):
    many = known.shapes.train.take(np.resize(np.arange(90), 950))
    shapes = replace(known.shapes, train=many, labels=np.resize(known.shapes.labels, 950))
    assert "nearest_dtw" not in shape_probabilities(shapes, [shapes.validation, known.test])


def test_a_fitted_method_tells_each_series_alone_as_among_others(known):
    for name in SHAPE_BASELINES:
        tell = fitted(name, known.shapes)
        together = tell(known.test)
        alone = np.concatenate([tell(known.test.take([row])) for row in range(3)])
        np.testing.assert_allclose(alone, together[:3], atol=1e-12)


@pytest.mark.parametrize("language", languages())
def test_every_row_has_its_words(language):
    assert [name for name in SHAPE_BASELINES if not catalogue(language).get(f"method.{name}")] == []
