"""The command `memory`."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer
from rich.table import Table

from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.command import Command, Result, Say, Work
from core.tasks.memory.problems import PROBLEMS, shown_example
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import kept_spec, lab_spec
from core.tasks.options import USUAL_CELLS, Cells, Seeds, Set, given, names
from core.tasks.programs import result
from core.tasks.settings import settings_from
from core.tasks.waiting import Watch
from core.words.figures import figure

Problem = Annotated[str, typer.Option(help=f"one of {', '.join(PROBLEMS)}")]


def memory(
    say: Say,
    problem: Problem = "adding",
    length: Annotated[int | None, typer.Option(help="steps of a sequence")] = None,
    cells: Cells = USUAL_CELLS,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    seeds: Seeds = 1,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    set_: Set = None,
) -> Work:
    """Train cells on a made-up problem that only a memory solves, beside chance."""
    begun = lab_spec(MemorySpec(problem=problem).problem, length)  # which is refused if there is no such
    asked = settings_from(MemorySpec, set_ or ())
    spec = replace(
        begun,
        task=replace(begun.of(MemorySpec), **asked.task),
        model=replace(begun.model, **given({"units": units}) | asked.model),
        training=replace(begun.training, **given({"updates": updates}) | asked.training),
        **asked.with_own(cells=names(cells), seeds=seeds),
    )
    return partial(_train, spec)


def _train(
    begun: ExperimentSpec, *, watch: Watch, again: bool, name: str | None = None,
    spec: ExperimentSpec | None = None,
) -> Result:  # fmt: skip
    spec = kept_spec(spec or begun)
    return result(Store(), shown_example(spec.of(MemorySpec)), spec, watch, again=again, name=name)


def lines(told: Result) -> Iterator[str | Table]:
    """Which cells solved it, and how far each came."""
    if not told["cells"]:
        return
    solved = [one["cell"] for one in told["cells"] if one["solved"]]
    chance = f"below {figure(told['solved'])} it counts as solved, chance is {figure(told['chance'])}"
    yield f"Solved by {', '.join(solved) or 'none'} of {len(told['cells'])}: a loss {chance}."
    table = Table("cell", "seeds", "solved", "loss", "accuracy %", "after updates", "seconds", box=None)
    for one in told["cells"]:
        counts = (one["cell"], str(one["seeds"]), str(one["solved"]))
        table.add_row(
            *counts, figure(one["loss"]), figure(one["accuracy"], 100), str(one["solved_after"] or ""),
            figure(one["seconds"]),
        )  # fmt: skip
    yield table


COMMAND = Command(MemorySpec.kind, memory, lines)
