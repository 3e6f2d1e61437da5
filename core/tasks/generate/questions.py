"""What the engine knows of an experiment that is asked to write on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.generate.alphabet import ALPHABETS, Alphabet
from core.tasks.generate.spec import GenerateSpec
from core.tasks.question import OpenQuestion, Question, Source
from core.tasks.results import shared_runs, typical_seed
from core.tasks.trained_networks import kept_networks


@dataclass(frozen=True, eq=False)
class Letters(Source):
    """What the engine knows of the text that an experiment was trained on."""

    known: Sequence[str]  # characters or words, the most frequent first
    unit: str

    @cached_property
    def alphabet(self) -> Alphabet:
        """With their numbers."""
        return ALPHABETS[self.unit](self.known)

    @property
    def count(self) -> int:
        """Characters or words that may come next, the unknown one among them."""
        return len(self.known) + 1

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return (self.count,)

    def scale(self, output: int) -> tuple[float, float]:
        """A logit is shown as it is."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Probabilities of the characters."""
        return softmax(outputs[None], temperature)[0]


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked; nothing has to be added to it."""
    of_cell = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    there = {kept.run: kept for each in of_cell.values() for kept in kept_networks(store, each)}
    typical = (typical_seed([run for run in each if run.id in there], cell) for cell, each in of_cell.items())
    source = Letters(baselines.facts["characters"], experiment.spec.of(GenerateSpec).unit)
    chosen = tuple(there[run.id] for run in typical if run is not None)
    return Question("", experiment.spec, source, chosen, together=chosen), lambda asked: asked
