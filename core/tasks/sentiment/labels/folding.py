"""The quick worker's part: a method is fitted without one fold, and tells it. Heavy: workers only."""

from functools import lru_cache
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.cells import CELLS
from core.evaluate.baseline_probabilities import baseline_probabilities
from core.evaluate.classification import softmax, temperature
from core.networks.device import choose_kernel, device
from core.networks.schedule import Schedule
from core.networks.training import Part, fit
from core.store.datasets import known_as
from core.store.plan import cell_size
from core.tasks.classified.answers import log_probabilities
from core.tasks.job import opened
from core.tasks.question import Question
from core.tasks.sentiment.labels.question import LabelledTexts
from core.tasks.sentiment.network import classifier_trainer
from core.tasks.sentiment.prepare import PreparedTexts, encode, words
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.dataset import TextDataset
from core.text.folds import folds_of
from core.text.splits import fingerprints
from core.text.vectors import vectors_from_bytes
from core.text.vocabulary import Vocabulary

SEED = 1  # of the one network that a cell has in each fold


def fold_answer(question: Question) -> dict[str, Any]:
    """What a method tells of the texts of one fold, fitted on the others; the fold after it is chosen on.

    Returns:
        "rows" of the fold, and their "probabilities", (rows, classes).
    """
    source, asked = question.source, question.asked
    assert isinstance(source, LabelledTexts)
    data, task = known_as(TextDataset, opened(source.body)), question.spec.of(SentimentSpec)
    spelled, fold = _spelled(data, task), _folds(data, int(asked["folds"]))
    held, chosen = fold == asked["fold"], fold == (asked["fold"] + 1) % asked["folds"]
    blocks = {"train": ~held & ~chosen, "validation": chosen, "test": held}
    rows = {name: np.flatnonzero(which) for name, which in blocks.items()}
    told = _cell if asked["method"] in CELLS else _bag
    probabilities = told(question, data, spelled, rows)
    return {"rows": rows["test"].tolist(), "probabilities": probabilities.round(6).tolist()}


@lru_cache(maxsize=2)
def _spelled(data: TextDataset, task: SentimentSpec) -> list[list[str]]:
    return [words(text, task) for text in data.frame["text"]]


@lru_cache(maxsize=2)
def _folds(data: TextDataset, count: int) -> Ints:
    return folds_of(fingerprints(data.frame["text"]), count)


def _bag(question: Question, data: TextDataset, spelled: list[list[str]], rows: dict[str, Ints]) -> Floats:
    """A bag of words."""
    labels, name = data.frame["label"].to_numpy(), question.asked["method"]
    parts = {block: [spelled[row] for row in each] for block, each in rows.items()}
    found = baseline_probabilities(
        parts["train"], labels[rows["train"]], parts["validation"], labels[rows["validation"]],
        [parts["test"]], len(data.classes), only=(name,),
    )  # fmt: skip
    return found.probabilities[name][1]


def _cell(question: Question, data: TextDataset, spelled: list[list[str]], rows: dict[str, Ints]) -> Floats:
    """A network of a cell, trained as the experiment's were, at the temperature that the fold after wants."""
    spec, task, cell = question.spec, question.spec.of(SentimentSpec), question.asked["method"]
    source = question.source
    assert isinstance(source, LabelledTexts)
    vocabulary = Vocabulary(source.words)  # the experiment's: it knows no labels, and nothing is traced anew
    ready = PreparedTexts(data, task, vocabulary, encode(spelled, vocabulary, task), rows)
    units, _ = cell_size(spec, CELLS[cell], text_ends(spec, len(data.classes)))
    texts, _ = ready.block("train")
    ways = 2 if spec.model.bidirectional else 1
    steps = int(spec.training.updates * ways * spec.model.layers * texts.lengths.mean())
    kernel = choose_kernel(CELLS[cell], spec.model, device(), steps, masked=True)
    vectors = None if source.vectors is None else vectors_from_bytes(source.vectors)
    trainer = classifier_trainer(
        cell, spec, ready, units=units, kernel=kernel.name, seed=SEED, vectors=vectors
    )
    schedule = Schedule(spec.training, spec.training.check(len(texts)))
    fit(trainer, [Part(*ready.block("train"), ready.block("validation"))], schedule, seed=SEED)
    on, truth = ready.block("validation")
    heat = temperature(truth, log_probabilities(softmax(trainer.predict(on))))
    found: Floats = softmax(trainer.predict(ready.block("test")[0]), heat)
    return found
