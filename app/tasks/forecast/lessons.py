"""The forecasts behind buttons of Learn: everything is set, one click trains."""

from dataclasses import replace
from typing import Any

from app.data.picker import sample
from app.experiments.start import start
from core.tasks.forecast.advice import recommended

SAMPLES = {
    "sequence": "chaotic",
    "which": "yearly_sunspots",
    "regularisation": "airline_passengers",
    "noise": "tutorial_random_numbers",
}  # by step
OTHERWISE: dict[str, dict[str, Any]] = {"regularisation": {"dropout": 0.3}}  # fields of ModelSpec


def begin(step: str, title: str) -> None:
    """Queue the quick preset on the step's sample under a name, and open it."""
    data = sample(SAMPLES[step])
    spec = recommended(data)
    start(data, replace(spec, model=replace(spec.model, **OTHERWISE.get(step, {}))), title)
