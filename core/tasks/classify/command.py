"""The command `classify`."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from core.data.labelled.choices import labelled_choices_from
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.samples import SAMPLES, load_labelled_sample
from core.errors import UserError
from core.tasks.classified.command_lines import class_lines
from core.tasks.classify.api import classify as run_classify
from core.tasks.classify.api import series_from_file
from core.tasks.classify.spec import SERIES, ClassifySpec
from core.tasks.command import Command, Result, Say, Work
from core.tasks.options import USUAL_CELLS, Cells, Layers, Match, Seeds, Set, Units, Updates, given, names
from core.tasks.settings import settings_from

USUAL = SERIES.of(ClassifySpec)

TestFile = Annotated[
    Path | None, typer.Option("--test", help="a file to test on; without it a part is drawn")
]
Brought = Annotated[
    Path | None,
    typer.Argument(help="a table with a series per row and a label, a long table, or a .ts file"),
]
How = Annotated[
    list[str] | None,
    typer.Option("--read", help="how to read the files, e.g. layout=long series=id time=t label=gesture"),
]


def classify(
    say: Say,
    file: Brought = None,
    sample: Annotated[str | None, typer.Option(help=f"instead of a file: {', '.join(SAMPLES)}")] = None,
    test: TestFile = None,
    read: How = None,
    cells: Cells = USUAL_CELLS,
    units: Units = SERIES.model.units,
    layers: Layers = SERIES.model.layers,
    bidirectional: Annotated[bool, typer.Option(help="read both ways")] = SERIES.model.bidirectional,
    seeds: Seeds = 3,
    updates: Updates = SERIES.training.updates,
    batch: Annotated[int | None, typer.Option(help="series per weight update")] = None,
    rate: Annotated[float | None, typer.Option(help="learning rate")] = None,
    match: Match = "units",
    pooling: Annotated[str, typer.Option(help="last, mean, max or attention")] = USUAL.pooling,
    normalize: Annotated[bool, typer.Option(help="each series to mean 0, deviation 1")] = USUAL.normalize,
    class_weights: Annotated[bool, typer.Option(help="rare classes count as much as frequent ones")] = False,
    set_: Set = None,
) -> Work:
    """Classify whole series with recurrent networks and, on the same split, with simple methods."""
    data = series(say, file, sample, test, read)
    named = settings_from(ClassifySpec, set_ or [])
    task: dict[str, Any] = {"pooling": pooling, "normalize": normalize, "class_weights": class_weights}
    model: dict[str, Any] = {"units": units, "layers": layers, "bidirectional": bidirectional} | named.model
    return partial(
        run_classify,
        data,
        cells=names(cells),
        seeds=seeds,
        match=match,
        model=replace(SERIES.model, **model),
        training=given({"updates": updates, "batch": batch, "learning_rate": rate}) | named.training,
        **task | named.task,
    )


def series(
    say: Say, file: Path | None, sample: str | None, test: Path | None, read: list[str] | None
) -> LabelledSeries:
    """Labelled series as the options say, or what is wrong with them."""
    if (file is None) == (sample is None):
        raise UserError("one_source_wanted")
    if sample is not None:
        return load_labelled_sample(sample)
    assert file is not None
    data = series_from_file(file, test, labelled_choices_from(read or []))
    say(data.notes)
    return data


def lines(result: Result) -> Iterator[str | Table]:
    """What to classify series with, the verdict, the methods."""
    return class_lines(result, words="series", noun="series")


COMMAND = Command(classify, lines)
