"""Kept networks learn on from new labelled texts: a little, judged on those held back. Heavy: workers only.

A network begins from its training each time, so that what it tells depends on the texts alone.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from core.arrays import Floats, Padded
from core.evaluate.classification import log_loss, softmax
from core.inside.attribution import logits
from core.networks.device import kernel_again
from core.networks.schedule import Replay
from core.networks.training import Part, fit
from core.specs import ExperimentSpec
from core.store.datasets import known_as
from core.tasks.classified.answers import scaled
from core.tasks.classified.predictions import CellPrediction, predictions_together
from core.tasks.job import opened
from core.tasks.loaded import of_shape, put_weights
from core.tasks.question import Question, TrainedNetwork
from core.tasks.sentiment.network import TextShape, cached_text_trainer
from core.tasks.sentiment.new_texts.labelled import NewTexts
from core.tasks.sentiment.new_texts.question import WithNew
from core.tasks.sentiment.prepare import encode, words
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.vocabulary import Vocabulary

UPDATES = 30  # of the weights
SLOWER = 0.1  # of the rate of the training
MOST = 24  # networks whose weights are remembered once they learnt on
_learnt: OrderedDict[tuple[str, str, bool], list[Any]] = OrderedDict()  # by run, data, whether from all


def continue_answer(question: Question) -> dict[str, Any]:
    """How each cell does on the new texts that are held back, before and after it learnt on.

    Returns:
        "learnt" and "held", texts of both; "cells": by cell accuracy and log loss before and after, and
        "kept", whether it is not worse: of equal accuracies the log loss decides.
    """
    new = _new(question)
    held, inputs = new.held, _encoded(question, new)
    judged, truth = inputs.take(np.flatnonzero(held)), new.data.frame["label"].to_numpy()[held]
    found = {}
    for cell in dict.fromkeys(kept.cell for kept in question.together):
        before, after = (
            _scores(_told(question, cell, judged, learn, all_=False), truth) for learn in (False, True)
        )
        better = (after["accuracy"], -after["log_loss"]) >= (before["accuracy"], -before["log_loss"])
        found[cell] = {"before": before, "after": after, "kept": bool(better)}
    return {"cells": found, "learnt": int((~held).sum()), "held": int(held.sum())}


def predictions_learnt(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, CellPrediction]:
    """As `predictions_together`; the cells in `asked["learnt"]` first learn on from all new texts."""
    found = dict(predictions_together(question, spec, inputs))
    for cell in question.asked.get("learnt", ()):
        if cell in found:
            as_read = Padded(np.asarray(inputs), np.array([], dtype=np.int64))
            mean = _told(question, cell, as_read, learn=True, all_=True)
            before = found[cell]
            found[cell] = CellPrediction(before.seeds, mean, before.seed, before.single)
    return found


def _told(question: Question, cell: str, texts: Padded, learn: bool, *, all_: bool) -> Floats:
    """A cell's probabilities, (texts, classes): the mean of its networks', at its temperature.

    Args:
        learn: Whether its networks first learn on.
        all_: From all new texts, or without those held back.
    """
    spec, each = question.spec, []
    for kept in (one for one in question.together if one.cell == cell):
        network = of_shape(kept, spec, question.source)
        if learn:
            network.set_weights(_weights(question, kept, all_=all_))
        else:
            put_weights(network, kept)
        each.append(softmax(logits(network, texts.table)))
    return scaled(np.mean(each, axis=0), question.heats.get(cell, 1.0))


def _weights(question: Question, kept: TrainedNetwork, *, all_: bool) -> list[Any]:
    """Of a network that learnt on."""
    key = kept.run, str(question.asked["data"]), all_
    if key not in _learnt:
        _learnt[key] = _learn(question, kept, all_=all_)
        while len(_learnt) > MOST:
            _learnt.popitem(last=False)
    _learnt.move_to_end(key)
    return _learnt[key]


def _learn(question: Question, kept: TrainedNetwork, *, all_: bool) -> list[Any]:
    spec, new, source = question.spec, _new(question), question.source
    rows = np.flatnonzero(np.ones(len(new.data.frame), bool) if all_ else ~new.held)
    texts = _encoded(question, new).take(rows)
    labels = new.data.frame["label"].to_numpy()[rows]
    assert isinstance(source, WithNew)
    classes, training = len(source.classes), spec.training
    shape = TextShape(
        kept.cell, spec.model, spec.of(SentimentSpec), kept.units, len(Vocabulary(source.words)), classes
    )  # fmt: skip
    kernel = kernel_again(kept.kernel, kept.cell, spec.model)
    trainer = cached_text_trainer(
        shape, training, kernel, training.batch_size(len(rows)), kept.seed, lengths=texts.lengths,
        class_weights=np.ones(classes),
    )  # fmt: skip
    put_weights(trainer.network, kept)
    fit(trainer, [Part(texts, labels)], Replay(training, UPDATES, planned=(SLOWER * training.learning_rate,)),
        seed=kept.seed)  # fmt: skip
    found: list[Any] = trainer.network.get_weights()
    return found


def _new(question: Question) -> NewTexts:
    source = question.source
    assert isinstance(source, WithNew)
    data = known_as(TextDataset, opened(source.new))
    return NewTexts(data, np.arange(len(data.frame)), 0)


def _encoded(question: Question, new: NewTexts) -> Padded:
    source = question.source
    assert isinstance(source, WithNew)
    task = question.spec.of(SentimentSpec)
    return encode(_spelled(new.data, task), Vocabulary(source.words), task)


@lru_cache(maxsize=2)
def _spelled(data: TextDataset, task: SentimentSpec) -> list[list[str]]:
    return [words(text, task) for text in data.frame["text"]]


def _scores(probabilities: Floats, truth: Sequence[int]) -> dict[str, float]:
    right = float(np.mean(probabilities.argmax(axis=1) == truth))
    return {"accuracy": right, "log_loss": float(log_loss(np.asarray(truth), probabilities))}
