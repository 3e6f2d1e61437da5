"""A cell is the mean of its seeds; better is better than every bag of words; what to use is named before."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluate import PROTOCOL
from core.evaluate.classification import log_loss, scores, softmax
from core.evaluate.paired_accuracy import judged_texts
from core.tasks.cell_runs import CellRuns
from core.tasks.classified.answers import CellAnswers, halves, log_probabilities
from core.tasks.classified.report import class_report

TEXTS = {"validation": 80, "calibration": 120, "test": 400}
FACTS = {"protocol": PROTOCOL}


def baseline_run(random, sure, classes=2):
    """What the simple methods' run leaves; `sure` is how much each method knows."""
    found = {}
    for block, count in TEXTS.items():
        truth = random.integers(classes, size=count)
        found |= {f"{block}_truth": truth, f"{block}_rows": np.arange(count)}
        for name, known in sure.items():
            logits = known * np.eye(classes)[truth] + random.normal(size=(count, classes))
            found[f"{block}/{name}"] = softmax(logits)
    return found


def cell_runs(random, simple, sure, cell="gru", seeds=3, classes=2):
    def left():
        return {
            block: sure * np.eye(classes)[simple[f"{block}_truth"]] + random.normal(size=(count, classes))
            for block, count in TEXTS.items()
        }

    return CellRuns(cell, 100, range(1, seeds + 1), [left() for _ in range(seeds)], [])


def reported(simple, cells, facts=FACTS, classes=("a", "b"), ended=True):
    spec = SimpleNamespace(cells=tuple(one.cell for one in cells), seeds=3)
    return class_report(spec, classes, simple, facts, cells, ended=ended)


@pytest.fixture
def known():
    random = np.random.default_rng(2)
    simple = baseline_run(random, {"majority": 0.0, "tfidf_logistic": 1.0, "nb_svm": 1.3})
    return simple, [cell_runs(random, simple, sure, cell) for cell, sure in (("rnn", 0.9), ("gru", 1.1))]


def test_a_cell_is_the_mean_of_its_seeds_probabilities(known):
    simple, cells = known
    outcome = reported(simple, cells)
    for runs in cells:
        mean = np.mean([softmax(left["test"]) for left in runs.backtests], axis=0)
        row, single = outcome.method(runs.cell), outcome.method(runs.cell, "seeds")
        accuracy = np.mean(mean.argmax(axis=1) == simple["test_truth"])
        assert row.kind == "cell" and row.scores["accuracy"] == pytest.approx(accuracy)
        each = [np.mean(left["test"].argmax(axis=1) == simple["test_truth"]) for left in runs.backtests]
        assert single.scores["accuracy"] == pytest.approx(np.mean(each))
        assert single.deviation["accuracy"] == pytest.approx(np.std(each, ddof=1))
        assert single.p is None and single.low is None
        heat = outcome.calibration[runs.cell].temperature
        np.testing.assert_allclose(outcome.probabilities[runs.cell], softmax(np.log(mean), heat))


def test_the_temperature_is_the_one_that_calibration_texts_want(known):
    simple, (runs, _) = known
    answers, truth = CellAnswers(runs, simple), simple["calibration_truth"]
    logits = log_probabilities(answers.mean("calibration"))
    best = log_loss(truth, softmax(logits, answers.temperature))
    for other in (0.9, 1.1):
        assert best <= log_loss(truth, softmax(logits, other * answers.temperature))


def test_halves_are_averaged_log_odds():
    ours, theirs = np.array([[0.2, 0.8]]), np.array([[0.6, 0.4]])
    odds = np.exp((np.log(0.8 / 0.2) + np.log(0.4 / 0.6)) / 2)  # of the second class, by hand
    np.testing.assert_allclose(halves(ours, theirs)[0, 1], odds / (1 + odds))


