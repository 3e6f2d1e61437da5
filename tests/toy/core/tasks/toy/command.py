"""The toy on the command line: its options, and the lines that it shows."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from core.data.frame import Dataset
from core.data.samples import load_sample
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.command import Command, Result, Say, Sweepable, Work
from core.tasks.options import USUAL_CELLS, Cells, File, Seeds, Set, Units, Updates, names
from core.tasks.queueing import queue
from core.tasks.settings import settings_from
from core.tasks.toy.spec import ToySpec
from core.tasks.toy.start import start
from core.tasks.waiting import Watch, finish
from core.words.figures import figure


def toy(
    say: Say,
    sample: str,
    cells: Cells = USUAL_CELLS,
    units: Units = 4,
    seeds: Seeds = 2,
    updates: Updates = 40,
    set_: Set = None,
) -> Work:
    """Tell the mean of a sample's first column."""
    data, asked = load_sample(sample), settings_from(ToySpec, set_ or ())
    begin = start(data)
    spec = replace(
        begin,
        cells=names(cells),
        seeds=seeds,
        task=replace(begin.of(ToySpec), **asked.task),
        model=replace(begin.model, units=units, **asked.model),
        training=replace(begin.training, updates=updates, **asked.training),
    )
    return partial(_train, data, spec)


def _train(
    data: Dataset, begun: ExperimentSpec, *, watch: Watch, again: bool, name: str | None,
    spec: ExperimentSpec | None,
) -> Result:  # fmt: skip
    store = Store()
    return finish(store, lambda: queue(store, data, spec or begun, name), watch)


def lines(result: Result) -> Iterator[str]:
    """How far each cell is off."""
    for cell, error in result["outcome"]["errors"].items() if result["outcome"] else ():
        yield f"{cell} is off by {figure(error)}"


def begin_sweep(
    say: Say, store: Store, file: File = None, sample: str | None = None, *, toys: int = 1
) -> tuple[Dataset, ExperimentSpec]:
    """Of a sample; with an option that no other task has."""
    if sample is None:
        raise UserError("one_source_wanted")
    data = load_sample(sample)
    return data, start(data)


COMMAND = Command(
    ToySpec.kind, toy, lines, Sweepable(begin_sweep, "for nothing"), {"toys": lambda: {"toys": 1}}
)
