"""Questions to trained networks: tags of sentences, and what goes on inside for one word."""

from dataclasses import replace

import numpy as np
import pytest

from core.engine.insides import attribution, gradients, step, trace
from core.errors import UserError
from core.examples import example
from core.store.array_text import arrays_of
from core.store.store import Store
from core.tasks.results import baseline_run
from core.tasks.tag.inside import ANSWERS
from core.tasks.tag.keeping import words_of
from core.tasks.tag.questions import open_question
from core.tasks.tag.results import tag_outcome

pytestmark = pytest.mark.keras
WORDS = ["They", "book", "the", "old", "trains", "."]


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("store"))
    experiment = example(store, "tag", "An example")
    runs = store.runs(experiment.id)
    question, complete = open_question(store, experiment, baseline_run(runs), runs)
    yield store, experiment, lambda **asked: complete(replace(question, asked=asked))
    store.close()


def test_sentences_are_tagged_with_probabilities(known):
    _, experiment, ask = known
    told = ANSWERS["tag"](ask(sentences=[WORDS, ["Go", "!"]]))
    assert set(told["cells"]) == set(experiment.spec.cells) and told["lengths"] == [6, 2]
    for one in told["cells"].values():
        assert len(one["tags"]) == 8
        assert all(0 < sure <= 1 and others[0][1] >= sure for _, sure, others in one["tags"])
    assert told["unknown"][1] is False
    (known_one,) = ANSWERS["tag"](ask(sentences=[["Zzyzx"]]))["unknown"]
    assert known_one is True


def test_what_is_told_of_test_sentences_is_what_was_scored(known):
    store, experiment, ask = known
    runs = store.runs(experiment.id)
    outcome = tag_outcome(store, experiment, runs)
    rows = [int(row) for row in outcome.rows[:20]]
    told = ANSWERS["tag"](ask(sentences=words_of(store, experiment.data, rows)))
    count = sum(told["lengths"])
    for cell, one in told["cells"].items():  # one seed's network each is kept; the score is of all seeds
        mine = np.array([tag for tag, _, _ in one["tags"]])
        assert np.mean(mine == outcome.told[cell][:count]) > 0.97


def test_inside_shows_one_word_of_a_sentence(known):
    _, experiment, ask = known
    asked = {"words": WORDS, "place": 1}
    told = trace(ask(**asked))
    assert told["words"] == WORDS and told["length"] == len(WORDS)
    arrays = arrays_of(told["arrays"])
    for cell in experiment.spec.cells:
        assert arrays[f"{cell}/h"].shape == (len(WORDS), experiment.spec.model.units)
        assert sum(told["cells"][cell]["answer"]) == pytest.approx(1, abs=1e-6)
    found = attribution(ask(**asked, output=1))
    assert all(len(one["contributions"]) == len(WORDS) for one in found["cells"].values())
    assert set(step(ask(**asked, at=2, unit=3))["cells"]) == set(experiment.spec.cells)
    for when in ("before", "after"):
        norms = gradients(ask(**asked, when=when))["cells"]["lstm"]["norms"]
        assert len(norms) == 2 and len(norms[0]["states"]["h"]) == len(WORDS)


def test_nothing_to_tag_is_said(known):
    ask = known[2]
    for asked in ({"sentences": [[]]}, {"sentences": []}):
        with pytest.raises(UserError, match="tagged_nothing_to_tag"):
            ANSWERS["tag"](ask(**asked))
    with pytest.raises(UserError, match="tagged_nothing_to_tag"):
        trace(ask(words=WORDS, place=9))
