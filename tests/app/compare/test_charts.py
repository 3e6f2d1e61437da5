"""Facts that the charts of the comparison draw, tested as numbers; and that each can be drawn."""

import numpy as np
import pandas as pd
import pytest

from app.charts.theme import CELL_MARKS
from app.compare.charts.cost import CostPoint, cost_chart
from app.compare.charts.curves import curves_chart
from app.compare.charts.pairs import pair_facts, pairs_chart
from app.compare.charts.styles import drawn
from app.compare.view import letter
from app.i18n import translator
from app.tasks.forecast.charts.overlay import overlay_chart, overlay_facts
from app.tasks.sentiment.charts.readings import Reading, readings_chart
from core.compare.curves import Curve
from core.compare.test_set import Difference

t = translator("en")
LOOKS = drawn(["lstm", "gru", "lstm"], ["LSTM · A", "GRU · A", "LSTM · B"])


def test_a_cell_keeps_its_dash_and_marker_and_its_second_group_is_hollow():
    first, other, second = LOOKS
    assert first.dash == second.dash == CELL_MARKS["lstm"].dash != other.dash
    assert second.symbol == f"{first.symbol}-open" and first.color != second.color


def test_letters_go_on_after_z():
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_a_pair_that_was_tested_the_other_way_round_changes_its_sign():
    pairs = [
        Difference(0, 1, (1, 2), 0.3, 0.1, 0.4, 0.01, 0.02),
        Difference(1, 2, (2, 1), -0.2, -0.5, 0.1, 0.3),
    ]
    rows = pair_facts(pairs, LOOKS, 1)
    assert [(row.look.name, row.gain, row.low, row.high) for row in rows] == [
        ("LSTM · B", 0.2, -0.1, 0.5), ("LSTM · A", 0.3, 0.1, 0.4)
    ]  # fmt: skip
    figure = pairs_chart(rows, "gain")
    assert [point.x[0] for point in figure.data] == pytest.approx([20, 30])


def test_curves_in_percent_and_without_a_point():
    full = Curve(np.array([1.0, 2.0]), np.array([0.5, 0.8]), np.array([0.4, 0.7]), np.array([0.6, 0.9]))
    none = Curve(*(np.array([]) for _ in range(4)))
    figure = curves_chart([full, none, full], LOOKS, t, axis="updates", value="val_accuracy", label="right")
    lines = [trace for trace in figure.data if trace.showlegend is not False]
    assert [line.name for line in lines] == ["LSTM · A", "LSTM · B"] and lines[0].y.tolist() == [50.0, 80.0]


def test_the_cost_axis_is_logarithmic_where_costs_are_far_apart():
    near = [CostPoint(LOOKS[0], 100, 0.8, 0.1, 2, True), CostPoint(LOOKS[1], 200, 0.7, None, 1, False)]
    far = [near[0], CostPoint(LOOKS[2], 5000, 0.9, 0.1, 2, True)]
    assert cost_chart(near, t, x="n", y="score", share=True).layout.xaxis.type is None
    figure = cost_chart(far, t, x="n", y="score", share=True)
    assert figure.layout.xaxis.type == "log" and {100, 200, 500, 1000, 5000} <= set(
        figure.layout.xaxis.tickvals
    )
    assert list(figure.data[0].x) == [100, 5000]  # the front


def test_forecasts_of_different_lengths_begin_at_the_last_known_value():
    history = pd.Series(np.arange(40.0))
    facts = overlay_facts(history, 30, [(LOOKS[0], np.array([1.0, 2.0])), (LOOKS[1], np.array([3.0]))])
    assert facts.known.index[-1] == 30 and facts.actual.tolist() == [30, 31, 32]
    assert [values.tolist() for _, values in facts.lines] == [[30, 1, 2], [30, 3]]
    figure = overlay_chart(facts, t, "units")
    assert list(figure.data[3].x) == [30, 31] and figure.layout.yaxis.title.text == "units"


def test_readings_stand_where_their_words_end():
    reading = Reading(LOOKS[0], [3, 8], ["not", "bad<b>"], [0.4, 0.7])
    figure = readings_chart([reading], [(3, "not"), (8, "bad<b>")], t, "good")
    assert list(figure.data[0].x) == [3, 8] and figure.data[0].text[1] == "bad&lt;b&gt;"
    assert list(figure.layout.xaxis.ticktext) == ["not", "bad&lt;b&gt;"]
