"""Score many texts with an experiment's networks, a part at a time; the engine's quick worker answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.errors import UserError
from core.runs.engine_process import ensure_engine
from core.runs.requests import answer, ask
from core.runs.store import Store

PART = 64  # texts asked about at once
PATIENCE = 90.0  # seconds for one part; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves


@dataclass(frozen=True)
class Scored:
    """Texts with what every network says about them."""

    texts: list[str]
    classes: tuple[str, ...]
    probabilities: dict[str, list[list[float]]]  # cell -> text -> class
    seeds: dict[str, int]  # the seed whose network answered: the one with the median validation loss
    about: list[dict[str, Any]]  # words, unknown, language, foreign

    def told(self, cell: str, text: int) -> str:
        """The likeliest class; empty where an answer means nothing (`means_nothing`)."""
        if means_nothing(self.about[text]):
            return ""
        row = self.probabilities[cell][text]
        return self.classes[max(range(len(row)), key=row.__getitem__)]

    def table(self) -> pd.DataFrame:
        """A row per text: each cell's class and probabilities where they mean something."""
        columns: dict[str, Any] = {"text": self.texts}
        for cell, rows in self.probabilities.items():
            columns[cell] = [self.told(cell, n) for n in range(len(rows))]
            for place, name in enumerate(self.classes):
                columns[f"{cell}_p_{name}"] = [
                    None if means_nothing(about) else row[place]
                    for row, about in zip(rows, self.about, strict=True)
                ]
        columns["unknown_words"] = [one["unknown"] for one in self.about]
        columns["words"] = [one["words"] for one in self.about]
        columns["other_language"] = [one["foreign"] for one in self.about]
        return pd.DataFrame(columns)


def means_nothing(about: dict[str, Any]) -> bool:
    """No word, none that is known, or another language: what a network says of such a text is chance."""
    return bool(about["foreign"] or about["unknown"] == about["words"])


def score(
    store: Store, id: str, texts: Sequence[str], on_part: Callable[[int], object] = lambda done: None
) -> Scored:
    """Ask all cells of an experiment about some texts.

    Args:
        on_part: Called with the number of texts done so far.

    Raises:
        UserError: `unknown_experiment`, `not_a_classifier`, `no_texts`, or what a network cannot answer.
    """
    experiment = store.experiment(id)
    if experiment.task != "sentiment":
        raise UserError("not_a_classifier")
    if not texts:
        raise UserError("no_texts")
    ensure_engine(store, idle_seconds=IDLE)
    classes = store.text_facts(experiment.data).classes
    found: dict[str, list[list[float]]] = {}
    seeds: dict[str, int] = {}
    about: list[dict[str, Any]] = []
    for start in range(0, len(texts), PART):
        part = list(texts[start : start + PART])
        told = answer(store.engine, ask(store.engine, id, "score", texts=part), PATIENCE)
        for cell, one in told["cells"].items():
            found.setdefault(cell, []).extend(one["probabilities"])
            seeds[cell] = one["seed"]
        about += told["texts"]
        on_part(start + len(part))
    return Scored(list(texts), classes, found, seeds, about)
