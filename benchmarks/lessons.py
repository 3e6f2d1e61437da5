"""What shipped networks make of a few sentences, kept where Learn finds it.

    python -m benchmarks.lessons      # writes app/learn/shown.json and pairs.json; some minutes of one core

Of the texts' GRU the numbers of words and their vectors; of the tagging GRUs the tags of one word in two
sentences; of the writing GRU how surprised it is by each character; of the translating GRU where it looks.
Then `benchmarks.pairs`.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from app.learn.shown import KEPT
from benchmarks import pairs
from core.cells import CELLS
from core.engine.open_questions import asked_of, open_question_of
from core.engine.quick import answer
from core.examples import example
from core.store.store import Store
from core.tasks.generate.questions import Letters
from core.tasks.generate.writing import Choice, probabilities, writer_of
from core.tasks.loaded import trained
from core.tasks.question import Question
from core.tasks.sentiment.inside import cut_text
from core.tasks.sentiment.texts import Texts
from core.tasks.tag.questions import Words
from core.text.vocabulary import UNKNOWN, Vocabulary

CELL = "gru"
TEXTS = {  # a long sentence with a word that nobody knows, and a short one
    "en": ("The doodad is not good at all", "I love it!"),
    "zh": ("这垫子一点也不好", "很好用"),
}
TAGGED = ("They book the old house .", "The old book is here .")
WRITTEN = "the rabbit went down the hole"
DATE = "the 21st of March, 1987"


def shown(store: Store) -> dict[str, Any]:
    """Everything that is kept."""
    return {"words": words(store), "tagged": tagged(store), "written": written(store), "date": date(store)}


def words(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Of each sentence its words, their numbers and their vectors."""
    question = _asked(store, "sentiment", "score", {"texts": ["x"]})
    (kept,) = question.typical
    (layer,) = (one for one in trained(question, question.spec, kept).layers if one.name == "embedding")
    assert isinstance(question.source, Texts)
    vectors, vocabulary = np.asarray(layer.weights[0]), Vocabulary(question.source.words)
    found: dict[str, list[dict[str, Any]]] = {}
    for language, texts in TEXTS.items():
        for text in texts:
            cut = [token.text for token in cut_text(text, question.spec)]
            numbers = vocabulary.encode(cut)
            one = {"text": text, "words": cut, "numbers": numbers, "vectors": _plain(vectors[numbers])}
            found.setdefault(language, []).append(one | {"padding": _plain(vectors[0])})
    return found


def tagged(store: Store) -> list[dict[str, Any]]:
    """Of each sentence its words, with the tag of each and its probability."""
    cut = [one.split() for one in TAGGED]
    question = _asked(store, "tag", "tag", {"sentences": cut})
    assert isinstance(question.source, Words)
    told, names = answer(question)["cells"][CELL]["tags"], question.source.names
    found, at = [], 0
    for one in cut:
        mine = told[at : at + len(one)]
        at += len(one)
        tags = {"tags": [names[row[0]] for row in mine], "sure": [row[1] for row in mine]}
        found.append({"words": one} | tags)
    return found


def written(store: Store) -> dict[str, Any]:
    """Bits that each character costs, given those before it; a line's end stands before the first."""
    question = _asked(store, "generate", "next", {"texts": {CELL: "\n"}})
    (kept,) = question.typical
    assert isinstance(question.source, Letters)
    writer = writer_of(trained(question, question.spec, kept), CELLS[CELL])
    alphabet = question.source.alphabet
    states, bits = writer.rest(), []
    numbers = alphabet.encode("\n" + WRITTEN)
    for number, following in zip(numbers[:-1], numbers[1:] - UNKNOWN, strict=True):  # answers begin with it
        told, states = writer.read(int(number), states)
        bits.append(float(-np.log2(probabilities(told, Choice())[following])))
    return {"text": WRITTEN, "bits": _plain(np.array(bits)), "known": len(alphabet)}


def date(store: Store) -> dict[str, Any]:
    """Characters read, characters told, and how much of each that was read went into each that was told."""
    question = _asked(store, "translate", "translate", {"text": DATE, "beam": 1})
    told = answer(question)
    best = told["cells"][CELL]["found"][0]
    return {"read": told["words"], "told": best["words"], "weights": _plain(np.array(best["weights"]))}


def _asked(store: Store, task: str, kind: str, asked: dict[str, Any]) -> Question:
    return asked_of(open_question_of(store, example(store, task, task)), kind, asked | {"cells": [CELL]})


def _plain(values: np.ndarray) -> list[Any]:
    plain: list[Any] = np.round(values.astype(float), 4).tolist()
    return plain


def main() -> None:
    """Write it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        found = shown(store)
        store.close()
    KEPT.write_text(json.dumps(found, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{KEPT.name}: {KEPT.stat().st_size} bytes; {found['tagged']} {found['written']}")
    pairs.main()


if __name__ == "__main__":
    main()
