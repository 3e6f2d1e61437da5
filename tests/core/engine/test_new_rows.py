"""New rows through store and engine: forecast, kept, scored; by Python and by command line alike."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import delete

from core.data.frame import canonical
from core.errors import UserError
from core.specs import ModelSpec, TrainingSpec
from core.store.database import writing
from core.store.forecasts import kept_forecasts
from core.store.schema import artifacts
from core.tasks.forecast.api import forecast, predict
from core.tasks.forecast.new_rows.predicting import live
from tests.engines import ended
from unrolled import Forecast

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]
ROWS = 150


@pytest.fixture(scope="module")
def whole():
    steps = np.arange(ROWS + 6)
    sales = 50 + 10 * np.sin(steps / 3) + np.random.default_rng(3).normal(0, 1, len(steps))
    index = pd.date_range("2024-01-01", periods=len(steps), freq="D")
    return canonical(
        pd.DataFrame({"sales": sales}, index=index), name="shop", source="upload", target="sales"
    )


def test_new_rows_are_forecast_from_kept_and_scored(shared_engine, whole, unrolled, tmp_path):
    store = shared_engine.store
    trained = forecast(
        replace(whole, frame=whole.frame.iloc[:ROWS]), store=store, horizon=3, lookback=6, seeds=1,
        cells=("gru",), model=ModelSpec(units=4), training=TrainingSpec(updates=10, batch=16),
    )  # fmt: skip
    id = trained["experiment"]
    finals = [run for run in ended(store, id) if run.kind == "final"]
    assert all(store.artifact(run.id, "weights") for run in finals)
    before = live(store, id).told
    assert len(before) == 1 and before[0].forecasts[before[0].sent].tolist() == trained["forecast"]["mean"]

    first = predict(id, replace(whole, frame=whole.frame.iloc[ROWS - 9 : ROWS + 2]), store=store)
    assert (first["origin"], first["arrived"], first["notes"]) == ("2024-05-31", 2, [])
    assert first["forecast"]["time"] == ["2024-06-01", "2024-06-02", "2024-06-03"]
    assert first["forecast"]["mean"] == first["methods"][first["forecast"]["method"]]
    assert {"gru", "gru+ridge", "ridge", "last_value"} <= set(first["methods"])
    assert (first["track"]["told"], first["track"]["scored"], first["track"]["finding"]) == (2, 1, "few")
    truth = whole.frame["sales"].iloc[ROWS : ROWS + 2]
    missed = np.abs(before[0].forecasts["gru"][:2] - truth).mean()
    found = next(one for one in first["track"]["methods"] if one["name"] == "gru")
    assert found["mae"] == pytest.approx(missed, rel=1e-12)

    whole.frame.to_csv(tmp_path / "later.csv", index_label="time")
    done = unrolled(
        "predict", id, str(tmp_path / "later.csv"), "--csv", str(tmp_path / "out.csv"), home=store.folder
    )
    assert done.returncode == 0, done.stderr
    second = json.loads(done.stdout)
    assert (second["arrived"], second["track"]["told"], second["track"]["scored"]) == (4, 3, 2)
    table = pd.read_csv(tmp_path / "out.csv")
    sent = table[table["sent"]]
    np.testing.assert_allclose(sent["forecast"], second["forecast"]["mean"], rtol=1e-12)
    assert (sent["lo95"] <= sent["lo80"]).all() and (sent["hi80"] <= sent["hi95"]).all()

    for given, key in ((whole, "no_newer_rows"), (None, "not_a_ticker")):
        with pytest.raises(UserError, match=key):
            predict(id, given, store=store)
    assert [one.way for one in kept_forecasts(store.engine, id)] == ["first", "trained", "trained"]

    new = tmp_path / "new"
    new.mkdir()
    last = whole.frame.index[-1] + pd.to_timedelta([1, 2], "D")
    pd.concat([whole.frame, whole.frame.iloc[-2:].set_axis(last)]).to_csv(new / "shop", index_label="time")
    for refreshed in (True, False):  # the second time there is nothing new
        done = unrolled("refresh", new, home=store.folder)
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert [one["arrived"] for one in told["refreshed"] if one["experiment"] == id] == [2] * refreshed
        left = [one["key"] for one in told["left"] if one["experiment"] == id]
        assert left == ["no_newer_rows"] * (not refreshed) and id[:8] in done.stderr
    book = tmp_path / "forecasts.xlsx"
    Forecast(id, store).workbook(book)
    sheets = pd.read_excel(book, sheet_name=None, engine="calamine")
    assert len(sheets["New forecast"]) == 3 and sheets["Track record"]["Actual"].notna().sum() == 8

    with writing(store.engine) as connection:
        lost = artifacts.c.run.in_([finals[0].id]) & (artifacts.c.name == "weights")
        connection.execute(delete(artifacts).where(lost))
    longer = replace(whole, frame=whole.frame.set_axis(whole.frame.index + pd.Timedelta(days=8)))
    with pytest.raises(UserError, match="final_networks_gone"):
        predict(id, replace(longer, frame=longer.frame.iloc[-6:]), store=store)


def test_where_nothing_can_be_refreshed_it_says_so(unrolled, tmp_path):
    done = unrolled("refresh")
    assert (done.returncode, done.stdout) == (2, "") and "Nothing can be refreshed" in done.stderr
    done = unrolled("refresh", tmp_path / "nowhere")
    assert done.returncode == 2 and "no folder" in done.stderr
