"""Learn: every step has its sentences, picture, formulas and sources, and its button opens an experiment."""

import itertools
import re

import numpy as np
import pytest

from app.charts.drawing import width
from app.i18n import speaking, translator
from app.learn import formulas
from app.learn.charts import memory, trained, use
from app.learn.charts.pairs import NARROW
from app.learn.measured import dropout_told, layers_told, measured
from app.learn.opened import opened
from app.learn.pairs import pair_told, pairs
from app.learn.questions import OPTIONS, RIGHT, asked_of, right_of
from app.learn.steps import STEPS
from core.byhand.training import SMALL
from core.cells import CELLS, gru, lstm, mgu, rnn
from core.cells.steps import steps_of
from core.examples import example
from core.store.store import Store
from core.words.glossary import with_words, words
from core.words.locales import languages

LANGUAGES = sorted(languages())
NAMES = list(STEPS)
TASKS = {"sequence": "forecast", "windows": "forecast", "sharing": "forecast", "which": "forecast",
         "regularisation": "forecast", "noise": "forecast", "vectors": "sentiment", "padding": "sentiment",
         "stacked": "sentiment", "shapes": "tag", "tagging": "tag", "truncated": "generate",
         "writing": "generate", "limits": "translate", "attention": "translate",
         "today": "panel"}  # fmt: skip


@pytest.mark.parametrize(("name", "language"), list(zip(NAMES, itertools.cycle(LANGUAGES), strict=False)))
def test_a_step_is_shown_whole_at_its_address(page, name, language):
    shown, t, step = page("learn", about=name, lang=language), translator(language), STEPS[name]
    assert not shown.exception and not shown.info
    with speaking(language):
        facts = step.facts(t)
    said, text = [m.value for m in shown.markdown], t(f"learn.{name}.text", **facts)
    assert f"### {t(f'learn.{name}')}" in said and with_words(text, language)[0] in said
    assert len(re.findall(r"[.。?？:：]", text)) >= 3
    alts = [chart.proto.alt for chart in shown.get("plotly_chart")]
    assert alts[0] == t(f"learn.{name}.alt", **facts) and len(alts) == (1 if step.trained is None else 2)
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


def test_names_below_points_are_broken_so_that_a_phone_shows_all_three():
    for language in LANGUAGES:
        names = trained.layers(translator(language)).layout.xaxis.ticktext
        assert len(names) == 3
        assert all(width(line) <= NARROW for name in names for line in name.split("<br>"))


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


def test_a_cell_by_hand_meets_a_challenge_and_remembers_it(page):
    shown, t = page("learn", tab="hand", challenge="keep", cell="rnn"), translator("en")
    assert not shown.exception and shown.pills(key="learn.hand.challenge").value == "keep"
    assert t("learn.hand.challenge", met=0, count=6) == shown.pills(key="learn.hand.challenge").label
    scope = "learn.hand.keep.rnn.1"
    shown.button(key=f"{scope}.solution").click().run()
    assert [one.value for one in shown.success] == [t("learn.hand.keep.met")]
    assert "0 of 6" in shown.pills(key="learn.hand.challenge").label  # ours is not a person's finding
    shown.slider(key=f"{scope}.U.h.1.1").set_value(2.5).run()
    assert shown.success and "1 of 6" in shown.pills(key="learn.hand.challenge").label
    shown.button(key=f"{scope}.again").click().run()
    assert not shown.success and shown.slider(key=f"{scope}.U.h.1.1").value == 0.5
    assert "✓" in shown.pills(key="learn.hand.challenge").options[1]


def test_gates_can_be_held_and_the_dials_of_each_unit_come_forward(page):
    shown = page("learn", tab="hand", challenge="free", cell="lstm", lang="zh")
    shown.segmented_control(key="learn.hand.units").set_value(2).run()
    scope = "learn.hand.free.lstm.2"
    assert not shown.exception and shown.slider(key=f"{scope}.U.f.1.2")
    shown.segmented_control(key=f"{scope}.unit").set_value(2).run()
    shown.slider(key=f"{scope}.W.f.2").set_value(-3.0).run()
    shown.toggle(key=f"{scope}.f.held").set_value(True).run()
    assert shown.slider(key=f"{scope}.f.at").value == 0.5
    shown.toggle(key=f"{scope}.f.held").set_value(False).run()
    assert shown.slider(key=f"{scope}.W.f.2").value == -3.0  # where it stood


