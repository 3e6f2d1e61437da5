"""The toy on the command line: its options, and the lines that it shows."""

from dataclasses import replace
from functools import partial

from core.errors import UserError
from core.store.store import Store
from core.tasks.command import Command, Sweepable
from core.tasks.forecast.api import from_sample
from core.tasks.options import USUAL_CELLS, Cells, File, Seeds, names
from core.tasks.waiting import finish
from core.words.figures import figure
from tests.toy.spec import sizes, start


def toy(say, sample: str, cells: Cells = USUAL_CELLS, seeds: Seeds = 2):
    """Tell the mean of a sample's first column."""
    data = from_sample(sample)
    return partial(_train, data, replace(start(data), cells=names(cells), seeds=seeds))


def _train(data, spec, *, watch, again):
    store = Store()
    store.add_dataset(data)
    return finish(store, lambda: store.create_experiment(spec, data.name, sizes(data, spec)), watch)


def lines(result):
    """How far each cell is off."""
    for cell, error in result["outcome"]["errors"].items() if result["outcome"] else ():
        yield f"{cell} is off by {figure(error)}"


def begin_sweep(say, store, file: File = None, sample: str | None = None, *, toys: int = 1):
    """Of a sample; with an option that no other task has."""
    if sample is None:
        raise UserError("one_source_wanted")
    data = from_sample(sample)
    return data, start(data)


COMMAND = Command(toy, lines, Sweepable(begin_sweep, "for nothing"), {"toys": lambda: {"toys": 1}})
