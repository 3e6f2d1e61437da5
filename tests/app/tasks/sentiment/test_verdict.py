"""What the card says of classifiers is no more than the test texts show."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from app.experiments.classes.methods import class_rows, scaling_words
from app.experiments.classes.send_card import send_lines
from app.experiments.filter import finding_of
from app.experiments.found import found_words
from app.i18n import translator
from app.numbers import percent
from app.tasks.sentiment.verdict import few_texts, text_calibration, text_evidence, text_headline
from core.evaluate.verdict import Verdict
from core.store.store import Store
from core.tasks.classified.results import found
from core.tasks.sentiment.results import text_outcome
from core.words.locales import languages
from core.words.methods import method_word
from tests.texts import fill_texts

T = translator("en")


@pytest.fixture
def outcome(home):
    store = Store(home)
    experiment = store.experiment(fill_texts(store))
    yield text_outcome(store, experiment, store.runs(experiment.id))
    store.close()


def nothing_shown(outcome, high):
    """Nothing was shown to be better, and no interval reaches further than this."""
    methods = tuple(replace(m, high=high if m.high is not None else None) for m in outcome.methods)
    verdict = Verdict("no_better", "gru", False, 3)
    return replace(outcome, methods=methods, verdict=verdict)


def test_no_cell_beats_is_said_only_where_no_interval_reaches_far_above_nothing(outcome):
    assert text_headline(T, nothing_shown(outcome, 0.01)) == (
        "No cell beats every simple method; the hardest to beat is Naive Bayes-SVM."
    )
    unclear = nothing_shown(outcome, 0.12)
    assert text_headline(T, unclear).startswith("128 test texts are too few to tell whether a cell beats")


def test_what_to_use_is_said_with_how_it_was_chosen_and_how_often_it_is_right(outcome):
    first, then = send_lines(T, outcome, "text")
    sent = outcome.sent
    assert method_word(T, sent.name) in first and percent(outcome.sent_row().scores["accuracy"]) in first
    assert "Chosen before the test" in then and f"{sent.independent} validation and calibration texts" in then


def test_what_a_cell_adds_to_the_bag_is_part_of_the_evidence(outcome):
    told = text_evidence(T, outcome)
    assert f"half *{method_word(T, outcome.bag)}*" in told
    one = replace(outcome.added[0], p_holm=0.001, low=0.01, gain=0.02, accuracy=0.99)
    assert "adds something" in text_evidence(T, replace(outcome, added=(one,)))
    assert "is not shown" in text_evidence(T, replace(outcome, added=(replace(one, p_holm=0.2),)))


@pytest.mark.parametrize("language", sorted(languages()))
def test_an_experiment_from_before_has_scores_and_no_verdict(home, language):
    store, t = Store(home), translator(language)
    experiment = store.experiment(fill_texts(store, protocol=False))
    found = text_outcome(store, experiment, store.runs(experiment.id))
    store.close()
    assert found.outdated and found.chosen is None and not found.added
    assert text_headline(t, found) == t("text_verdict.outdated")
    assert all(m.p is None for m in found.methods) and all(m.scores["accuracy"] for m in found.methods)
    assert percent(found.method(found.verdict.cell).scores["accuracy"]) in text_evidence(t, found)


def test_unequal_classes_get_balanced_accuracy(outcome):
    assert not outcome.unequal and "balanced accuracy" not in text_evidence(T, outcome)
    rare = replace(outcome, truth=np.where(np.arange(len(outcome.truth)) < 20, 1, 0))
    assert rare.unequal and "balanced accuracy" in text_evidence(T, rare)


def test_few_test_texts_are_told_up_to_a_few_hundred(outcome):
    assert "off by up to 9 percentage points" in few_texts(T, outcome)
    assert "7 percentage" in few_texts(T, replace(outcome, truth=np.zeros(249, int)))
    assert few_texts(T, replace(outcome, truth=np.zeros(5000, int))) == ""


def test_cases_are_those_of_a_cell_of_the_matrix_the_most_confident_first(outcome):
    matrix = outcome.confusions["gru"]
    for truth in (0, 1):
        for told in (0, 1):
            places = outcome.cases("gru", truth, told)
            assert len(places) == matrix[truth, told]
            sure = outcome.probabilities["gru"][places].max(axis=1)
            assert (np.diff(sure) <= 0).all()
    assert len(outcome.cases("gru")) == matrix.sum() - matrix.trace()


def test_the_f1_of_a_class_is_not_called_a_mean_over_classes(outcome):
    (first, _) = class_rows(T, outcome, "gru", "text")
    assert "F1" in first and not any("macro" in column.lower() for column in first)


def test_too_few_calibration_texts_scale_nothing_and_say_so_in_place_of_an_error(outcome):
    cell = outcome.verdict.cell
    assert "error" in text_calibration(T, outcome).text and "Temperature" in scaling_words(
        T, outcome.calibration[cell], "text"
    )
    few = replace(outcome, calibration={cell: replace(outcome.calibration[cell], fitted_on=13)})
    told = "13 calibration texts are too few to scale probabilities (at least 50)."
    assert text_calibration(T, few).text == scaling_words(T, few.calibration[cell], "text") == told


@pytest.mark.parametrize(("high", "begins"), [(0.12, "128 test texts are too few"), (0.01, "No cell")])
def test_the_list_says_what_the_result_page_says(outcome, high, begins):
    outcome = nothing_shown(outcome, high)
    line = SimpleNamespace(found=found(outcome), experiment=SimpleNamespace(task="sentiment"))
    assert found_words(T, line) == text_headline(T, outcome) and found_words(T, line).startswith(begins)
    assert finding_of(line) == ("open" if high > 0.1 else "not_better")