def test_a_line_of_one_s_own_follows_the_slider_and_is_told_in_words(page):
    shown, t = page("learn", about="vanishing"), translator("en")
    shown.slider(key="learn.live.gain").set_value(1.5).run()
    shown.slider(key="learn.live.steps").set_value(200).run()
    shown.select_slider(key="learn.live.clip").set_value(1.0).run()
    assert not shown.exception
    assert any(t("learn.live.clipped", clip="1") in one.value for one in shown.caption)
    shown.slider(key="learn.live.gain").set_value(0.5).run()
    assert any(t("learn.live.unclipped", clip="1") in one.value for one in shown.caption)
    names = [one["name"] for one in memory.vanishing(t, 0.5, 200, 1.0).to_dict()["data"]]
    assert t("learn.label.own", value="0.50") in names


def test_what_is_told_of_a_weight_is_what_the_unit_does(page):
    shown = page("learn", about="recurrence")
    shown.slider(key="learn.live.weight").set_value(1.1).run()
    states = memory.remembered(1.1, memory.impulses())
    assert any(f"{states[-1]:.2f} is left 19 steps" in one.value for one in shown.caption)
    nudged, state = [], 0.0
    for push in (1e-6, -1e-6):  # of the state after the last impulse, to the end
        state = states[memory.AT[-1]] + push
        for _ in range(19):
            state = float(np.tanh(1.1 * state))
        nudged.append(state)
    slope = (nudged[0] - nudged[1]) / 2e-6
    assert any(f"multiplied by {slope:.2}" in one.value for one in shown.caption)


def test_every_step_asks_before_and_after_and_says_whether_it_is_right(page):
    assert list(RIGHT) == NAMES
    shown, t = page("learn", about="gru"), translator("en")
    for kind in asked_of("gru"):
        right = right_of("gru", kind)
        why = t(f"learn.gru.{kind}.why")
        assert shown.radio(key=f"learn.gru.{kind}").value is None and why not in str(shown.success)
        wrong = next(option for option in OPTIONS if option != right)
        shown.radio(key=f"learn.gru.{kind}").set_value(wrong).run()
        assert t("learn.wrong", why=why) in [one.value for one in shown.info]
        shown.radio(key=f"learn.gru.{kind}").set_value(right).run()
        assert t("learn.right", why=why) in [one.value for one in shown.success]


def test_right_answers_are_what_pictures_and_shipped_networks_say(home):
    assert memory.remembered(0.5, np.eye(1, 11)[0])[-1] < 0.001  # ten silent steps
    assert 0.99**100 == pytest.approx(0.37, abs=0.005)
    sizes = {name: cell.weights(use.INPUTS, use.UNITS) for name, cell in CELLS.items()}
    assert sizes["lstm"] == 4 * sizes["rnn"] and sizes["gru"] / sizes["lstm"] == pytest.approx(0.75, abs=0.02)
    store = Store(home)
    shipped = example(store, "memory", "An example")
    outcome = STEPS["lstm"].view.task.outcome(store, shipped, store.runs(shipped.id))
    assert outcome.names("all") == ("lstm", "gru") and outcome.names("none") == ("rnn",)
    gate = opened()["cells"]["lstm"]["i"]
    assert gate["at"] > 0.9 > 0.05 > gate["elsewhere"]
    store.close()


