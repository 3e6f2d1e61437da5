"""Networks that translate, asked again: built, and taken apart to translate a sentence."""

from collections import OrderedDict
from typing import Any

import keras
import numpy as np

from core.arrays import Ints
from core.cells import CELLS
from core.errors import UserError
from core.evaluate.classification import softmax
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.alone import Alone
from core.tasks.loaded import trained
from core.tasks.question import Question, TrainedNetwork
from core.tasks.translate.asked import END, AskedWord
from core.tasks.translate.network import TranslatorShape
from core.tasks.translate.prepare import table
from core.tasks.translate.questions import Languages
from core.tasks.translate.search import Found, translations, words_of
from core.tasks.translate.spec import TranslateSpec
from core.tasks.translate.translator import Translator, translator_of
from core.text.pieces import joined, pieces
from core.text.tokens import Token
from core.text.vocabulary import UNKNOWN

MOST_READ = 400  # pieces of a sentence that is translated
MOST_KEPT = 16
_translators: OrderedDict[str, Translator] = OrderedDict()  # by run


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: Languages, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    task = spec.of(TranslateSpec)
    shape = TranslatorShape(kept.cell, model, task, kept.units, len(source.source), source.count)
    return shape.network(spec.training, answering_kernel(kept.cell, model.activation, masked=True), kept.seed)


def example_of(question: Question, spec: ExperimentSpec) -> AskedWord:
    """A sentence and a translation of it, and which of its words is asked about.

    Looked at are the words read, or, where a layer of the decoder is asked about, those told.
    """
    source, task, asked = _languages(question), spec.of(TranslateSpec), question.asked
    words, numbers = _read(str(asked["text"]), source, task)
    told = pieces(str(asked["target"]).strip(), task.cut_target, lower=task.lower)
    _short(told)
    truth = [*source.target.encode(told), source.count - 1]
    place = min(max(int(asked["place"]), 0), len(told))
    steps = place + 1 if question.kind in ("gradients", "attribution") else len(truth)
    before = table([[source.count - 1, *truth[:-1]][:steps]])
    sides = words, [*told, END][:steps]
    decoding = int(asked.get("layer", 0)) >= spec.model.layers
    looked, shown = (sides[1], truth[:steps]) if decoding else (words, numbers[0].tolist())
    return AskedWord(
        numbers, np.eye(source.count)[[truth[place]]],
        [Token(one, at, at + 1) for at, one in enumerate(looked)],
        [number != UNKNOWN for number in shown], len(looked), sides, before, place, decoding,
    )  # fmt: skip


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, Alone]:
    """What each cell's network says of the word; it translates alone."""
    example = example_of(question, spec)
    return {
        kept.cell: Alone([kept.seed], softmax(example.told(trained(question, spec, kept))))
        for kept in question.typical
    }


def _translate(question: Question) -> dict[str, Any]:
    """A sentence by each cell: the best translations, with the attention of each word to what was read."""
    source, task = _languages(question), question.spec.of(TranslateSpec)
    words, numbers = _read(str(question.asked["text"]), source, task)
    beam, norm = int(question.asked["beam"]), task.length_norm
    cells = {}
    for kept in question.typical:
        translator = _translator(question, kept)
        (found,) = translations(translator, numbers, end=source.count - 1, beam=beam, length_norm=norm)
        told = [_told(one, source, task) for one in found]
        cells[kept.cell] = {"seed": kept.seed, "found": told}
    known = [number != UNKNOWN for number in numbers[0].tolist()]
    return {"words": words, "known": known, "cells": cells}


ANSWERS = {"translate": _translate}


def warm_up() -> None:
    """Nothing to load."""


def warm_up_sample(cell: str) -> None:
    """Nothing to trace: translations are found by numpy."""


def _read(text: str, source: Languages, task: TranslateSpec) -> tuple[list[str], Ints]:
    """The words of a sentence, and their numbers (1, words)."""
    words = pieces(text.strip(), task.cut_source, lower=task.lower)
    if not words:
        raise UserError("translate_nothing")
    _short(words)
    return words, table([source.source.encode(words)])


def _short(words: list[str]) -> None:
    if len(words) > MOST_READ:
        raise UserError("translate_too_long", have=len(words), most=MOST_READ)


def _told(found: Found, source: Languages, task: TranslateSpec) -> dict[str, Any]:
    words = words_of(found.numbers, source.target.words)
    text = source.casing.of(joined(words, task.cut_target))
    weights = None if found.weights is None else np.round(found.weights, 4).tolist()
    return {
        "text": text, "words": words, "score": found.score, "ended": found.ended, "weights": weights,
    }  # fmt: skip


def _translator(question: Question, kept: TrainedNetwork) -> Translator:
    if kept.run not in _translators:
        _translators[kept.run] = translator_of(trained(question, question.spec, kept), CELLS[kept.cell])
        while len(_translators) > MOST_KEPT:
            _translators.popitem(last=False)
    _translators.move_to_end(kept.run)
    return _translators[kept.run]


def _languages(question: Question) -> Languages:
    """What is known of the pairs; a series is asked other questions."""
    if not isinstance(question.source, Languages):
        raise UserError("not_a_translator")
    return question.source
