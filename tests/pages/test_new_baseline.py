"""A baseline is one row: two are added here, and are computed, tabled, drawn and sent as the others are."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from app.charts.theme import mark
from core.data.frame import canonical
from core.evaluate.baselines import BASELINES, TEXT_BASELINES, SeriesBaseline, TextBaseline
from core.specs import ExperimentSpec
from core.tasks.forecast.baselines import all_baselines
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.sentiment.baselines import all_baselines as all_text_baselines
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.spec import SentimentSpec
from core.text.samples import load_text_sample
from core.words.locales import catalogue
from tests import conftest as filling
from tests import texts

MEDIAN = SeriesBaseline(
    name="median", computed="tests.toy_baseline.median", simplicity=25, fitted=math.inf
)  # fmt: skip
COIN = TextBaseline(name="coin", computed="tests.toy_baseline.coin", simplicity=5)


@pytest.fixture(autouse=True)
def added(monkeypatch):
    """One row each, and its name."""
    monkeypatch.setitem(BASELINES, "median", MEDIAN)
    monkeypatch.setitem(TEXT_BASELINES, "coin", COIN)
    for name, word in {"median": "Median so far", "coin": "A coin"}.items():
        monkeypatch.setitem(catalogue("en"), f"method.{name}", word)


def test_it_is_computed_on_every_block_and_refitted():
    values = np.random.default_rng(3).normal(size=130).cumsum()
    data = canonical(pd.DataFrame({"y": values}), name="walk", source="upload", target="y")
    facts, arrays = all_baselines(
        ExperimentSpec(data=data.sha256, task=ForecastSpec(target="y", horizon=2, lookback=6)), data
    )
    assert "median" not in facts["skipped"]
    assert arrays["test/median"].shape == arrays["test_truth"].shape
    np.testing.assert_array_equal(arrays["final/median"], [np.median(values)] * 2)
    train = np.median(values[: facts["cuts"]["train_end"]])
    np.testing.assert_array_equal(np.unique(arrays["calibration/median"]), [train])


def test_it_is_tabled_drawn_and_sent(filled_store, page, monkeypatch):
    monkeypatch.setitem(filling.SIMPLE_NOISE, "median", 0.05)  # better than every cell
    store, id = filled_store()
    found = outcome(store, store.experiment(id), store.runs(id))
    assert found.method("median").kind == "simple" and found.sent.name == found.reference == "median"
    assert mark("median").dash not in {mark(name).dash for name in BASELINES if name != "median"}
    shown = page("forecast", experiment=id)
    assert not shown.exception
    assert any("Median so far" in table.value.astype(str).to_string() for table in shown.dataframe)
    drawn = [one for chart in shown.get("plotly_chart") for one in json.loads(chart.proto.spec)["data"]]
    lines = [one for one in drawn if "Median so far" in str(one.get("name", ""))]
    assert lines and all(one["line"]["dash"] == mark("median").dash for one in lines if one.get("line"))


def test_one_of_texts_is_computed_tabled_and_sent(filled_store, page, monkeypatch):
    data = load_text_sample("sentences_en")
    facts, arrays, _ = all_text_baselines(SentimentSpec(), data)
    assert (arrays["test/coin"] == 0.5).all() and len(arrays["test/coin"]) == facts["sizes"]["test"]
    monkeypatch.setitem(texts.SURE, "coin", 9.0)
    store, _ = filled_store()
    id = texts.fill_texts(store)
    found = text_outcome(store, store.experiment(id), store.runs(id))
    assert found.reference == "coin" and found.chosen.name == "coin" and found.chosen.kind == "simple"
    shown = page("sentiment", experiment=id)
    assert not shown.exception
    assert any("A coin" in table.value.astype(str).to_string() for table in shown.dataframe)
