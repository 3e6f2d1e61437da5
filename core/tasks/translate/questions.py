"""What the engine knows of an experiment that is asked to translate."""

from dataclasses import dataclass
from typing import Any

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.question import OpenQuestion, Question, Source
from core.tasks.results import shared_runs, typical_seed
from core.tasks.trained_networks import kept_networks
from core.tasks.translate.texts import unpacked
from core.text.casing import Casing
from core.text.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Languages(Source):
    """What the engine knows of the pairs that an experiment was trained on."""

    source: Vocabulary
    target: Vocabulary
    casing: Casing = Casing()  # as of experiments from before

    @property
    def count(self) -> int:
        """Numbers that may be told, the end included."""
        return len(self.target) + 1

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return len(self.source), self.count

    def scale(self, output: int) -> tuple[float, float]:
        """A logit is shown as it is."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Probabilities of the words."""
        return softmax(outputs[None], temperature)[0]


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked; nothing has to be added to it."""
    of_cell = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    there = {kept.run: kept for each in of_cell.values() for kept in kept_networks(store, each)}
    typical = (typical_seed([run for run in each if run.id in there], cell) for cell, each in of_cell.items())
    arrays = store.arrays(baselines.id)
    source, target = (Vocabulary(tuple(unpacked(arrays[f"{side}_words"]))) for side in ("source", "target"))
    forms = unpacked(arrays["target_forms"]) if "target_forms" in arrays else []
    casing = Casing(bool(baselines.facts.get("begins")), {form.lower(): form for form in forms if form})
    chosen = tuple(there[run.id] for run in typical if run is not None)
    return Question(
        "", experiment.spec, Languages(source, target, casing), chosen, together=chosen
    ), lambda asked: asked
