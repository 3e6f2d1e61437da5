"""Train one opponent to its end and tell its test forecasts; a process of its own, plain arrays in and out.

    python -m benchmarks.forecasters OPPONENT CELL IN.npz OUT.npz

IN holds the series (values), the rows from which the test is forecast (origins), the first test row (end),
lookback and horizon. OUT holds forecasts (origins, horizon), seconds of training, and seconds of imports.
"""

import os
import sys
import time
from typing import Any

import numpy as np

UNITS = 64
MANY = 5000  # windows; with more, a tutorial trains for 10 epochs instead of 50
Forecasts = tuple[Any, float, float]


def tutorial(cell: str, values: Any, origins: Any, end: int, lookback: int, horizon: int) -> Forecasts:
    """Keras as tutorials write it: levels scaled to 0..1, one layer, `fit` with batches of 32."""
    began = time.perf_counter()
    import keras

    imported = time.perf_counter() - began
    low, high = values[:end].min(), values[:end].max()
    scaled = ((values - low) / (high - low)).astype("float32")
    rows = np.arange(lookback - 1, end - horizon)
    steps = np.arange(1 - lookback, 1)
    layer = {"rnn": "SimpleRNN", "lstm": "LSTM", "gru": "GRU"}[cell]
    began = time.perf_counter()
    network = keras.Sequential(
        [keras.Input((lookback, 1)), getattr(keras.layers, layer)(UNITS), keras.layers.Dense(horizon)]
    )
    network.compile("adam", "mse")
    x, y = scaled[rows[:, None] + steps, None], scaled[rows[:, None] + np.arange(1, horizon + 1)]
    network.fit(x, y, batch_size=32, epochs=50 if len(x) < MANY else 10, verbose=0)
    trained = time.perf_counter() - began
    told = network.predict(scaled[origins[:, None] + steps, None], verbose=0)
    return told * (high - low) + low, trained, imported


def neuralforecast(cell: str, values: Any, origins: Any, end: int, lookback: int, horizon: int) -> Forecasts:
    """neuralforecast's model of the cell with its own defaults, but for lookback and units."""
    began = time.perf_counter()
    import logging

    import pandas as pd
    from neuralforecast import NeuralForecast, models

    imported = time.perf_counter() - began
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    quiet = {"accelerator": "cpu", "enable_progress_bar": False, "logger": False}
    quiet |= {"enable_model_summary": False, "enable_checkpointing": False}
    model = getattr(models, cell.upper())(
        h=horizon, input_size=lookback, encoder_hidden_size=UNITS, scaler_type="standard", **quiet
    )
    frame = pd.DataFrame({"unique_id": "y", "ds": np.arange(len(values)), "y": values})
    forecaster = NeuralForecast(models=[model], freq=1)
    began = time.perf_counter()
    forecaster.fit(frame.iloc[:end])
    trained = time.perf_counter() - began
    found = forecaster.cross_validation(
        frame, n_windows=None, test_size=len(values) - end, step_size=1, refit=False, use_init_models=False
    )
    # Its origins are all rows from the last before the test; ours may be thinned out.
    wide = found.pivot(index="cutoff", columns="ds", values=cell.upper())
    told = [wide.loc[o, o + 1 : o + horizon].to_numpy() for o in origins]
    return np.array(told, dtype=float), trained, imported


def main() -> None:
    """Run one opponent."""
    opponent, cell, source, target = sys.argv[1:]
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    given = np.load(source)
    work = {"tutorial": tutorial, "neuralforecast": neuralforecast}[opponent]
    numbers = (int(given[name]) for name in ("end", "lookback", "horizon"))
    told, trained, imported = work(cell, given["values"], given["origins"], *numbers)
    np.savez(target, forecasts=told, trained=trained, imported=imported)


if __name__ == "__main__":
    main()
