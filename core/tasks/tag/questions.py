"""What the engine knows of an experiment that is asked to tag sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.question import OpenQuestion, Question, Source
from core.tasks.results import shared_runs, typical_seed
from core.tasks.tag.prepare import Reader
from core.tasks.trained_networks import kept_networks
from core.text.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Words(Source):
    """What the engine knows of the sentences that an experiment was trained on."""

    names: tuple[str, ...]  # of the tags
    spans: bool
    words: tuple[str, ...]  # of the vocabulary
    letters: str
    spelled: bool
    vectors: bytes | None = field(default=None, repr=False)  # that the embedding began with
    place: int | None = None  # of the one word that is asked about; None: of all

    @property
    def reader(self) -> Reader:
        """Numbers words as before training."""
        return Reader(Vocabulary(self.words), self.letters, self.spelled)

    @property
    def count(self) -> int:
        """Tags."""
        return len(self.names)

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return len(self.words), len(self.letters), len(self.names), self.place

    def scale(self, output: int) -> tuple[float, float]:
        """A logit is shown as it is."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Probabilities of the tags."""
        return softmax(outputs[None], temperature)[0]


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked, and how to add of which word it is."""
    of_cell = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    there = {kept.run: kept for each in of_cell.values() for kept in kept_networks(store, each)}
    typical = (typical_seed([run for run in each if run.id in there], cell) for cell, each in of_cell.items())
    hash = experiment.spec.task.word_vectors
    source = _source(baselines.facts, store.arrays(baselines.id), store.data.vectors(hash) if hash else None)

    def complete(question: Question) -> Question:
        place = question.asked.get("place")
        return replace(question, source=replace(source, place=None if place is None else int(place)))

    chosen = tuple(there[run.id] for run in typical if run is not None)
    return Question("", experiment.spec, source, chosen, together=tuple(there.values())), complete


def _source(facts: Mapping[str, Any], arrays: Mapping[str, Any], vectors: bytes | None) -> Words:
    words = arrays["vocabulary"].tobytes().decode()
    return Words(
        tuple(facts["names"]), bool(facts["spans"]), tuple(words.split("\n")) if words else (),
        facts["letters"], bool(facts["spelled"]), vectors,
    )  # fmt: skip
