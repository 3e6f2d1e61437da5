"""Forecasts, texts and the other tasks from Python.

    import pandas as pd
    import unrolled

    found = unrolled.forecast(pd.read_csv("prices.csv", parse_dates=["date"]), target="close", horizon=5)
    found.verdict, found.forecast, found.methods
    found.save("networks.zip")
    unrolled.load("networks.zip").predict(pd.read_csv("later.csv", parse_dates=["date"]))

Everything is kept in the store that the dashboard shows. What a person can mend is `unrolled.Error`, whose
text is a sentence.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

_PRODUCT = Path(__file__).with_name("product")
if _PRODUCT.is_dir() and str(_PRODUCT) not in sys.path:  # installed; in a clone it stands beside this folder
    sys.path.insert(0, str(_PRODUCT))
elif find_spec("core") is None:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from unrolled.errors import Error  # noqa: E402  (the path comes first)
from unrolled.forecasts import Forecast, experiment, forecast, load  # noqa: E402
from unrolled.others import classify, forecast_many, generate, sentiment, tag, translate  # noqa: E402

__all__ = [
    "Error",
    "Forecast",
    "classify",
    "experiment",
    "forecast",
    "forecast_many",
    "generate",
    "load",
    "sentiment",
    "tag",
    "translate",
]
