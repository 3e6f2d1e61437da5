"""The experiments behind the buttons of Learn: everything is set, one click trains."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.data.picker import sample
from app.data.text_picker import text_sample
from app.experiments.start import start, start_memory, start_texts
from app.i18n import Translate
from core.cells import USUAL
from core.tasks.forecast.advice import recommended
from core.tasks.memory.start import lab_spec
from core.tasks.sentiment.advice import advised
from core.text.samples import PRESELECTED as SENTENCES

Prepared = Callable[[Translate, str], None]  # queues it under a name, and opens it


def forecast(name: str, **model: Any) -> Prepared:
    """The quick preset on a sample; `model` takes fields of ModelSpec that are otherwise."""

    def begin(t: Translate, title: str) -> None:
        data = sample(name)
        spec = recommended(data)
        start(t, data, replace(spec, model=replace(spec.model, **model)), title)

    return begin


def lab(
    problem: str, length: int, cells: tuple[str, ...] = USUAL, updates: int = 0, **model: Any
) -> Prepared:
    """A problem of the memory lab; `updates` of 0 takes the usual number."""

    def begin(t: Translate, title: str) -> None:
        spec = lab_spec(problem, length)
        training = replace(spec.training, updates=updates or spec.training.updates)
        spec = replace(spec, cells=cells, training=training, model=replace(spec.model, **model))
        start_memory(t, spec, title)

    return begin


def sentences() -> Prepared:
    """The embedded sentences in English and Chinese, read both ways."""

    def begin(t: Translate, title: str) -> None:
        texts = text_sample(SENTENCES)
        start_texts(t, texts, advised(texts), title)

    return begin
