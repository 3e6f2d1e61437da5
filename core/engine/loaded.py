"""Networks that stay loaded between quick questions, and the examples they are asked about."""

import tempfile
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.evaluate.bag import Bag, bag_from_bytes
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.forecast.network import Shape
from core.tasks.forecast.series import Series
from core.tasks.question import KeptBag, Question, Reader
from core.tasks.sentiment.embedding_start import begin_with_ratios, begin_with_vectors
from core.tasks.sentiment.network import TextShape
from core.tasks.sentiment.prepare import encode
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.texts import Texts
from core.text.tokens import Token, tokens
from core.text.vectors import vectors_from_bytes
from core.text.vocabulary import UNKNOWN, Vocabulary

MOST_NETWORKS = 8  # kept built; of weights as many too, and more as long as they are small
MOST_BAGS = 4
MOST_WEIGHTS = 400 << 20  # bytes
MOST_LETTERS = 100_000  # of a text to score
_networks: OrderedDict[tuple[Any, ...], keras.Model] = OrderedDict()  # by shape
_weights: OrderedDict[str, list[Any]] = OrderedDict()  # by run
_bags: OrderedDict[str, Bag] = OrderedDict()  # by run


def missing_weights(question: Question) -> list[str]:
    """The runs whose weights have to be sent along."""
    missing = [run for run, r in question.networks.items() if r.weights is None and run not in _weights]
    bag = question.bag
    return missing + [bag.run] if bag and bag.body is None and bag.run not in _bags else missing


def kept_bag(bag: KeptBag) -> Bag:
    """The bag of words of a run."""
    if bag.run not in _bags:
        _bags[bag.run] = bag_from_bytes(bag.body or b"")
        while len(_bags) > MOST_BAGS:
            _bags.popitem(last=False)
    _bags.move_to_end(bag.run)
    return _bags[bag.run]


def trained(question: Question, spec: ExperimentSpec, reader: Reader) -> keras.Model:
    """A network with the weights of a run. Stock layers: they need no compilation for a new length."""
    network = of_shape(reader, spec, question.source)
    if reader.run not in _weights:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.weights.h5"
            path.write_bytes(reader.weights or b"")
            network.load_weights(path)
        _weights[reader.run] = network.get_weights()
        while len(_weights) > MOST_NETWORKS and _bytes() > MOST_WEIGHTS:
            _weights.popitem(last=False)
    _weights.move_to_end(reader.run)
    network.set_weights(_weights[reader.run])
    return network


def _bytes() -> int:
    return sum(array.nbytes for arrays in _weights.values() for array in arrays)


def of_shape(reader: Reader, spec: ExperimentSpec, source: Texts | Series) -> keras.Model:
    """Built once for each shape: what was traced for one run serves the next."""
    sizes = (
        (source.columns, source.outputs, source.gapless, source.lookback)
        if isinstance(source, Series)
        else (len(source.words), len(source.classes))
    )
    shape = (reader.cell, reader.units, spec.model, spec.task, sizes)
    if shape not in _networks:
        _networks[shape] = fresh(reader, spec, source, spec.model)
        while len(_networks) > MOST_NETWORKS:
            _networks.popitem(last=False)
    _networks.move_to_end(shape)
    return _networks[shape]


def fresh(
    reader: Reader, spec: ExperimentSpec, source: Texts | Series, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of the reader's seed.

    Args:
        model: As in the spec, or with another beginning.
        begin: Let an embedding begin as it did; only where its numbers are asked for.
    """
    shape: Shape | TextShape
    if isinstance(source, Series):
        steps, columns, outputs = source.lookback, source.columns, source.outputs
        # Of an untrained network gradients are asked for, which a readout of zeros would keep from it.
        shape = Shape(reader.cell, model, reader.units, steps, columns, outputs, source.gapless, False)
        return shape.network(spec.training, "standard", reader.seed)
    vocabulary, classes = Vocabulary(source.words), len(source.classes)
    shape = TextShape(reader.cell, model, spec.of(SentimentSpec), reader.units, len(vocabulary), classes)
    network = shape.network(spec.training, "standard", reader.seed)
    if begin and source.vectors is not None:
        begin_with_vectors(network, vectors_from_bytes(source.vectors), vocabulary)
    elif begin and spec.of(SentimentSpec).ratios:
        if source.ratios is None:
            raise UserError("first_embedding_not_kept")
        begin_with_ratios(network, source.ratios, source.pairs)
    return network


@dataclass(frozen=True)
class Example:
    """What a question is about, as a network reads it."""

    inputs: Any  # (1, time) numbers of words, or (1, time, columns)
    truth: Floats | None  # (1, outputs): what it should be answered, where that is known
    words: list[Token]  # that are read; none of a series
    known: list[bool]  # whether the vocabulary holds them
    count: int  # words or steps, also those that are not read


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The window of a series, or a text."""
    source = question.source
    if isinstance(source, Series):
        assert source.window is not None and source.truth is not None
        return Example(source.window[None], source.truth[None], [], [], len(source.window))
    cut = cut_text(question.asked["texts"][0], spec)
    numbers = encode([[token.text for token in cut]], Vocabulary(source.words), spec.of(SentimentSpec)).table
    label = question.asked.get("label")
    truth = np.eye(len(source.classes))[[label]] if label is not None else None
    return Example(numbers, truth, read_of(cut, spec), (numbers[0] != UNKNOWN).tolist(), len(cut))


def cut_text(text: str, spec: ExperimentSpec) -> list[Token]:
    """All tokens of a text.

    Raises:
        UserError: `text_too_long`.
    """
    if len(text) > MOST_LETTERS:
        raise UserError("text_too_long", letters=len(text), limit=MOST_LETTERS)
    return tokens(text, spec.of(SentimentSpec).tokenizer)


def read_of(cut: list[Token], spec: ExperimentSpec) -> list[Token]:
    """The tokens that a network reads of a long text."""
    longest = spec.of(SentimentSpec).longest
    return cut[:longest] if spec.of(SentimentSpec).keep == "start" else cut[-longest:]


def with_start(spec: ExperimentSpec, asked: dict[str, Any]) -> ModelSpec:
    """The model with the beginning that a question asks about."""
    chosen = {name: asked[name] for name in ("forget_bias", "recurrent_initializer") if name in asked}
    return replace(spec.model, **chosen)