def test_time_goes_step_by_step_plays_and_stops(page):
    shown = page("learn", tab="hand", challenge="keep", cell="gru")
    key = "learn.hand.keep"
    assert shown.slider(key=f"{key}.step").value == 5  # where the pulse comes
    shown.button(key=f"{key}.on").click().run()
    assert shown.slider(key=f"{key}.step").value == 6
    shown.button(key=f"{key}.play").click().run()
    assert not shown.exception and shown.button(key=f"{key}.play").label == translator("en")("step.pause")
    assert shown.slider(key=f"{key}.step").value > 6
    shown.button(key=f"{key}.play").click().run()
    at = shown.slider(key=f"{key}.step").value
    shown.button(key=f"{key}.back").click().run()
    assert shown.slider(key=f"{key}.step").value == at - 1
    shown.slider(key=f"{key}.step").set_value(1).run()
    assert shown.button(key=f"{key}.back").disabled and not shown.exception


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_looked_up(page, language):
    shown, t = page("learn", tab="words", lang=language), translator(language)
    assert not shown.exception
    [listed] = [element.proto.body for element in shown.get("html") if 'class="words"' in element.proto.body]
    assert all(f'id="word-{name}"' in listed for name in words(language))
    shown.text_input(key="glossary.search").set_value("Lstm").run()
    [listed] = [element.proto.body for element in shown.get("html") if 'class="words"' in element.proto.body]
    assert re.findall(r'id="word-(\w+)"', listed) == ["lstm"]
    shown.text_input(key="glossary.search").set_value("<b>").run()
    assert [i.value for i in shown.info] == [t("glossary.nothing", asked="<b>")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_network_learns_at_once_and_the_address_reopens_it(page, language):
    shown, t = page("learn", tab="small", lang=language), translator(language)
    assert not shown.exception
    charts = shown.get("plotly_chart")
    assert len(charts) == 1 + 2 * len(SMALL) and all(chart.proto.alt for chart in charts)
    shown.slider(key="learn.small.steps").set_value(5).run()
    shown.pills(key="learn.small.puzzle").set_value("more").run()
    assert not shown.exception and shown.query_params["set"] == "5-8-0.03-200-1-1"
    told = next(
        m.value
        for m in shown.markdown
        if t("learn.small.told", told="", count=200, seconds="")[:6] in m.value
    )
    again = page("learn", tab="small", lang=language, puzzle="more", set="5-8-0.03-200-1-1")
    assert told.partition("(")[0].partition("（")[0] in "".join(m.value for m in again.markdown)
    assert [c.proto.spec for c in again.get("plotly_chart")] == [
        c.proto.spec for c in shown.get("plotly_chart")
    ]


def test_few_sequences_and_dropout_are_kept_in_the_address_and_both_shares_are_told(page):
    shown = page("learn", tab="small", set="5-8-0.03-50-1-1")
    shown.select_slider(key="learn.small.examples").set_value(16)
    shown.select_slider(key="learn.small.dropout").set_value(0.3).run()
    assert not shown.exception and shown.query_params["set"] == "5-8-0.03-50-1-1-0.3-16-1"
    assert any("(on those learnt from " in one.value for one in shown.markdown)
    again = page("learn", tab="small", set="5-8-0.03-50-1-1-0.3-16-1")
    assert again.select_slider(key="learn.small.dropout").value == 0.3 and not again.exception


@pytest.mark.parametrize(
    "asked",
    [
        "5-8-0.03-200-1-1-0.2-16-1",
        "5-8-0.03-200-1-1-0.3-17-1",
        "",
        "x",
        "5-8",
        "99-8-0.03-200-1-1",
        "5-8-0.02-200-1-1",
        "nan-8-0.03-200-1-1",
        "5-8-0.03-210-1-1",
    ],
)
def test_settings_that_cannot_be_give_way_to_the_first_ones(page, asked):
    shown = page("learn", tab="small", puzzle="nothing", set=asked)
    assert not shown.exception and shown.query_params["set"] == "12-8-0.03-200-1-1"
    assert shown.query_params["puzzle"] == "first"


def test_large_type_is_kept_in_the_address_and_the_plan_can_be_taken(page):
    shown = page("learn", about="lstm")
    assert not any("html{font-size" in one.proto.body for one in shown.get("html"))
    shown.toggle(key="learn.large").set_value(True).run()
    assert shown.query_params["large"] == "1" and not shown.exception
    assert any("html{font-size" in one.proto.body for one in page("learn", large="1").get("html"))
    assert [one.proto.label for one in shown.get("download_button")] == [translator("en")("plan.print")]


def test_a_tutorial_s_code_stands_beside_its_shapes_and_leads_to_the_step_that_does_the_same(page):
    shown, t = page("learn", tab="code"), translator("en")
    assert not shown.exception and "import keras" in shown.code[0].value
    assert any("`x`\u00a0(288,\u00a012,\u00a01)" in one.value for one in shown.markdown)
    shown.segmented_control(key="learn.code.which").set_value("numpy_lstm").run()
    assert t("learn.code.numpy_lstm.1") in [one.value for one in shown.markdown]
    shown.segmented_control(key="learn.code.library").set_value("keras").run()
    assert "keras.layers.LSTM" in shown.code[-1].value
    shown.segmented_control(key="learn.code.kind.keras").set_value("gru").run()
    assert "reset_after=True" in shown.code[-1].value and not shown.exception
    shown.button(key="learn.code.open").click().run()
    assert shown.query_params["about"] == "lstm" and f"### {t('learn.lstm')}" in [
        m.value for m in shown.markdown
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_stands_at_its_address_and_leads_to_its_step(page, language):
    shown, t = page("learn", tab="pairs", pair="forget", lang=language), translator(language)
    assert not shown.exception and t("learn.pair.forget.text") in [m.value for m in shown.markdown]
    with speaking(language):
        told = pair_told(t, pairs()["forget"])
    assert [chart.proto.alt for chart in shown.get("plotly_chart")] == [told]
    shown.pills(key="learn.pair").set_value("dropout").run()
    assert shown.query_params["pair"] == "dropout"
    shown.button(key="learn.pair.step").click().run()
    assert shown.query_params["about"] == "regularisation" and not shown.exception
    assert page("learn", tab="pairs", pair="<b>").pills(key="learn.pair").value == "order"
