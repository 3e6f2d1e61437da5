"""What was never measured is never truth: laws of preparing, of the simple methods and of the result."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.cli.remarks import remark
from core.data.frame import canonical
from core.data.measured import as_it_stands, measured, measured_notes
from core.errors import UserError
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.audits import leakage_audit
from core.tasks.forecast.baselines import all_baselines
from core.tasks.forecast.blank_words import blank_words
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.report import report
from core.tasks.forecast.spec import ForecastSpec
from core.words.locales import catalogue
from core.words.sentences import translator

TASK = ForecastSpec(target="sales", horizon=3, lookback=6, covariates=("promo",), folds=2)
HOLES = [40, 41, 42, 150, 151, 152, 153, 210, 227, 228, 229, 230, 231, 244]


def frame(rows=260, seed=0):
    rng = np.random.default_rng(seed)
    sales = 100 + 10 * np.sin(np.arange(rows) / 3) + rng.normal(0, 2, rows).cumsum()
    index = pd.date_range("2021-01-01", periods=rows, freq="D")
    return pd.DataFrame({"promo": rng.integers(0, 2, rows).astype(float), "sales": sales}, index=index)


def loaded(table):
    return canonical(table, name="shop", source="upload", target="sales")


def holed():
    table = frame()
    table.iloc[HOLES, 1] = np.nan
    return loaded(table)


def outcome_of(data, spec):
    facts, simple = all_baselines(spec, data)
    arrays = {
        "calibration": simple["calibration/ridge"] + 0.5, "test": simple["test/ridge"] + 0.5,
        "last": simple["final/ridge"],
    }  # fmt: skip
    return report(spec, data, simple, facts, [CellRuns("gru", 10, [1], [arrays], [])], ended=True)


@pytest.fixture(scope="module")
def spec():
    return ExperimentSpec(data="", task=replace(TASK, ablation=False), cells=("gru",), seeds=1)


def test_blanks_appended_at_the_end_change_nothing(spec):
    whole, longer = frame(), frame(290)
    longer.iloc[:260, 1] = whole["sales"]
    longer.iloc[260:, 1] = np.nan
    longer.iloc[:260, 0] = whole["promo"]
    short, long = outcome_of(loaded(whole), spec), outcome_of(loaded(longer), spec)
    assert short.methods == long.methods and short.verdict == long.verdict
    assert short.future.times.equals(long.future.times)
    assert long.future.times[0] == whole.index[-1] + pd.Timedelta(days=1)
    for name, values in short.future.forecasts.items():
        np.testing.assert_array_equal(values, long.future.forecasts[name])
    assert len(long.history) == 260 and long.facts["blanks"]["later"] == 30


def test_the_forecast_falls_on_the_rows_that_are_there():
    table = frame()
    later = pd.DataFrame({"promo": 1.0}, index=pd.DatetimeIndex(["2021-09-21", "2021-09-25"]))
    rows = measured(loaded(pd.concat([table, later])), "sales")
    times, provisional = rows.ahead(7)
    assert [str(time.date()) for time in times[:3]] == ["2021-09-18", "2021-09-19", "2021-09-20"]
    assert len(times) == 7 and not provisional  # days without a row in between are usual days too
    weeks = rows.ahead(12)[0]
    assert weeks.is_unique and weeks.is_monotonic_increasing


def test_a_blank_is_no_answer_and_no_truth():
    prepared = prepare(holed(), TASK)
    for name in ("train", "validation", "calibration", "test"):
        block = prepared.block(name)
        steps = block.origins[:, None] + np.arange(1, 4)
        blank = np.isin(steps, HOLES)
        assert (np.isnan(block.truth) == blank).all() and (np.isnan(block.y) == blank).all()
        assert not blank.all(axis=1).any()
    assert np.isfinite(prepared.values).all() and np.isfinite(prepared.features).all()


def test_missing_rows_are_blank_rows(spec):
    whole = frame()
    blank, gone = whole.copy(), whole.drop(whole.index[HOLES])
    blank.iloc[HOLES] = np.nan
    blank.iloc[HOLES, 0] = 7.0  # so that the row is there
    left = outcome_of(loaded(blank[["sales"]].assign(other=blank["promo"])), _alone(spec))
    right = outcome_of(loaded(gone[["sales"]]), _alone(spec))
    assert left.methods == right.methods
    assert right.facts["blanks"]["absent"] == len(HOLES) == left.facts["blanks"]["inside"]
    assert left.history.equals(right.history)


def _alone(spec):
    return replace(spec, task=replace(TASK, covariates=()))


def test_origins_with_nothing_to_score_are_left_out_and_counted(spec):
    told = outcome_of(holed(), spec)
    counts = told.facts["blanks"]
    assert counts["inside"] == len(HOLES) and counts["left_out"]["test"] == 3  # before 227, 228 and 229
    assert not np.isnan(told.backtest.truth).all(axis=1).any()
    assert all(np.isfinite(method.scores["mae"]) for method in told.methods)
    best = told.method("gru")
    assert best.skill == pytest.approx(
        1 - best.scores["mae"] / told.method(told.reference, "simple").scores["mae"], abs=1e-12
    )
    assert all(np.isfinite(width).all() for width in told.backtest.widths["gru"].values())


def test_what_a_blank_is_filled_with_reaches_no_score(spec, monkeypatch):
    """Filled otherwise, inputs change, but not one answer, truth or scale of answers."""
    from core.evaluate import known

    before = prepare(holed(), replace(TASK, transform="levels"))
    monkeypatch.setattr(known, "filled", lambda values: np.nan_to_num(values, nan=1e6))
    after = prepare(holed(), replace(TASK, transform="levels"))
    assert (before.features != after.features).any()
    for name in ("train", "validation", "calibration", "test"):
        one, other = before.block(name), after.block(name)
        np.testing.assert_array_equal(one.y, other.y)
        np.testing.assert_array_equal(one.truth, other.truth)


def test_nothing_leaks_where_values_are_missing():
    for data in (holed(), loaded(frame().drop(frame().index[HOLES]))):
        audit = leakage_audit(data, lambda other, chosen: prepare(other, TASK, chosen=chosen))
        assert audit.moved == () and audit.compared > 500


def test_gaps_can_be_refused():
    gone = loaded(frame().drop(frame().index[HOLES]))
    with pytest.raises(UserError) as caught:
        prepare(gone, replace(TASK, gaps="refuse"))
    assert (caught.value.key, caught.value.facts["count"]) == ("times_missing", len(HOLES))
    prepare(loaded(frame()), replace(TASK, gaps="refuse"))


def test_a_block_without_a_measured_value_is_refused():
    table = frame()
    cuts = prepare(loaded(frame()), TASK).cuts
    table.iloc[cuts.stop_end : cuts.rows - 2, 1] = np.nan
    with pytest.raises(UserError) as caught:
        prepare(loaded(table), TASK)
    assert caught.value.key == "too_little_measured"


def test_what_is_blank_is_said():
    table = frame()
    table.iloc[[10, 11], 0] = np.nan
    table.iloc[HOLES, 1] = np.nan
    table.iloc[-6:, 1] = np.nan
    table = table.drop(table.index[[100, 101]])
    notes = {note.key: note.facts for note in measured_notes(measured(loaded(table), "sales"), ("promo",))}
    assert notes == {
        "rows_after": {"column": "sales", "count": 6},
        "blanks_inside": {"column": "sales", "count": len(HOLES)},
        "times_without_row": {"count": 2, "times": [str(day.date()) for day in frame().index[[100, 101]]]},
        "column_filled": {"column": "promo", "count": 2, "begins": 0},
    }
    assert measured_notes(measured(loaded(frame()), "sales"), ("promo",)) == []


FROM_THE_EIGHTH = ["2021-01-08", "2021-01-09", "2021-01-10", "…"]


@pytest.mark.parametrize("gone, told", [([7], ["2021-01-08"]), (range(7, 12), FROM_THE_EIGHTH)])
def test_the_first_times_without_a_row_are_named(gone, told):
    table = frame().drop(frame().index[list(gone)])
    (note,) = measured_notes(measured(loaded(table), "sales"))
    assert note.facts == {"count": len(gone), "times": told}
    assert told[0] in remark(note)


def test_what_was_computed_with_blanks_as_values_is_shown_and_named(spec):
    data = holed()
    facts, simple = all_baselines(spec, as_it_stands(data, "sales").whole)
    told = {name: simple[f"{name}/ridge"] for name in ("calibration", "test")}
    runs = CellRuns("gru", 10, [1], [told | {"last": simple["final/ridge"]}], [])
    of_then = {name: fact for name, fact in facts.items() if name not in ("blanks", "protocol")}
    found = report(spec, data, simple, of_then, [runs], ended=True)
    assert found.outdated and not found.history.isna().any()
    assert found.backtest.times.equals(found.history.index[simple["test_origins"]])


def test_the_words_say_how_many_values_count_nowhere(spec):
    t = translator(catalogue("en"))
    counts = outcome_of(holed(), spec).facts["blanks"]
    told = blank_words(t, counts)
    assert "14 of 260 values" in told and "3 test origins" in told
    assert blank_words(t, None) == "" == blank_words(t, {"inside": 0})
