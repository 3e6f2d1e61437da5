"""Networks read windows of days: both trainers cut them as numpy does, and a trained one forecasts."""

import numpy as np
import pandas as pd
import pytest

keras = pytest.importorskip("keras")
pytestmark = pytest.mark.keras


@pytest.fixture
def prepared():
    from core.data.frame import canonical
    from core.tasks.forecast.prepare import prepare
    from core.tasks.forecast.spec import ForecastSpec

    index, steps = pd.date_range("2020-01-01", periods=600, freq="h"), np.arange(600)
    y = 10 * np.sin(steps * 2 * np.pi / 24) + np.random.default_rng(1).normal(size=600)
    data = canonical(pd.DataFrame({"y": y}, index=index), name="y", source="upload", target="y")
    return prepare(data, ForecastSpec(target="y", horizon=6, lookback=72, blocks="days", transform="levels"))


@pytest.mark.parametrize("kind", ["GraphTrainer", "BatchTrainer"])
def test_a_loop_reads_days_as_they_are_cut(prepared, kind):
    from core.data.windows import Windows
    from core.networks import graph_trainer, trainers
    from core.tasks.forecast.forecasting import forecasts

    network = keras.Sequential(
        [keras.Input((3, prepared.columns)), keras.layers.GRU(4), keras.layers.Dense(6)]
    )
    network.compile("adam", "mse")
    trainer = getattr(graph_trainer if kind == "GraphTrainer" else trainers, kind)(network, 16)
    train = prepared.block("train")
    assert (train.x.sampling_rate, train.x.lookback) == (24, 3)
    cut = train.x.cut()
    np.testing.assert_allclose(trainer.predict(train.x), trainer.predict(Windows.of(cut)), atol=1e-6)
    np.testing.assert_allclose(trainer.predict(train.x), network(cut, training=False), atol=1e-5)
    rows = prepared.block("test").origins
    before = np.abs(forecasts(trainer, prepared, rows) - prepared.block("test").truth).mean()
    data = trainer.load(train.x, train.y)
    for _ in range(8):
        trainer.train(data, np.arange(len(train.x) // 16 * 16))
    assert np.abs(forecasts(trainer, prepared, rows) - prepared.block("test").truth).mean() < before
