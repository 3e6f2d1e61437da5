"""What is shown of an encoder-decoder is what it computes."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from core.cells import CELLS
from core.engine.insides import attribution, gradients, step, trace
from core.examples import example
from core.inside.gradients import gradients_along, slopes
from core.inside.walk import BACKEND
from core.specs import ModelSpec, TrainingSpec
from core.store.array_text import arrays_of
from core.store.store import Store
from core.tasks.results import baseline_run
from core.tasks.translate.asked import AskedWord
from core.tasks.translate.network import TranslatorShape
from core.tasks.translate.questions import open_question
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.translator import recurrent_layers, translator_of
from core.tasks.translate.walk import walk_pair

pytestmark = pytest.mark.keras
SOURCES, TARGETS, END = 9, 8, 7
SOURCE, BEFORE = np.array([[3, 5, 8, 2, 1]], np.int32), np.array([[END, 2, 6, 4]], np.int32)
KINDS = ("none", "luong", "bahdanau")


def network(cell, attention, layers=2, both=True):
    task = TranslateSpec(embedding=3, attention=attention, output_dropout=0.0)
    model = ModelSpec(units=4, layers=layers, bidirectional=both)
    built = TranslatorShape(cell, model, task, 4, SOURCES, TARGETS).network(TrainingSpec(), "standard", 1)
    random = np.random.default_rng(4)
    built.set_weights([0.5 * random.normal(size=weight.shape) for weight in built.get_weights()])
    return built


def asked(place=2):
    return AskedWord(SOURCE, None, [], [], 5, None, BEFORE[:, : place + 1], place)


@pytest.mark.parametrize("attention", KINDS)
@pytest.mark.parametrize(
    ("cell", "layers", "both"), [*((cell, 2, True) for cell in CELLS), ("lstm", 2, False)]
)
def test_every_layer_is_walked_as_keras_walks_it(cell, layers, both, attention):
    built = network(cell, attention, layers, both)
    tensors = [layer.output for side in recurrent_layers(built) for layer in side]
    firsts = [one[0] if isinstance(one, list | tuple) else one for one in tensors]
    *theirs, logits = keras.Model(built.inputs, [*firsts, *built.outputs])([SOURCE, BEFORE])
    walked = walk_pair(built, SOURCE, BEFORE, CELLS[cell])
    for depth, told in enumerate(theirs):
        ways = [way for way in walked.ways if way.layer == depth]
        found = np.concatenate([way.over_time("h") for way in ways], axis=-1)
        assert found == pytest.approx(np.asarray(told)[..., : found.shape[-1]], abs=1e-5)
    assert walked.answer == pytest.approx(np.asarray(logits), abs=1e-5)
    again = np.asarray(walk_pair(built, SOURCE, BEFORE, CELLS[cell], BACKEND).answer)
    assert again == pytest.approx(walked.answer)
    decoder = next(way for way in walked.ways if way.layer == layers)
    assert decoder.again(0)["h"] == pytest.approx(decoder.computed[0]["h"])


@pytest.mark.parametrize("attention", KINDS)
def test_attention_is_what_translating_looks_at(attention):
    walked = walk_pair(network("gru", attention), SOURCE, BEFORE, CELLS["gru"])
    translator = translator_of(network("gru", attention), CELLS["gru"])
    read = translator.read(SOURCE)
    states = read.begin
    for place, word in enumerate(BEFORE[0]):
        _, states, weights = translator.step(np.array([word]), states, read)
        if attention == "none":
            assert weights is walked.attention is None
        else:
            assert walked.attention[0, place] == pytest.approx(weights[0], abs=1e-5)


@pytest.mark.parametrize("attention", KINDS)
def test_contributions_add_up_and_the_loss_reaches_the_first_word_read(attention):
    built, one = network("lstm", attention), asked()
    found, gap = one.contributions(built, CELLS["lstm"], 3)
    assert found.shape == (5,) and gap < 0.01
    left = one.taken_away(built, 3)
    without = replace(one, inputs=np.where(np.arange(5) == 1, 1, SOURCE).astype(np.int32))
    assert left[1] == pytest.approx(one.told(built)[0, 3] - without.told(built)[0, 3], abs=1e-6)
    truth = np.eye(TARGETS)[[3]]
    ways = gradients_along(lambda space: one.walk(built, CELLS["lstm"], space), one.losses(built, truth))
    assert [(way.layer, way.backwards) for way in ways] == [(0, False), (0, True), (1, False), (1, True),
                                                            (2, False), (3, False)]  # fmt: skip
    assert all((way.norms["h"][0, 0] > 0) for way in ways)
    if attention == "none":  # where the reading of the words before ended, it is that of a dense layer
        logits = one.walk(built, CELLS["lstm"]).answer[0]
        told = np.exp(logits - np.log(np.exp(logits).sum())) - truth[0]
        kernel = np.asarray(built.get_layer("words").kernel)
        assert ways[-1].norms["h"][0, -1] == pytest.approx(np.linalg.norm(kernel @ told), rel=1e-5)


def test_slopes_are_those_of_small_differences():
    built, one = network("gru", "luong", 1), np.random.default_rng(1).normal(size=(1, 5, 3))

    def value(vectors, space=BACKEND):
        return walk_pair(built, SOURCE, BEFORE, CELLS["gru"], space, vectors).answer[:, -1, 2]

    found, moved = slopes(value, one), one.copy()
    moved[0, 2, 1] += 1e-5
    difference = float(value(moved)[0]) - float(value(one)[0])
    assert found[0, 2, 1] == pytest.approx(difference / 1e-5, rel=1e-3)


def test_the_example_is_shown_inside_read_and_written(tmp_path):
    store = Store(tmp_path)
    experiment = example(store, "translate", "An example")
    runs = store.runs(experiment.id)
    question, complete = open_question(store, experiment, baseline_run(runs), runs)
    text, target = "3 March 2024", "2024-03-03"
    cells, layers = experiment.spec.cells, experiment.spec.model.layers
    for layer, words in ((0, list(text.lower())), (layers, [*target, "</s>"])):
        given = {"text": text, "target": target, "place": 3, "layer": layer}

        def ask(kind, given=given, **more):
            return complete(replace(question, kind=kind, asked=given | more))

        told = trace(ask("trace"))
        arrays = arrays_of(told["arrays"])
        assert told["words"] == words and told["sides"][1] == [*target, "</s>"]
        for cell in cells:
            assert arrays[f"{cell}/h"].shape[0] == len(words)
            assert arrays[f"{cell}/attention"].shape == (11, len(text))
            assert told["cells"][cell]["answer"] == pytest.approx(told["cells"][cell]["together"], abs=1e-5)
        assert set(step(ask("step", at=2, unit=1))["cells"]) == set(cells)
    found = attribution(ask("attribution", output=5))
    assert all(len(one["contributions"]) == len(text) for one in found["cells"].values())
    norms = gradients(ask("gradients", when="before"))["cells"]["gru"]["norms"]
    assert len(norms[-1]["states"]["h"]) == 4
    store.close()
