"""Learn: every step has its sentences, picture, formulas and sources, and its button opens an experiment."""

import itertools
import re

import numpy as np
import pytest

from app.i18n import translator
from app.learn import formulas
from app.learn.charts import memory, use
from app.learn.measured import dropout_told, layers_told, measured
from app.learn.steps import STEPS
from core.cells import CELLS, gru, lstm, mgu, rnn
from core.cells.steps import steps_of
from core.store.store import Store
from core.words.locales import languages

LANGUAGES = sorted(languages())
NAMES = list(STEPS)
TASKS = {"sequence": "forecast", "which": "forecast", "regularisation": "forecast", "noise": "forecast",
         "stacked": "sentiment"}  # fmt: skip


@pytest.mark.parametrize(("name", "language"), list(zip(NAMES, itertools.cycle(LANGUAGES), strict=False)))
def test_a_step_is_shown_whole_at_its_address(page, name, language):
    shown, t, step = page("learn", about=name, lang=language), translator(language), STEPS[name]
    assert not shown.exception and not shown.info
    said = [m.value for m in shown.markdown]
    assert f"### {t(f'learn.{name}')}" in said and t(f"learn.{name}.text") in said
    assert len(re.findall(r"[.。?？:：]", t(f"learn.{name}.text"))) >= 3
    alts = [chart.proto.alt for chart in shown.get("plotly_chart")]
    assert alts[0] == t(f"learn.{name}.alt") and len(alts) == (1 if step.trained is None else 2)
    latex = [element.value.strip("$\n ") for element in shown.latex]
    assert latex == list(step.formulas)
    assert step.sources and all(one.address.startswith("https://") for one in step.sources)
    assert shown.button(key=f"learn.{name}.open").label == t(f"learn.{name}.open")


@pytest.mark.parametrize("name", NAMES)
def test_one_click_opens_a_prepared_experiment(page, home, name):
    shown = page("learn", about=name)
    shown.button(key=f"learn.{name}.open").click().run()
    assert not shown.exception and not shown.error
    (line,) = Store(home).experiments()
    assert line.experiment.task == TASKS.get(name, "memory")
    assert line.experiment.name == translator("en")(f"learn.{name}")
    assert shown.query_params["experiment"] == line.experiment.id


def test_the_path_leads_from_step_to_step_and_back(page):
    shown = page("learn")
    for name in NAMES[1:]:
        shown.button(key=f"learn.next.{name}").click().run()
        assert shown.query_params["about"] == name
    assert "learn.next." not in " ".join(b.key for b in shown.button)
    shown.button(key=f"learn.before.{NAMES[-2]}").click().run()
    assert shown.query_params["about"] == NAMES[-2]
    assert {b.key.removeprefix("learn.open.") for b in shown.button} >= set(NAMES)


@pytest.mark.parametrize("about", ["", "nothing", "<script>"])
def test_an_unknown_step_is_told_and_the_first_one_shown(page, about):
    shown = page("learn", about=about)
    assert [i.value for i in shown.info] == [translator("en")("learn.unknown")]
    assert not shown.exception and shown.button(key=f"learn.{NAMES[0]}.open")


def test_the_pictures_show_what_the_texts_say():
    small, even, large = (memory.reached(gain) for gain in memory.GAINS)
    assert small[-1] < 0.01 and 0.05 < even[-1] < 20 and large[-1] > 100
    impulse = np.eye(1, 12)[0]
    weak, strong = (memory.remembered(weight, impulse)[-1] for weight in (0.5, 0.95))
    assert weak < 0.001 < 0.1 < strong
    keeps = memory.gated(impulse, np.full(12, 0.9), np.full(12, 0.5))
    np.testing.assert_allclose(keeps, 0.5 * 0.9 ** np.arange(12))
    np.testing.assert_allclose(memory.blended(np.full(5, 1.0), np.ones(5)), 0)
    few, many = use.memorised(2), use.memorised(60)
    assert many[0] < few[0] / 2 and many[1] > few[1] > 0.95 / 12
    fresh = [use.penalised(penalty)[1] for penalty in (1e-6, 3.0, 1e3)]
    assert fresh[1] < min(fresh[0], fresh[2])


def test_trained_figures_are_told_as_they_were_measured():
    found, t = measured(), translator("en")
    assert list(found["layers"]) == ["one_way", "both_ways", "two_layers"]
    assert list(found["dropout"]) == ["0", "0.3"]
    for one in (*found["layers"].values(), *found["dropout"].values()):
        assert len(one.get("accuracy") or one["mae"]) == found["seeds"] >= 5
    mean = np.mean(found["layers"]["both_ways"]["accuracy"])
    assert f"both ways {100 * mean:.1f}\u00a0%" in layers_told(t)
    without, dropped = (np.mean(one["mae"]) for one in found["dropout"].values())
    went = "worse" if dropped > without else "better"
    assert t(f"learn.regularisation.measured.{went}") in dropout_told(t)


def test_cells_have_the_equations_that_they_are_computed_with():
    shown_of = {rnn: formulas.RECURRENCE, lstm: formulas.LSTM, gru: formulas.GRU, mgu: formulas.GRU[-1:]}
    for cell, (shown, *_) in shown_of.items():
        for one in cell.EQUATIONS:
            assert one.formula.replace("ACT", r"\tanh") in shown.replace(r" \\ &\qquad", "")
    for cell in CELLS.values():
        assert rf"\text{{{cell.name.upper()}}} &: \; {steps_of(cell).COUNT}" in formulas.WHICH[0]


def test_the_unrolled_network_has_a_loss_and_a_dashed_way_back_at_every_step():
    drawn = memory.unrolling(translator("en"))
    words = {one.text for one in drawn.layout.annotations}
    assert {f"L<sub>{step}</sub>" for step in range(1, 6)} <= words
    assert [shape.line.dash for shape in drawn.layout.shapes] == ["dash"] * 9  # five down, four back
