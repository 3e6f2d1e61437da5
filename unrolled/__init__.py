"""Forecasts, texts and the other tasks from Python.

    import pandas as pd
    import unrolled

    found = unrolled.forecast(pd.read_csv("prices.csv", parse_dates=["date"]), target="close", horizon=5)
    print(found.verdict)
    found.forecast, found.methods, found.plot()
    found.save("networks.zip")
    unrolled.load("networks.zip").predict(pd.read_csv("later.csv", parse_dates=["date"]))

    texts = unrolled.sentiment(pd.read_csv("reviews.csv"), seeds=2)
    texts.score(["The staff were friendly."])

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
from unrolled.forecasts import Forecast, forecast, load  # noqa: E402
from unrolled.memory import Memory, memory  # noqa: E402
from unrolled.results import Result  # noqa: E402
from unrolled.series import Classes, ManyForecasts, SeriesClasses, classify, forecast_many  # noqa: E402
from unrolled.texts import Sentiment, Writing, generate, sentiment  # noqa: E402
from unrolled.trained_before import experiment, read, sample, ticker  # noqa: E402
from unrolled.words import Tagging, Translation, tag, translate  # noqa: E402

__all__ = [
    "Classes",
    "Error",
    "Forecast",
    "ManyForecasts",
    "Memory",
    "Result",
    "Sentiment",
    "SeriesClasses",
    "Tagging",
    "Translation",
    "Writing",
    "classify",
    "experiment",
    "forecast",
    "forecast_many",
    "generate",
    "load",
    "memory",
    "read",
    "sample",
    "sentiment",
    "tag",
    "ticker",
    "translate",
]
