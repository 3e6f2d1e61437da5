"""What goes on inside forecasting networks: built again, with the window that is asked about."""

from collections.abc import Callable, Mapping
from typing import Any

import keras

from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.forecast.network import Shape
from core.tasks.forecast.new_rows.answering import predict
from core.tasks.forecast.series import Series
from core.tasks.loaded import Example, Together
from core.tasks.question import Question, TrainedNetwork

ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {"predict": predict}


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: Series, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`).

    Of an untrained network gradients are asked for, which a readout of zeros would keep from it.
    """
    steps, columns, outputs = source.lookback, source.columns, source.outputs
    shape = Shape(kept.cell, model, kept.units, steps, columns, outputs, source.gapless, False)
    kernel = answering_kernel(kept.cell, model.activation)
    return shape.network(spec.training, kernel, kept.seed)


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The window."""
    source = question.source
    assert isinstance(source, Series) and source.window is not None and source.truth is not None
    return Example(source.window[None], source.truth[None], [], [], len(source.window))


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> Mapping[str, Together]:
    """Each network is asked alone."""
    return {}


def warm_up() -> None:
    """Windows need nothing."""


def warm_up_sample(cell: str) -> None:
    """Nobody waits for a window."""
