"""What a task is: one row that says what it can and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from core.arrays import Floats
from core.compare.comparison import Comparison
from core.specs import ExperimentSpec, TaskSpec
from core.store.plan import Ends
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.scored import Scored

PairTest: TypeAlias = Callable[[ExperimentSpec, Floats, Floats], float | None]


@dataclass(frozen=True)
class Swept:
    """How settings of a sweep are told apart, and how the best one did on test."""

    test: PairTest  # of two cells' validation losses, shape (seeds, n) each: a two-sided p
    scored: Callable[[Store, Experiment], Scored | None]  # of an experiment of one cell


@dataclass(frozen=True)
class Task:
    """One thing to do with data.

    What is heavy is named with dots, and imported where it is needed. None says that a task has something
    not: that is asked here, and never by a task's name.
    """

    spec: type[TaskSpec]
    # What a newcomer starts with, from the data.
    start: Callable[[Any], ExperimentSpec]
    # Sizes of what is trained on and judged; raises what makes the data unfit for these settings.
    sizes: Callable[[Any, ExperimentSpec], Ends]
    # From the store; None as long as too little is there.
    outcome: Callable[[Store, Experiment, list[Run]], Any]
    # Of an outcome: the few facts that a list shows, and all of it as plain data.
    found: Callable[[Any], dict[str, Any]]
    summary: Callable[[Store, Experiment], dict[str, Any]]
    # Modules: whose `run(job)` does the baselines' run; whose `run(job)` trains a network and whose
    # `warm_up(cell)` gets ready for it; whose `queue_example(store)` asks for the example.
    baselines: str
    worker: str
    example: str
    # Whether workers without work warm up for it.
    warm: bool = False
    # Modules: whose `known(...)` says what quick questions need; that builds and asks its networks again (see
    # `core.tasks.loaded.Inside`). Rehearsed questions are traced as soon as the first networks are there.
    questions: str | None = None
    inside: str | None = None
    rehearsed: bool = False
    # Module whose `bring(store, body, owner)` takes back networks that were taken away, as a new experiment.
    brings: str | None = None
    # Into how many parts the baselines' run is cut, from the data, for workers to share; None: it is one.
    parts: Callable[[Any], int] | None = None
    # Puts what an experiment is about into the store, for an owner; None where whoever reads it does so.
    keep: Callable[[Store, Any, str | None], object] | None = None
    # Raises what `sizes` does, and finds no sizes; None where these cost nothing.
    check: Callable[[Any, ExperimentSpec], None] | None = None
    compared: Comparison | None = None
    swept: Swept | None = None
    # Module whose `COMMAND` says what the task is on the command line (see `core.tasks.command`).
    command: str | None = None
    # What `import unrolled` calls it, where that is not its name.
    package_name: str = ""

    @property
    def function(self) -> str:
        """Of the package, that trains it."""
        return self.package_name or self.name

    @property
    def name(self) -> str:
        """As in specs, stores and addresses."""
        return self.spec.kind
