"""Classifiers are compared on the same test texts, whatever file brought them; corrected labels judge all."""

from dataclasses import replace

import numpy as np

from core.compare.test_set import TestSet
from core.compare.yardstick import yardsticks
from core.evaluate import PROTOCOL
from core.evaluate.classification import softmax
from core.store.records import Experiment
from core.tasks.classified import compare as texts
from core.tasks.compared import comparisons
from core.tasks.sentiment.spec import TEXTS
from core.text.splits import fingerprints

PRINTS = fingerprints(f"text {n}" for n in range(40))


def held_out(id, data, truth, *, prints=PRINTS, classes=("a", "b"), created=1.0, validation=10):
    experiment = Experiment(id, id, "sentiment", data, replace(TEXTS, data=data), created, None)
    told = np.eye(2)[np.asarray(truth)] * 0.8 + 0.1
    chosen_on = np.arange(validation) % 2
    arrays = {"test_truth": np.asarray(truth), "test_rows": np.arange(len(truth)), "test/nb_svm": told,
              "validation_truth": chosen_on, "validation/nb_svm": np.eye(2)[chosen_on],
              "test/majority": np.tile([0.6, 0.4], (len(truth), 1)),
              "validation/majority": np.tile([0.6, 0.4], (validation, 1))}  # fmt: skip
    if prints is not None:
        arrays["test_prints"] = prints
    return TestSet(experiment, arrays, {"classes": list(classes), "protocol": PROTOCOL})


OLD = np.arange(40) % 2
NEW = np.where(np.arange(40) < 4, 1 - OLD, OLD)


def test_the_same_test_file_with_other_training_texts_can_be_paired():
    ours, theirs = held_out("one", "1" * 64, OLD), held_out("two", "2" * 64, OLD, validation=14)
    assert texts.obstacle(ours, theirs) is None
    found = yardsticks({"one": ours, "two": theirs}, comparisons()["sentiment"])
    assert found["one"] is found["two"] and found["one"].relabelled == 0
    assert (
        texts.reference(found["one"].test_set).startswith("nb_svm")
        and len(texts.baselines(found["one"].test_set)) == 4
    )


def test_why_others_cannot_is_true():
    ours = held_out("one", "1" * 64, OLD)
    other = held_out("two", "2" * 64, OLD, prints=np.roll(PRINTS, 1) + np.uint64(1))
    half = held_out(
        "two", "2" * 64, OLD, prints=np.concatenate([PRINTS[:30], other.arrays["test_prints"][30:]])
    )
    assert texts.obstacle(ours, half).facts == {"shared": 30, "ours": 40, "theirs": 40}
    assert texts.obstacle(ours, other).key == "other_test_texts"
    assert texts.obstacle(ours, held_out("two", "2" * 64, OLD, classes=("a", "c"))).key == "classes"
    assert texts.obstacle(ours, held_out("two", "2" * 64, OLD, prints=None)).key == "test_texts_unknown"


def test_corrected_labels_judge_all_runs_in_whatever_order_they_come():
    old, new = held_out("one", "1" * 64, OLD), held_out("two", "2" * 64, NEW, created=2.0)
    for order in ((old, new), (new, old)):
        found = yardsticks({one.experiment.id: one for one in order}, comparisons()["sentiment"])["one"]
        assert np.array_equal(found.test_set.arrays["test_truth"], NEW) and found.relabelled == 4
        answers = {"test": np.eye(2)[OLD]}
        assert texts.score(found.answers("one", answers), found.test_set)["accuracy"] == 0.9


def test_experiments_from_before_are_not_judged():
    ours, old = held_out("one", "1" * 64, OLD), held_out("two", "1" * 64, OLD)
    old = replace(old, facts={"classes": ["a", "b"]})
    assert texts.outdated(old) and not texts.outdated(ours)
    assert texts.obstacle(ours, old).key == "before"


def test_a_group_answers_with_the_mean_of_its_seeds():
    random = np.random.default_rng(4)
    runs = [{block: random.normal(size=(40, 2)) for block in ("calibration", "test")} for _ in range(3)]
    mean = np.mean([softmax(one["test"]) for one in runs], axis=0)
    np.testing.assert_allclose(softmax(texts.together(runs)["test"]), mean)
    told = texts.score(texts.together(runs), held_out("one", "1" * 64, OLD))
    assert told["accuracy"] == np.mean(mean.argmax(axis=1) == OLD)
    assert texts.judged([runs], held_out("one", "1" * 64, OLD))[0].gain <= 0
