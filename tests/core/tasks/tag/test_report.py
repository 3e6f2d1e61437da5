"""The report's numbers, by hand: scores, mistakes, what a cell is, and when it is called better."""

from dataclasses import replace

import numpy as np
import pytest

from core.tasks.cell_runs import CellRuns
from core.tasks.tag.mistakes import mistakes
from core.tasks.tag.report import tag_report, together
from core.tasks.tag.spec import TAGS

PLAIN, SPANS = ["A", "B"], ["O", "B-X", "I-X"]
SPEC = replace(TAGS, cells=("gru",), seeds=2)


def told(tags, count, sure=0.8):
    """Log-probabilities of somebody who tells these tags."""
    found = np.full((len(tags), count), (1 - sure) / (count - 1))
    found[np.arange(len(tags)), tags] = sure
    return np.log(found).astype(np.float16)


def outcome(names, spans, lengths, truth, cell, simple, unknown=None):
    """Of one cell, whose seeds tell these tags, and of one simple method."""
    lengths, truth = np.array(lengths), np.array(truth)
    arrays = {"test_rows": np.arange(len(lengths)) + 100}
    for name in ("validation", "test"):
        arrays |= {f"{name}_truth": truth, f"{name}_lengths": lengths, f"{name}/hmm": np.array(simple)}
        arrays |= {f"{name}/frequent_tag": np.zeros_like(truth)}
    arrays["test_unknown"] = np.zeros(len(truth), bool) if unknown is None else np.array(unknown, bool)
    facts = {"names": names, "spans": spans, "unit": "words", "sizes": {}, "unknown": 0.0, "repeated": 0.0}
    seeds = [dict.fromkeys(("validation", "test"), told(np.array(one), len(names))) for one in cell]
    runs = CellRuns("gru", 10, range(len(seeds)), seeds, ())
    return tag_report(SPEC, arrays, facts, [runs], {"gru": 1.0}, ended=True)


def test_tags_words_and_sentences_are_counted():
    found = outcome(
        PLAIN, False, [2, 3], [0, 1, 1, 0, 1], [[0, 1, 1, 1, 1]] * 2, [0, 0, 0, 0, 1], [1, 0, 0, 1, 0]
    )
    mine = found.method("gru")
    assert mine.scores["score"] == mine.scores["accuracy"] == 0.8
    assert mine.scores["unknown"] == 0.5 and mine.scores["sentences"] == 0.5
    assert mine.scores["precision"] is None and mine.gain == pytest.approx(0.2)
    assert found.reference == found.beforehand == "hmm" and found.verdict.outcome == "too_little"
    assert found.confusions["gru"].tolist() == [[1, 1], [0, 3]]
    (one,) = mistakes(found, "gru")
    assert (one.truth, one.told, one.count, one.places) == (0, 1, 1, ((1, 1),))
    assert found.sure["gru"] == pytest.approx(0.8, abs=1e-3)


def test_of_spans_whole_ones_are_counted():
    truth = [1, 2, 0, 1, 0, 0]
    found = outcome(SPANS, True, [3, 3], truth, [[1, 2, 0, 1, 2, 0]] * 2, [0, 0, 0, 1, 0, 0])
    mine, hmm = found.method("gru"), found.method("hmm")
    assert (mine.scores["precision"], mine.scores["recall"], mine.scores["score"]) == (0.5, 0.5, 0.5)
    assert (hmm.scores["precision"], hmm.scores["recall"]) == (1.0, 0.5)
    assert hmm.scores["score"] == pytest.approx(2 / 3) and mine.gain == pytest.approx(0.5 - 2 / 3)
    assert [one.kind for one in found.by_kind["gru"]] == ["", "X"]


def test_a_cell_is_the_mean_of_its_networks_and_single_ones_stand_beside_it():
    seeds = [[0, 1], [1, 1], [1, 1]]
    found = outcome(PLAIN, False, [1, 1], [1, 1], seeds, [0, 1])
    assert found.told["gru"].tolist() == [1, 1]
    single = found.method("gru", "seeds")
    assert single.scores["score"] == pytest.approx(5 / 6)
    assert single.deviation["score"] == pytest.approx(np.std([0.5, 1, 1], ddof=1))
    mean = together(np.stack([told(np.array(one), 2) for one in seeds]))
    assert np.exp(mean)[0] == pytest.approx([0.4, 0.6], abs=1e-3)


def test_better_and_worse_are_found_with_sentences_enough():
    random = np.random.default_rng(5)
    lengths = random.integers(3, 9, 200)
    truth = random.integers(0, 2, lengths.sum())
    good = np.where(random.random(len(truth)) < 0.05, 1 - truth, truth)
    poor = np.where(random.random(len(truth)) < 0.15, 1 - truth, truth)
    assert outcome(PLAIN, False, lengths, truth, [good] * 2, poor).verdict.outcome == "better"
    assert outcome(PLAIN, False, lengths, truth, [poor] * 2, good).verdict.outcome == "worse"
    assert outcome(PLAIN, False, lengths, truth, [good] * 2, good).verdict.outcome == "no_better"


def test_what_to_use_is_the_simplest_that_is_as_good_before_the_test():
    truth, lengths = [0, 1] * 40, [2] * 40
    alike = outcome(PLAIN, False, lengths, truth, [truth] * 2, truth)
    assert (alike.sent.name, alike.sent.kind) == ("hmm", "simple") and alike.sent.errors["hmm"] == 0
    worse = [0, 0] * 20 + [0, 1] * 20
    better = outcome(PLAIN, False, lengths, truth, [truth] * 2, worse)
    assert (better.sent.name, better.sent.kind, better.sent.best) == ("gru", "cell", "gru")
    assert better.sent.errors["hmm"] == pytest.approx(0.25) and better.sent.independent == 40
    spans = outcome(SPANS, True, lengths, [1, 2] * 40, [[1, 2] * 40] * 2, [1, 0] * 40)
    assert spans.sent.errors["hmm"] == 1 and spans.sent.errors["gru"] == 0
