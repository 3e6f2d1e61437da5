"""What steps of Learn say is what their pictures, the shipped networks and the pages of figures say."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import speaking, translator
from app.learn.charts import today, told, weights, windows, words
from app.learn.charts.cells import boxed, row
from app.learn.charts.use import INPUTS, UNITS
from app.learn.cited import cited
from app.learn.papers import VASWANI
from app.learn.shown import shown
from app.learn.steps import STEPS
from benchmarks.cited import cited as as_measured
from core.cells import CELLS
from core.cells.steps import Weights, numpy_functions, steps_of
from core.data.samples import load_sample
from core.text.tokens import tokens
from core.text.vocabulary import PADDING, UNKNOWN

LANGUAGES = ("en", "zh")
NEW = "windows vectors padding sharing truncated tagging writing attention today".split()
each_language = pytest.mark.parametrize("language", LANGUAGES)


def written(figure):
    """The words on a picture."""
    return [one.text for one in figure.layout.annotations]


def test_the_tensor_holds_rows_of_the_sample_and_the_answer_is_the_next_one():
    found, frame = windows.cut(), load_sample("weekly_stocks").frame
    assert found.inputs.shape == (3, 4, 2) and len(found.table) == 7
    for example in range(3):
        rows = frame[list(windows.FEATURES)].iloc[example : example + 4].to_numpy()
        np.testing.assert_array_equal(found.inputs[example], rows)
        assert found.answers[example] == frame["AAPL"].iloc[example + 4]
    drawn = written(windows.windows(translator("en")))
    assert drawn.count(f"{found.answers[2]:.2f}") >= 2  # in the table, and as the answer
    assert len(found.table) - windows.LOOKBACK == 3  # as the bet has it


@each_language
def test_words_are_cut_and_numbered_as_the_shipped_network_has_it(language):
    with speaking(language):
        long, short = words.sentences()
        for one in (long, short):
            assert [token.text for token in tokens(one["text"], "characters")] == one["words"]
        assert long["numbers"].count(UNKNOWN) == 1 and len(short["words"]) < len(long["words"])
        facts, drawn = words.vector_facts(translator(language)), words.vectors(translator(language))
    assert facts["unknown"] in facts["text"] and drawn.data[0].z.shape == (facts["width"], facts["count"])
    ticks = drawn.layout.xaxis.ticktext
    assert ticks[-1] == f"{long['words'][-1]}<br><b>{long['numbers'][-1]}</b>"


@each_language
def test_with_a_mask_the_state_stands_still_and_without_one_it_does_not(language):
    with speaking(language):
        found = words.padded()
    unit = words.moved(found)
    assert (found.masked[found.end - 1 :] == found.masked[-1]).all()
    np.testing.assert_array_equal(found.masked[: found.end], found.bare[: found.end])
    assert abs(found.bare[-1, unit] - found.masked[-1, unit]) > 0.2
    long, short = found.numbers
    assert len(long) == len(short) and short[found.end :] == [PADDING] * (len(long) - found.end)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 1000))
def test_masked_steps_leave_what_the_words_alone_come_to(count, more, seed):
    read = np.random.default_rng(seed).standard_normal((count + more, 3))
    mask = np.arange(count + more) < count
    np.testing.assert_array_equal(words.walked(read, mask)[-1], words.walked(read[:count], mask[:count])[-1])


def test_a_step_of_the_walk_is_the_cell_s_own():
    read, cell = np.ones((1, 3)), CELLS["rnn"]
    random = np.random.default_rng(words.SEED)
    own = Weights(*(random.standard_normal(shape) / 2 for shape in cell.shapes(3, words.UNITS)))
    state = {"h": np.zeros((1, words.UNITS))}
    now = steps_of(cell).step(read, state, own, numpy_functions("tanh"))["h"]
    np.testing.assert_array_equal(words.walked(read, np.array([True])), now)


def test_only_a_layer_that_reads_side_by_side_grows_with_the_lookback():
    facts = weights.sharing_facts(translator("en"))
    assert weights.side_by_side(60) == UNITS * INPUTS * 60 + UNITS and facts["mlp"] == "15,392"
    assert facts["rnn"] == f"{CELLS['rnn'].weights(INPUTS, UNITS):,}"
    plain = CELLS["rnn"].weights(INPUTS, UNITS)
    assert weights.side_by_side(facts["fewer"] - 1) <= plain < weights.side_by_side(facts["fewer"])
    assert 9 < weights.side_by_side(100) / weights.side_by_side(10) < 11
    mlp, *flat = weights.sharing(translator("en")).data
    assert mlp.y[0] < mlp.y[-1] and all(len(set(one.y)) == 1 for one in flat)


def test_a_longer_window_follows_more_of_a_gradient_and_ends_where_it_is_cut():
    values = weights.arriving()
    assert values[0] == 1 and (np.diff(values) < 0).all()
    short, middle, long = (weights.followed(window) for window in weights.WINDOWS)
    assert 0 < short < 0.3 < middle < long < 1
    areas = [one for one in weights.truncated(translator("en")).data if one.fill]
    assert [len(one.x) for one in areas] == [128, 32, 8]
    np.testing.assert_allclose(areas[-1].y, values[:8])


def test_one_word_has_two_tags_in_two_sentences():
    facts = told.tagging_facts(translator("en"))
    assert {facts["first"], facts["second"]} == {"VERB", "NOUN"}
    assert (
        facts["first_text"] == "They book the old house." and facts["second_text"] == "The old book is here."
    )
    drawn = written(told.tagging(translator("en")))
    assert drawn.count("book") == 2 and "VERB" in drawn


def test_words_begin_with_a_surprise():
    one = shown()["written"]
    first = np.array(told.begins(one["text"]))
    bits = np.array(one["bits"])
    assert first.sum() == len(one["text"].split()) and bits[first].mean() > 2 * bits[~first].mean()
    facts = told.writing_facts(translator("en"))
    assert float(facts["first"]) < float(facts["blind"]) == pytest.approx(np.log2(one["known"]), abs=0.05)


def test_attention_looks_at_the_year_then_at_the_month_then_at_the_day():
    one = shown()["date"]
    read, looked = "".join(one["read"]), np.argmax(one["weights"], axis=1)
    assert "".join(one["told"]) == "1987-03-21" and np.sum(one["weights"], axis=1) == pytest.approx(
        1, abs=1e-3
    )
    assert [read[place] for place in looked[:4]] == list("1987")
    assert all(read.index("march") <= place < read.index("march") + 5 for place in looked[5:7])
    assert all(place <= read.index("of") for place in looked[8:10])


def test_what_is_cited_is_what_the_pages_of_figures_say():
    assert cited() == as_measured(), "python -m benchmarks.cited reads them anew"


def test_the_words_on_today_are_of_these_figures():
    t = translator("en")
    facts, single, many = today.facts(t), cited()["single"], cited()["many"]
    assert facts["better"] == "0" and facts["settings"] == single["settings"] == 23
    assert (
        facts["alone"] == f"{100 * (1 - min(single['ratios'][c] for c in ('rnn', 'lstm', 'gru'))):.1f}\u00a0%"
    )
    best = max(many, key=lambda one: one["both"][1])
    assert facts["series"] == str(best["series"]) and facts["many_both"] == f"{best['both'][1]:.1f}\u00a0%"
    assert min(best["both"][1], best["alone"][1]) > 0 and best["both"][2] < 0.05
    assert cited()["whole"]["p"] < 0.05
    alone, both = today.today(t).data
    wanted = [100 * (1 - min(single["ratios"].values())), *(one["both"][1] for one in many)]
    assert list(both.y) == pytest.approx(wanted)
    assert len(alone.y) == len(both.y) and min(both.y) > 0  # half and half is a gain everywhere


def test_boxes_stand_side_by_side_and_need_no_words():
    figure = go.Figure()
    row(figure, 2, 0, ["a<b", ""], [windows.QUIET] * 2)
    boxed(figure, 4, 0, 0)
    assert [shape.x0 + shape.x1 for shape in figure.layout.shapes] == [4, 6] and len(written(figure)) == 1
    assert "<" not in written(figure)[0]


@each_language
def test_every_new_step_s_picture_is_drawn_with_what_its_sentences_name(language):
    t = translator(language)
    with speaking(language):
        for name in NEW:
            step = STEPS[name]
            assert step.picture(t).to_dict() and "{" not in t(f"learn.{name}.text", **step.facts(t))
    assert STEPS["today"].sources[0] is VASWANI