@settings(max_examples=30)
@given(st.integers(0, 999), st.integers(2, 4))
def test_halves_of_the_same_are_the_same(seed, classes):
    one, other = np.random.default_rng(seed).dirichlet(np.ones(classes), size=(2, 5))
    np.testing.assert_allclose(halves(one, one), one, atol=1e-12)
    np.testing.assert_allclose(halves(one, other), halves(other, one))


def test_the_row_with_the_bag_is_tested_against_the_bag_alone(known):
    simple, cells = known
    outcome = reported(simple, cells)
    assert outcome.bag == "nb_svm"  # the more accurate one on validation
    both = {
        one.cell: halves(CellAnswers(one, simple).probabilities("test"), simple["test/nb_svm"]).argmax(axis=1)
        == simple["test_truth"]
        for one in cells
    }
    bag = simple["test/nb_svm"].argmax(axis=1) == simple["test_truth"]
    for wanted in judged_texts(both, {"nb_svm": bag}, "nb_svm"):
        row = outcome.method(f"{wanted.cell}+bag")
        (added,) = (one for one in outcome.added if one.cell == wanted.cell)
        assert row.kind == "with_bag" and (row.p, row.p_holm) == (wanted.p, wanted.p_holm)
        assert (added.gain, added.p_holm) == (wanted.gain, wanted.p_holm)
        assert row.scores == scores(simple["test_truth"], outcome.probabilities[f"{wanted.cell}+bag"])


def test_the_reference_is_the_hardest_to_beat_on_the_test_and_worse_is_against_the_one_from_before():
    random = np.random.default_rng(5)
    simple = baseline_run(random, {"majority": 0.0, "tfidf_logistic": 1.0, "nb_svm": 1.0})
    simple["validation/tfidf_logistic"] = np.eye(2)[simple["validation_truth"]]
    simple["test/nb_svm"] = np.eye(2)[simple["test_truth"]]
    outcome = reported(simple, [cell_runs(random, simple, 1.5)])
    assert (outcome.beforehand, outcome.reference) == ("tfidf_logistic", "nb_svm")
    assert outcome.verdict.outcome == "no_better"  # better than the one chosen before, not than every one
    assert outcome.method("gru").gain < 0


def test_what_is_used_does_not_depend_on_the_test(known):
    simple, cells = known
    sent = reported(simple, cells).sent
    other = dict(simple) | {"test_truth": 1 - simple["test_truth"]}
    assert reported(other, cells).sent == sent


def test_the_simplest_as_good_as_the_best_is_used():
    random = np.random.default_rng(7)
    simple = baseline_run(random, {"majority": 0.0, "tfidf_logistic": 1.0, "nb_svm": 1.2})
    far = cell_runs(random, simple, 6.0)
    assert reported(simple, [far]).sent.kind == "cell"
    near = cell_runs(random, simple, 0.3)
    assert (reported(simple, [near]).sent.name, reported(simple, [near]).sent.kind) == ("nb_svm", "simple")


def test_one_from_before_has_scores_and_no_verdict(known):
    simple, cells = known
    old, new = reported(simple, cells, facts={}), reported(simple, cells)
    assert old.outdated and old.verdict.outcome == "outdated" and old.chosen is None and old.added == ()
    assert [m.scores for m in old.methods] == [m.scores for m in new.methods]


def test_classifiers_of_equal_accuracy_are_seldom_called_better_or_worse():
    """Three cells as good as two simple methods, which err on other texts: at most 5 % and luck."""
    random, trials = np.random.default_rng(11), 300
    better = worse = 0
    for _ in range(trials):
        shared = random.random(300) < 0.2  # hard texts, told by chance

        def told(hard=shared, random=random):
            return np.where(hard, random.random(300) < 0.5, random.random(300) < 0.9)

        found = judged_texts({c: told() for c in "abc"}, {s: told() for s in ("one", "two")}, "one")
        better += any(one.better for one in found)
        worse += any(one.worse for one in found)
    most = 0.05 * trials + 2 * np.sqrt(trials * 0.05 * 0.95)
    assert better <= most and worse <= most, (better, worse)
