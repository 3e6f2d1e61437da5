"""What goes on inside classifiers of series: built again, asked about a series; many told at once."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Padded
from core.data.labelled.dataset import padded
from core.errors import UserError
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.classified.predictions import predictions_together as predictions_together
from core.tasks.classify.network import SeriesShape, with_presence
from core.tasks.classify.questions import KnownSeries
from core.tasks.classify.spec import ClassifySpec
from core.tasks.kept_methods import kept_tell
from core.tasks.loaded import Example
from core.tasks.question import Question, TrainedNetwork


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: KnownSeries, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    shape = SeriesShape(
        kept.cell, model, spec.of(ClassifySpec), kept.units, source.columns, len(source.classes)
    )
    kernel = answering_kernel(kept.cell, model.activation, masked=True)
    return shape.network(spec.training, kernel, kept.seed)


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The series, and its class where that is known."""
    read, label = with_presence(_scaled(question)), question.asked.get("label")
    truth = np.eye(question.source.count)[[label]] if label is not None else None
    return Example(read.table[:1], truth, [], [], len(question.asked["series"][0]))


def _classify(question: Question) -> dict[str, Any]:
    """Class probabilities of every series by every cell, and by the simple method that is to be used."""
    answers = predictions_together(question, question.spec, with_presence(_scaled(question)).table)
    others = {}
    if (simple := question.simple) is not None:
        others[simple.name] = kept_tell(simple)(_scaled(question)).round(6).tolist()
    cells = {cell: one.plain() for cell, one in answers.items()}
    return {"cells": cells, "others": others, "sent": question.sent}


ANSWERS = {"classify": _classify}


def warm_up() -> None:
    """Nothing to load."""


def warm_up_sample(cell: str) -> None:
    """Nothing to trace beforehand."""


def _scaled(question: Question) -> Padded:
    """The series that are asked about, scaled as those of training."""
    source = question.source
    if not isinstance(source, KnownSeries):
        raise UserError("not_a_classifier_of_series")
    series: list[Floats] = [np.asarray(one, dtype=float) for one in question.asked["series"]]
    return padded([source.scale_of_series.of(one) for one in series])
