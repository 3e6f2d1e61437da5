"""What the engine knows of an experiment of the memory lab that is asked about: its made-up sequences."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.arrays import Floats
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.memory.problems import PROBLEMS, Problem
from core.tasks.memory.shown import Sequence, marked_steps, sequence
from core.tasks.memory.spec import MemorySpec
from core.tasks.question import OpenQuestion, Question, Source
from core.tasks.results import typical_seed
from core.tasks.trained_networks import trained_networks_of


@dataclass(frozen=True, eq=False)
class KnownProblem(Source):
    """The problem, and the sequence that a question is about."""

    task: MemorySpec
    asked: Sequence | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """With its columns and outputs."""
        return PROBLEMS[self.task.problem]

    @property
    def count(self) -> int:
        """Numbers that the network answers with: at each step that is asked, one or one per class."""
        return self.problem.answers(self.task.length) * self.problem.outputs

    @property
    def sizes(self) -> tuple[Any, ...]:
        """What a network's shape depends on."""
        return self.task.problem, self.task.length

    def scale(self, output: int) -> tuple[float, float]:
        """As it is told."""
        return 1.0, 0.0

    def answer(self, outputs: Floats, temperature: float) -> Floats:
        """Numbers, or logits."""
        return outputs


def open_question(store: Store, experiment: Experiment, baselines: Run, runs: list[Run]) -> OpenQuestion:
    """A question without what is asked, and how to add the sequence, which is drawn anew by its number."""
    task = experiment.spec.of(MemorySpec)
    source = KnownProblem(task)

    def complete(question: Question) -> Question:
        found = sequence(task, int(question.asked.get("sequence", 1)))
        facts = {"transform": "made", "marks": marked_steps(task, found.x)}
        return replace(question, source=replace(source, asked=found, facts=facts))

    chosen = [run for cell in experiment.spec.cells if (run := typical_seed(runs, cell)) is not None]
    return Question("", experiment.spec, source, tuple(trained_networks_of(store, chosen))), complete


def rehearsal(_: Question) -> list[Question]:
    """Nothing is traced beforehand."""
    return []
