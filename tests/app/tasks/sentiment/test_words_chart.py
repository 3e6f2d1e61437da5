"""A text that was cut into characters says so, and its characters stand upright."""

import pytest

from app.i18n import translator
from app.tasks.sentiment.charts.words import beginnings_chart


@pytest.mark.parametrize(
    ("words", "title", "angle"),
    [(["房", "间", "很"], "读到该字之后", 0), (["房间", "很", "干净"], "读到该词之后", None)],
)
def test_the_axis_counts_what_the_text_was_cut_into(words, title, angle):
    chart = beginnings_chart({"gru": ([1, 2, 3], [0.5, 0.6, 0.7])}, words, translator("zh"), "好评")
    assert chart.layout.xaxis.title.text == title and chart.layout.xaxis.tickangle == angle
