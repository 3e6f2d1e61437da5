"""The texts behind buttons of Learn: the beginning of a novel, written on; one click trains."""

from dataclasses import replace
from typing import Any

from app.experiments.start import start
from app.tasks.generate.known import long_sample
from core.tasks.generate.advice import advised
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import FIRST

OTHERWISE: dict[str, dict[str, Any]] = {"truncated": {"window": 8}}  # by step; usually 64


def begin(step: str, title: str) -> None:
    """Queue the text under a name, and open the experiment."""
    text = long_sample(FIRST)
    spec = advised(text)
    start(text, replace(spec, task=replace(spec.of(GenerateSpec), **OTHERWISE.get(step, {}))), title)
