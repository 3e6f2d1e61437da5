"""Facts that charts draw, tested as numbers; and that every chart can be drawn from them."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from app.charts.dates import date_axis
from app.charts.gaps import with_dots
from app.charts.skill import skill_chart
from app.charts.theme import CELL_MARKS, SPARE_MARKS, mark, style
from app.experiments.classes.charts.confusion import confusion_chart
from app.experiments.learning_curves import learning_chart, learning_facts
from app.i18n import translator
from app.tasks.forecast.charts.backtest import backtest_chart, backtest_facts
from app.tasks.forecast.charts.by_step import by_step_chart, by_step_facts
from app.tasks.forecast.charts.drawn import judged
from app.tasks.forecast.charts.forecast import SHOWN_HORIZONS, forecast_chart, forecast_facts
from app.tasks.forecast.charts.series import MOST_POINTS, series_chart, series_facts
from app.tasks.forecast.charts.skill import skill_facts
from core.cells import CELLS
from core.tasks.forecast.cuts import cut
from core.tasks.forecast.results import outcome

t = translator("en")


@pytest.fixture
def result(filled_store):
    store, id = filled_store()
    experiment, runs = store.experiment(id), store.runs(id)
    return (
        experiment,
        store.dataset(experiment.data),
        runs,
        outcome(store, experiment, runs),
        store.epochs(id),
    )


def test_every_cell_has_its_own_colour_dash_and_marker():
    assert set(CELL_MARKS) <= set(CELLS) and len(CELLS) <= len(CELL_MARKS) + len(SPARE_MARKS)
    for look in ("light", "dark", "dash", "symbol"):
        assert len({getattr(mark(name), look) for name in CELLS}) == len(CELLS)


def test_a_forecast_begins_at_the_last_known_value(result):
    experiment, data, _, found, _ = result
    history = found.history
    facts = forecast_facts(found)
    assert set(facts.lines) == {*experiment.spec.cells, found.reference}
    assert all(values[0] == history.iloc[-1] for values in facts.lines.values())
    assert list(facts.bands) == [0.95, 0.8]
    assert np.all(facts.bands[0.95][1] >= facts.bands[0.8][1])
    ahead = experiment.spec.task.horizon
    assert facts.zoom[0] == history.index[-SHOWN_HORIZONS * ahead] and facts.zoom[1] > facts.times[-1]
    assert forecast_chart(facts, t, "units").layout.yaxis.title.text == "units"


def test_the_best_skill_is_drawn_on_top_and_the_far_off_at_the_edge(result):
    found = result[3]
    rows = skill_facts(found)
    assert [row.skill for row in rows] == sorted(row.skill for row in rows)
    assert rows[-1].name == found.methods[-1].name or rows[-1].low is not None
    figure = skill_chart(rows, t, "skill")
    assert len(figure.data) == len(rows)
    assert figure.data[-1].x[0] == pytest.approx(100 * rows[-1].skill)


def test_learning_curves_are_means_over_seeds_and_mark_what_was_kept(result):
    experiment, _, runs, _, epochs = result
    one = learning_facts(runs, epochs, ["gru"])[0]
    ids = {run.id for run in runs if run.cell == "gru" and run.kind == "backtest"}
    first = [epoch.val_loss for epoch in epochs if epoch.run in ids and epoch.updates == 16]
    assert one.validation[0] == pytest.approx(np.mean(first))
    assert one.low[0] == min(first) and one.high[0] == max(first)
    assert one.best == [16 * 16, 17 * 16] and np.isfinite(one.best_losses).all()
    assert learning_chart(one, t, task="forecast").data


def test_curves_that_have_not_begun_are_an_empty_chart(result):
    one = learning_facts([], [], ["rnn"])[0]
    assert not learning_chart(one, t, task="forecast").data


def test_one_origin_of_the_backtest_shows_what_was_known_then(result):
    experiment, data, _, found, _ = result
    facts = backtest_facts(found, 3, judged(found))
    assert facts.known.index[-1] == found.backtest.times[3] == facts.times[0]
    assert facts.truth[1:] == pytest.approx(found.backtest.truth[3])
    assert set(facts.lines) == {method.name for method in found.methods}
    assert t("chart.actual") in [line.name for line in backtest_chart(facts, t, "").data]


def test_every_method_but_the_reference_has_an_interval_of_its_skill(result):
    found = result[3]
    for method in found.methods:
        if method.name == found.reference:
            assert method.low is None and method.skill == 0
        elif method.kind == "seeds":
            assert method.low is None and method.p is None
        else:
            assert method.low <= method.high
            assert method.kind == "cell" or method.low <= method.skill <= method.high


def test_errors_by_step_have_one_number_per_step(result):
    experiment, _, _, found, _ = result
    facts = by_step_facts(found, "mase")
    assert {len(scores) for scores in facts.values()} == {experiment.spec.task.horizon}
    assert by_step_chart(facts, t, "MASE").data


def test_cuts_lie_side_by_side_on_the_series(result):
    experiment, data, *_ = result
    values = data.frame[experiment.spec.task.target]
    facts = series_facts(values, cut(len(values), experiment.spec.task))
    ends = [facts.blocks[name] for name in ("train", "validation", "calibration", "test")]
    assert all(before[1] == after[0] for before, after in zip(ends, ends[1:], strict=False))
    assert ends[0][0] == values.index[0] and ends[-1][1] == values.index[-1]
    assert len(facts.values) <= MOST_POINTS
    named = [note.text for note in series_chart(facts, t, "").layout.annotations if note.text]
    assert named == [t(f"block.{name}") for name in ("train", "validation", "calibration", "test")]


def test_a_column_name_cannot_be_markup_in_an_axis(result):
    figure = series_chart(series_facts(result[1].frame["value"], None), t, "<a href='x'>y</a>")
    assert "<a" not in style(figure, height=100, y="<a href='x'>").layout.yaxis.title.text


@pytest.mark.parametrize(("language", "said"), [("en", "%b %Y"), ("zh", "%Y-%m")])
def test_dates_are_written_in_the_visitors_language(language, said):
    days = go.Figure(go.Scatter(x=pd.date_range("2024-01-31", periods=3), y=[1, 2, 3]))
    axis = date_axis(days, language)
    assert said in [stop["value"] for stop in axis["tickformatstops"]] and "%H" not in axis["hoverformat"]
    hours = go.Figure(go.Scatter(x=pd.date_range("2024-01-31", periods=3, freq="h"), y=[1, 2, 3]))
    assert "%H:%M" in date_axis(hours, language)["hoverformat"]
    assert date_axis(go.Figure(go.Scatter(x=[1, 2], y=[3, 4])), language) == {}


def test_a_value_between_two_blanks_gets_a_dot():
    told = with_dots(pd.Series([1.0, np.nan, 3.0, np.nan, np.nan, 6.0, 7.0]))
    assert told["mode"] == "lines+markers"
    assert (told["marker"]["size"] > 0).tolist() == [True, False, True, False, False, False, False]
    assert with_dots(pd.Series([1.0, 2.0, np.nan, 4.0, 5.0])) == {"mode": "lines"}


def test_classes_that_are_numbers_stay_as_they_were_written():
    drawn = confusion_chart(np.array([[3, 1], [0, 4]]), ("-1", "1"), "gru", translator("en"), to_click=True)
    assert drawn.layout.xaxis.type == drawn.layout.yaxis.type == "category"
    assert list(drawn.data[0].y) == ["-1", "1"]
