"""What all tasks' results have in common: the verdict as a sentence, and tables of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import cached_property
from importlib import import_module
from itertools import takewhile
from typing import Any

import pandas as pd

from core.errors import UserError
from core.store.engine_process import ensure_engine
from core.store.jsonable import plain
from core.store.records import Experiment, Run
from core.store.requests import answer, ask
from core.store.states import ENDED
from core.store.store import Store
from core.tasks import TASKS
from core.tasks.logged import log_experiment, log_of
from unrolled.errors import Error, told

PATIENCE = 90.0  # seconds for an answer; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves
TOLD_ELSEWHERE = ("name", "scores", "deviation", "by_step")  # of a row: its index, its own columns, no figure


class Result:
    """A trained experiment, by its id; what is asked of it is read from the store.

    Raises:
        Error: Where it is asked for something that its experiment has not come to.
    """

    def __init__(self, id: str, store: Store | None = None) -> None:
        self.id, self.store = id, store or Store()

    def __repr__(self) -> str:
        return f"<unrolled.{type(self).__name__} {self.id}: {self.verdict}>"

    @property
    def experiment(self) -> Experiment:
        """The experiment as the store has it: its name, its settings (`.spec`), the hash of its data."""
        return told(self.store.experiment)(self.id)

    @cached_property
    def _outcome(self) -> Any:
        experiment, runs = self.experiment, self.store.runs(self.id)
        found = TASKS[experiment.task].outcome(self.store, experiment, runs)
        if found is None:
            raise Error(_why(runs))
        return found

    @cached_property
    def summary(self) -> dict[str, Any]:
        """All that was found, as plain data: what `--json` of the command line writes."""
        experiment = self.experiment
        return dict(plain(TASKS[experiment.task].summary(self.store, experiment)))

    @property
    def outcome(self) -> str:
        """The verdict in one word: "better", "no_better", "worse" or "too_little"."""
        return str(self._outcome.verdict.outcome)

    @property
    def verdict(self) -> str:
        """The page's sentence on the best cell beside every simple method, in English."""
        return self._sentences()[-1].rpartition(" (")[0]

    @property
    def recommendation(self) -> str:
        """What to use, named before the test; empty where nothing was."""
        return "\n".join(self._sentences()[:-1]).strip()

    @property
    def methods(self) -> pd.DataFrame:
        """A row for each cell and simple method: kind, seeds, weights, scores on the test, the gain over the
        best simple method with its 95 % interval, p values.
        """
        rows = [self._row(one) for one in self._outcome.methods]
        return pd.DataFrame(rows).set_index("name")

    @property
    def _derived(self) -> tuple[str, ...]:
        """Further columns of `methods`: what rows tell beside their fields."""
        return ()

    def _row(self, one: Any) -> dict[str, Any]:
        kept = {f.name: getattr(one, f.name) for f in fields(one) if f.name not in TOLD_ELSEWHERE}
        found = {"name": one.name} | kept | {name: getattr(one, name) for name in self._derived}
        return found | asdict(one).get("scores", {})

    @told
    def log(self, to: str) -> None:
        """Write losses, scores, settings and weights for another program, where that is installed.

        Args:
            to: "tensorboard" or "mlflow", each also with a place: "tensorboard:runs".
        """
        log_experiment(self.store, self.id, log_of(to))

    def _sentences(self) -> list[str]:
        """What the command line says before its first table: what to use, then the verdict."""
        _ = self._outcome  # raises where there is nothing to say
        command = import_module(TASKS[self.experiment.task].command or "").COMMAND
        return list(takewhile(lambda line: isinstance(line, str), command.lines(self.summary)))

    def _asked(self, kind: str, **question: Any) -> dict[str, Any]:
        """What the engine answers about the experiment's networks."""
        ensure_engine(self.store, idle_seconds=IDLE)
        return answer(self.store.engine, ask(self.store.engine, self.id, kind, **question), PATIENCE)

    def _cell(self, cell: str | None) -> str:
        """The cell that is meant: by default the best one."""
        known = tuple(self.experiment.spec.cells)
        chosen = cell or str(self._outcome.verdict.cell)
        if chosen not in known:
            raise Error(UserError("unknown_cell", name=chosen, known=list(known)))
        return chosen


def in_rows(columns: Mapping[str, Any] | list[dict[str, Any]]) -> pd.DataFrame:
    """A table whose rows are counted from 1, as rows of files are."""
    table = pd.DataFrame(columns)
    return table.set_index(pd.RangeIndex(1, len(table) + 1, name="row"))


def _why(runs: Sequence[Run]) -> UserError:
    """Why nothing was found: it goes on, or what the first run that failed says."""
    if any(run.state not in ENDED for run in runs):
        return UserError("not_ended_yet")
    error = next((run.error for run in runs if run.error), None)
    return UserError(error["key"], **error["facts"]) if error else UserError("not_trained_yet")
