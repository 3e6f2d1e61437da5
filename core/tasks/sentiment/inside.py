"""What goes on inside classifiers: built again, asked about a text; texts scored, a text explained."""

from typing import Any

import keras
import numpy as np

from core.cells import CELLS
from core.errors import UserError
from core.inside.attribution import integrated_gradients, logits, occlusion, prefix_probabilities
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.store.plan import cell_size
from core.tasks.classified.predictions import predictions_together as predictions_together
from core.tasks.loaded import Example, of_shape, trained
from core.tasks.question import Question, TrainedNetwork
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.embedding_start import begin_with_ratios, begin_with_vectors
from core.tasks.sentiment.labels.folding import fold_answer
from core.tasks.sentiment.labels.question import KIND as LABELS
from core.tasks.sentiment.network import TextShape
from core.tasks.sentiment.new_texts.continuing import continue_answer, predictions_learnt
from core.tasks.sentiment.new_texts.question import KIND as CONTINUE
from core.tasks.sentiment.predictions import bag_explained, predictions_with_bag
from core.tasks.sentiment.prepare import encode, prepare_texts
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.texts import Texts
from core.text.facts import text_facts
from core.text.languages import identify_here, is_foreign, languages_of
from core.text.samples import PRESELECTED, load_text_sample
from core.text.tokens import Token, tokens
from core.text.vectors import vectors_from_bytes
from core.text.vocabulary import UNKNOWN, Vocabulary

MOST_LETTERS = 100_000  # of a text to score


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: Texts, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`)."""
    vocabulary, classes, task = Vocabulary(source.words), len(source.classes), spec.of(SentimentSpec)
    shape = TextShape(kept.cell, model, task, kept.units, len(vocabulary), classes)
    kernel = answering_kernel(kept.cell, model.activation, masked=True)
    network = shape.network(spec.training, kernel, kept.seed)
    if begin and source.vectors is not None:
        begin_with_vectors(network, vectors_from_bytes(source.vectors), vocabulary)
    elif begin and task.ratios:
        if source.ratios is None:
            raise UserError("first_embedding_not_kept")
        begin_with_ratios(network, source.ratios, source.pairs)
    return network


def example_of(question: Question, spec: ExperimentSpec) -> Example:
    """The text, and its class where that is known."""
    source, cut = _texts(question), cut_text(question.asked["texts"][0], spec)
    vocabulary = Vocabulary(source.words)
    numbers = encode([[token.text for token in cut]], vocabulary, spec.of(SentimentSpec)).table
    label = question.asked.get("label")
    truth = np.eye(len(source.classes))[[label]] if label is not None else None
    return Example(numbers, truth, read_of(cut, spec), (numbers[0] != UNKNOWN).tolist(), len(cut))


def _score(question: Question) -> dict[str, Any]:
    """Class probabilities of every text: by cells, by the bag of words, by both; and what is to be used."""
    spec, source = question.spec, _texts(question)
    vocabulary, texts = Vocabulary(source.words), question.asked["texts"]
    cut = [cut_text(text, spec) for text in texts]
    spelled = [[token.text for token in one] for one in cut]
    answers = predictions_learnt(question, spec, encode(spelled, vocabulary, spec.of(SentimentSpec)).table)
    others = predictions_with_bag(question, answers, spelled)
    return {
        "cells": {cell: one.plain() for cell, one in answers.items()},
        "others": {name: one.round(6).tolist() for name, one in others.items()},
        "sent": question.sent,
        "texts": _about(texts, cut, vocabulary, source, spec),
    }


def _explain(question: Question) -> dict[str, Any]:
    """One text: probability after each word, and what each word contributes to the class that was told."""
    spec = question.spec
    example = example_of(question, spec)
    numbers = example.inputs[0]
    answers, found = predictions_together(question, spec, example.inputs), {}
    for kept in question.typical:
        network = trained(question, spec, kept)
        label = int(answers[kept.cell].mean[0].argmax())
        ends, beginnings = prefix_probabilities(network, numbers, kept.temperature)
        contributions, gap = integrated_gradients(network, numbers, label)
        found[kept.cell] = answers[kept.cell].plain() | {
            "label": label,
            "ends": ends.tolist(),
            "beginnings": beginnings.round(5).tolist(),
            "contributions": contributions.round(5).tolist(),
            "gap": round(gap, 5),
            "occlusion": occlusion(network, numbers, label).round(5).tolist(),
        }
    words = [
        {"text": t.text, "start": t.start, "end": t.end, "known": known}
        for t, known in zip(example.words, example.known, strict=False)
    ]
    texts, vocabulary = question.asked["texts"][:1], Vocabulary(_texts(question).words)
    about = _about(texts, [cut_text(texts[0], spec)], vocabulary, _texts(question), spec)
    spelled = [token.text for token in cut_text(texts[0], spec)]
    return {"cells": found, "words": words, "about": about[0], "bag": bag_explained(question, spelled)}


ANSWERS = {"score": _score, "explain": _explain, LABELS: fold_answer, CONTINUE: continue_answer}


def _texts(question: Question) -> Texts:
    """What is known of the texts; a series is asked other questions."""
    if not isinstance(question.source, Texts):
        raise UserError("not_a_classifier")
    return question.source


def _about(
    texts: list[str], cut: list[list[Token]], vocabulary: Vocabulary, source: Texts, spec: ExperimentSpec
) -> list[dict[str, Any]]:
    """What makes answers doubtful: unknown words among those that are read, a language not trained on."""
    found = []
    for all_words, spoken in zip(cut, languages_of(texts), strict=True):
        read = vocabulary.encode(token.text for token in read_of(all_words, spec))
        found.append({
            "words": len(all_words),
            "read": len(read),
            "unknown": sum(number == UNKNOWN for number in read),
            "language": spoken,
            "foreign": is_foreign(spoken, source.languages),
        })  # fmt: skip
    return found


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


def warm_up() -> None:
    """Load what answers need: the dictionary that Chinese is cut by, the table of languages."""
    identify_here()
    tokens("好看", "words")
    languages_of(["warm up"])


def warm_up_sample(cell: str) -> None:
    """Trace what questions about the embedded texts' networks need."""
    data = load_text_sample(PRESELECTED)
    spec = advised(text_facts(data))
    ready = prepare_texts(data, spec.of(SentimentSpec))
    units, _ = cell_size(spec, CELLS[cell], text_ends(spec, len(data.classes)))
    source = Texts(data.classes, (), ready.vocabulary.words)
    network = of_shape(TrainedNetwork("", cell, 0, units), spec, source)
    for row in range(3):  # lengths differ: what is traced then serves every length
        numbers = ready.encoded.table[row][: ready.encoded.lengths[row]]
        logits(network, numbers[None])
        prefix_probabilities(network, numbers, 1.0)
        integrated_gradients(network, numbers, 0)
        occlusion(network, numbers, 0)
