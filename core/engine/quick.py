"""Quick questions, answered on the worker that is kept for them: networks stay loaded between questions."""

import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import keras

from core.cells import CELLS
from core.engine.question import Question, Reader
from core.errors import UserError
from core.evaluate.classification import softmax
from core.inside.attribution import integrated_gradients, logits, occlusion, prefix_probabilities
from core.networks.build import many_to_class
from core.runs.plan import cell_size, text_ends
from core.specs import ExperimentSpec, from_json
from core.tasks.sentiment import encode, prepare_texts
from core.text.advice import advised
from core.text.facts import text_facts
from core.text.samples import PRESELECTED, load_text_sample
from core.text.tokens import Token, language_of, tokens
from core.text.vocabulary import UNKNOWN, Vocabulary

MOST_NETWORKS = 8
MOST_LETTERS = 100_000  # of a text to score
_networks: OrderedDict[tuple[Any, ...], keras.Model] = OrderedDict()  # by shape
_weights: OrderedDict[str, list[Any]] = OrderedDict()  # by run


def answer(question: Question) -> dict[str, Any]:
    """Answer a question; `missing` names the runs whose weights have to be sent along.

    What a person can mend comes back as `error`.
    """
    missing = [r.run for r in question.readers if r.weights is None and r.run not in _weights]
    if missing:
        return {"missing": missing}
    try:
        return {"score": _score, "explain": _explain}[question.kind](question)
    except UserError as error:
        return {"error": {"key": error.key, "facts": error.facts}}


def _score(question: Question) -> dict[str, Any]:
    """Class probabilities of every text by every network."""
    spec = from_json(ExperimentSpec, question.spec)
    vocabulary = Vocabulary(question.words)
    cut = [[token.text for token in _tokens(text, spec)] for text in question.texts]
    x = encode(cut, vocabulary, spec.sentiment)
    found = {}
    for reader in question.readers:
        told = softmax(logits(_network(question, spec, reader), x.table), reader.temperature)
        found[reader.cell] = {"seed": reader.seed, "probabilities": told.round(6).tolist()}
    return {
        "cells": found,
        "texts": [
            _about(text, words, vocabulary, question) for text, words in zip(question.texts, cut, strict=True)
        ],
    }


def _explain(question: Question) -> dict[str, Any]:
    """One text: probability after each word, and what each word contributes to the class that was told."""
    spec, vocabulary = from_json(ExperimentSpec, question.spec), Vocabulary(question.words)
    cut = _tokens(question.texts[0], spec)
    x = encode([[token.text for token in cut]], vocabulary, spec.sentiment)
    numbers = x.table[0]
    read = _read(cut, spec)
    found = {}
    for reader in question.readers:
        network = _network(question, spec, reader)
        told = softmax(logits(network, numbers[None]), reader.temperature)[0]
        label = int(told.argmax())
        ends, beginnings = prefix_probabilities(network, numbers, reader.temperature)
        contributions, gap = integrated_gradients(network, numbers, label)
        found[reader.cell] = {
            "label": label,
            "ends": ends.tolist(),
            "beginnings": beginnings.round(5).tolist(),
            "contributions": contributions.round(5).tolist(),
            "gap": round(gap, 5),
            "occlusion": occlusion(network, numbers, label).round(5).tolist(),
        }
    words = [
        {"text": t.text, "start": t.start, "end": t.end, "known": bool(n != UNKNOWN)}
        for t, n in zip(read, numbers, strict=False)
    ]
    return {"cells": found, "words": words}


def _tokens(text: str, spec: ExperimentSpec) -> list[Token]:
    if len(text) > MOST_LETTERS:
        raise UserError("text_too_long", letters=len(text), limit=MOST_LETTERS)
    return tokens(text, spec.sentiment.tokenizer)


def _read(cut: list[Token], spec: ExperimentSpec) -> list[Token]:
    """The tokens that a network reads of a long text."""
    longest = spec.sentiment.longest
    return cut[:longest] if spec.sentiment.keep == "start" else cut[-longest:]


def _about(text: str, words: list[str], vocabulary: Vocabulary, question: Question) -> dict[str, Any]:
    """What makes an answer doubtful: unknown words, another language than that of the training texts."""
    numbers = vocabulary.encode(words)
    spoken = language_of(text)
    return {
        "words": len(words),
        "unknown": sum(number == UNKNOWN for number in numbers),
        "language": spoken,
        "foreign": spoken not in question.languages,
    }


def _network(question: Question, spec: ExperimentSpec, reader: Reader) -> keras.Model:
    """A network with the weights of a run. Stock layers: they need no compilation for a new length."""
    network = _of_shape(reader, spec, len(Vocabulary(question.words)), len(question.classes))
    if reader.run not in _weights:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.weights.h5"
            path.write_bytes(reader.weights or b"")
            network.load_weights(path)
        _weights[reader.run] = network.get_weights()
        while len(_weights) > MOST_NETWORKS:
            _weights.popitem(last=False)
    _weights.move_to_end(reader.run)
    network.set_weights(_weights[reader.run])
    return network


def _of_shape(reader: Reader, spec: ExperimentSpec, words: int, classes: int) -> keras.Model:
    """Built once for each shape: what was traced for one run serves the next."""
    shape = (reader.cell, reader.units, spec.model, spec.sentiment, words, classes)
    if shape not in _networks:
        network = many_to_class(
            CELLS[reader.cell], spec.model, spec.sentiment,
            units=reader.units, words=words, classes=classes, kernel="standard", seed=0,
        )  # fmt: skip
        network.compile(jit_compile=False)
        _networks[shape] = network
        while len(_networks) > MOST_NETWORKS:
            _networks.popitem(last=False)
    _networks.move_to_end(shape)
    return _networks[shape]


def warm_up() -> None:
    """Import what answers need and cut one Chinese text, for a dictionary is loaded then."""
    tokens("好看", "words")


def warm_up_sample(cell: str) -> None:
    """Trace what questions about the embedded texts' networks need."""
    data = load_text_sample(PRESELECTED)
    spec = advised(text_facts(data))
    ready = prepare_texts(data, spec.sentiment)
    units, _ = cell_size(spec, CELLS[cell], text_ends(spec, len(data.classes)))
    reader = Reader("", cell, 0, units, 1.0)
    network = _of_shape(reader, spec, len(ready.vocabulary), len(data.classes))
    for row in range(3):  # lengths differ: what is traced then serves every length
        numbers = ready.encoded.table[row][: ready.encoded.lengths[row]]
        logits(network, numbers[None])
        prefix_probabilities(network, numbers, 1.0)
        integrated_gradients(network, numbers, 0)
        occlusion(network, numbers, 0)
