"""What goes on inside networks that tag: built again, asked about a word, or to tag sentences."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError
from core.evaluate.classification import softmax
from core.inside.attribution import logits
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.loaded import Example, trained
from core.tasks.question import Question, TrainedNetwork
from core.tasks.sentiment.embedding_start import begin_with_vectors
from core.tasks.tag.decoding import decoded
from core.tasks.tag.network import TagShape
from core.tasks.tag.predictions import TagPrediction
from core.tasks.tag.questions import Words
from core.tasks.tag.spec import TagSpec
from core.tasks.tag.trainer import SMALLEST
from core.text.tagged.cutting import LONGEST
from core.text.tokens import Token
from core.text.vectors import vectors_from_bytes
from core.text.vocabulary import UNKNOWN

MOST_SENTENCES = 100  # at once
OTHERS = 3  # tags of a word that are told with their probabilities


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: Words, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    shape = TagShape(
        kept.cell, model, spec.of(TagSpec), kept.units, len(source.reader.vocabulary), len(source.letters),
        source.names, source.spans, True, source.place,
    )  # fmt: skip
    kernel = answering_kernel(kept.cell, model.activation, masked=True)
    network = shape.network(spec.training, kernel, kept.seed)
    if begin and source.vectors is not None:
        begin_with_vectors(network, vectors_from_bytes(source.vectors), source.reader.vocabulary)
    return network


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The sentence, and the tag of the word that is asked about where that is known."""
    source, words = _words(question), [str(word) for word in question.asked["words"]]
    if source.place is None or not 0 <= source.place < len(words):
        raise UserError("tagged_nothing_to_tag")
    numbers = source.reader.read(_short(words))
    label = question.asked.get("label")
    truth = np.eye(source.count)[[label]] if label is not None else None
    tokens = [Token(word, place, place + 1) for place, word in enumerate(words)]
    return Example(numbers[None], truth, tokens, (numbers[:, 0] != UNKNOWN).tolist(), len(words))


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, TagPrediction]:
    """What each cell answers about the word: the mean of its networks."""
    each = {kept.run: softmax(logits(trained(question, spec, kept), inputs)) for kept in question.together}
    found = {}
    for typical in question.typical:
        mine = [kept for kept in question.together if kept.cell == typical.cell]
        mean = np.mean([each[kept.run] for kept in mine], axis=0)
        found[typical.cell] = TagPrediction([one.seed for one in mine], mean, typical.seed, each[typical.run])
    return found


def _tag(question: Question) -> dict[str, Any]:
    """The tags of some sentences by every cell, each word's with its probability and the next ones."""
    source = _words(question)
    sentences = [_short([str(word) for word in one]) for one in question.asked["sentences"][:MOST_SENTENCES]]
    sentences = [one for one in sentences if one]
    if not sentences:
        raise UserError("tagged_nothing_to_tag")
    lengths = np.array([len(one) for one in sentences])
    table = _table(source, sentences, int(lengths.max()))
    inside, cells = np.arange(int(lengths.max())) < lengths[:, None], {}
    for typical in question.typical:
        mine = [kept for kept in question.together if kept.cell == typical.cell]
        each = [softmax(logits(trained(question, question.spec, kept), table)) for kept in mine]
        mean = np.mean(each, axis=0)[inside]  # (words, tags)
        told = decoded(np.log(mean + np.exp(SMALLEST)), lengths, source.names, spans=source.spans)
        cells[typical.cell] = {"seeds": [one.seed for one in mine], "tags": _plain(told, mean)}
    unknown = table[inside][:, 0] == UNKNOWN
    return {"cells": cells, "lengths": lengths.tolist(), "unknown": unknown.tolist()}


def _plain(told: Ints, mean: Floats) -> list[list[Any]]:
    """Of each word its tag, its probability, and the likeliest tags with theirs."""
    order = np.argsort(-mean, axis=1, kind="stable")[:, :OTHERS]
    return [
        [int(tag), round(float(row[tag]), 4), [[int(one), round(float(row[one]), 4)] for one in first]]
        for tag, row, first in zip(told, mean, order, strict=True)
    ]


ANSWERS = {"tag": _tag}


def warm_up() -> None:
    """Nothing to load."""


def warm_up_sample(cell: str) -> None:
    """Nothing to trace beforehand."""


def _table(source: Words, sentences: list[list[str]], longest: int) -> Ints:
    reader = source.reader
    table = np.zeros((len(sentences), longest, reader.width), dtype=np.int64)
    for row, one in zip(table, sentences, strict=True):
        row[: len(one)] = reader.read(one)
    return table


def _short(words: list[str]) -> list[str]:
    if len(words) > LONGEST:
        raise UserError("tagged_sentence_to_tag", words=len(words), most=LONGEST)
    return words


def _words(question: Question) -> Words:
    """What is known of the sentences; other experiments are asked other questions."""
    if not isinstance(question.source, Words):
        raise UserError("not_a_tagger")
    return question.source
