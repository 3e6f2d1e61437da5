"""The forecasts behind buttons of Learn: everything is set, one click trains."""

from dataclasses import replace
from typing import Any

from app.data.picker import sample
from app.experiments.start import start
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.spec import ForecastSpec

SAMPLES = {
    "sequence": "chaotic",
    "windows": "weekly_stocks",
    "sharing": "yearly_sunspots",
    "which": "yearly_sunspots",
    "regularisation": "airline_passengers",
    "noise": "tutorial_random_numbers",
}  # by step
OTHERWISE: dict[str, dict[str, Any]] = {"regularisation": {"dropout": 0.3}}  # fields of ModelSpec
READ: dict[str, dict[str, Any]] = {  # fields of ForecastSpec
    "windows": {"lookback": 4, "covariates": ("AMZN",)},  # as in the picture
    "sharing": {"lookback": 66},  # twice that of "which": as many weights
}


def begin(step: str, title: str) -> None:
    """Queue the quick preset on the step's sample under a name, and open it."""
    data = sample(SAMPLES[step])
    spec = recommended(data)
    model, task = replace(spec.model, **OTHERWISE.get(step, {})), spec.of(ForecastSpec)
    start(data, replace(spec, model=model, task=replace(task, **READ.get(step, {}))), title)
