"""What goes on inside networks that write on: built again, asked to read a text, or to go on with it."""

from collections import OrderedDict
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.cells import CELLS
from core.errors import UserError
from core.evaluate.classification import softmax
from core.inside.attribution import logits as logits_of
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.alone import Alone
from core.tasks.generate.forms import MOST_BEAM, Within, within
from core.tasks.generate.items import END
from core.tasks.generate.network import LanguageShape
from core.tasks.generate.questions import Letters
from core.tasks.generate.spec import GenerateSpec
from core.tasks.generate.writing import Choice, States, Writer, probabilities, search, write, writer_of
from core.tasks.loaded import Example, trained
from core.tasks.question import Question, TrainedNetwork
from core.text.tokens import Token
from core.text.vocabulary import UNKNOWN

MOST_READ = 20_000  # characters of a text that is gone on with
MOST_WRITTEN = 1_000  # at once
MOST_SHOWN = 8  # characters or words that may come next
MOST_ITEMS = 10
MOST_KEPT = 64
_read: OrderedDict[tuple[str, str], tuple[Floats, States]] = OrderedDict()  # by run and text: where it stood
_writers: OrderedDict[str, Writer] = OrderedDict()  # by run


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: Letters, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    shape = LanguageShape(kept.cell, model, spec.of(GenerateSpec), kept.units, source.count)
    kernel = answering_kernel(kept.cell, model.activation)
    return shape.network(spec.training, kernel, kept.seed, carried=False)


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The text, and the character that follows it where that is known."""
    source, text = _letters(question), question.asked["texts"][0]
    if not source.alphabet.cut(text):
        raise UserError("generate_nothing_to_read")
    numbers = source.alphabet.encode(text)
    label = question.asked.get("label")
    truth = np.eye(source.count)[[label]] if label is not None else None
    words = [Token(text[start:end], start, end) for start, end in source.alphabet.cut(text)]
    return Example(numbers[None], truth, words, (numbers != UNKNOWN).tolist(), len(words))


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, Alone]:
    """What each cell's network answers; it writes alone."""
    return {
        kept.cell: Alone([kept.seed], softmax(logits_of(trained(question, spec, kept), inputs)))
        for kept in question.typical
    }


def _write(question: Question) -> dict[str, Any]:
    """Each cell's text gone on with: `texts` by cell, of which `written` characters were written before."""
    asked, source = question.asked, _letters(question)
    choice = Choice(float(asked["temperature"]), int(asked["top_k"]), float(asked["top_p"]))
    letters, beam, found = min(int(asked["letters"]), MOST_WRITTEN), min(int(asked["beam"]), MOST_BEAM), {}
    for kept in _asked(question):
        text = _short(asked["texts"][kept.cell])
        kept_to = _form(asked["form"], source, text)
        writer, (told, states) = _writer(question, kept), _stands(question, kept, text)
        if beam > 1:
            numbers, told, states = search(writer, told, states, letters=letters, beam=beam, within=kept_to)
        else:
            numbers, told, states = write(
                writer, told, states, letters=letters, choice=choice, seed=int(asked["seed"]),
                place=int(asked["written"]), within=kept_to,
            )  # fmt: skip
        new = source.alphabet.more(text, numbers)
        _keep(kept.run, text + new, told, states)
        found[kept.cell] = {"text": new, "seed": kept.seed}
    return {"cells": found}


def _next(question: Question) -> dict[str, Any]:
    """What may follow a text, the likeliest first, cell by cell."""
    asked, source, found = question.asked, _letters(question), {}
    for kept in _asked(question):
        told, _ = _stands(question, kept, _short(asked["texts"][kept.cell]))
        items = source.unit == "items"
        allowed = np.array([True, *(one != END for one in source.known)]) if items else None
        chances = probabilities(told, Choice(), allowed)
        most = MOST_ITEMS if items else MOST_SHOWN
        order = np.argsort(-chances, kind="stable")[: min(most, len(source.known) - items)]
        found[kept.cell] = [[source.known[place - 1], float(chances[place])] for place in order]
    return {"cells": found}


ANSWERS = {"write": _write, "next": _next}


def warm_up() -> None:
    """Nothing to load."""


def warm_up_sample(cell: str) -> None:
    """Nothing to trace: characters are read by numpy."""


def _asked(question: Question) -> list[TrainedNetwork]:
    """The networks of the cells that are asked."""
    return [kept for kept in question.typical if kept.cell in question.asked["texts"]]


def _form(name: str, source: Letters, text: str) -> Within | None:
    """Lines are counted in characters; words keep to no form."""
    return within(name, "".join(source.known), text) if source.unit == "characters" else None


def _short(text: str) -> str:
    if len(text) > MOST_READ:
        raise UserError("generate_prompt_long", letters=len(text), most=MOST_READ)
    return text


def _stands(question: Question, kept: TrainedNetwork, text: str) -> tuple[Floats, States]:
    """Logits and states after a text; from where it was left the last time, or read from the beginning."""
    if (known := _read.get((kept.run, text))) is not None:
        return known
    writer, numbers = _writer(question, kept), _letters(question).alphabet.encode(text)
    states = writer.rest()
    if not len(numbers):  # as after a character that nobody knows
        return writer.read(UNKNOWN, states)
    for number in numbers:
        told, states = writer.read(int(number), states)
    _keep(kept.run, text, told, states)
    return told, states


def _keep(run: str, text: str, told: Floats, states: States) -> None:
    _read[run, text] = told, states
    while len(_read) > MOST_KEPT:
        _read.popitem(last=False)


def _writer(question: Question, kept: TrainedNetwork) -> Writer:
    if kept.run not in _writers:
        _writers[kept.run] = writer_of(trained(question, question.spec, kept), CELLS[kept.cell])
        while len(_writers) > MOST_KEPT // 4:
            _writers.popitem(last=False)
    return _writers[kept.run]


def _letters(question: Question) -> Letters:
    """What is known of the text; a series is asked other questions."""
    if not isinstance(question.source, Letters):
        raise UserError("not_a_writer")
    return question.source
