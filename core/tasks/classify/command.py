"""The command `classify`."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from core.data.labelled.choices import labelled_choices_from
from core.data.labelled.dataset import LabelledSeries
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.samples import SAMPLES, load_labelled_sample
from core.errors import UserError
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.classified.command_lines import class_lines
from core.tasks.classify.api import classify as run_classify
from core.tasks.classify.api import classify_spec, series_from_file
from core.tasks.classify.classes_command import classes
from core.tasks.classify.keeping import keep_series
from core.tasks.classify.spec import ClassifySpec
from core.tasks.command import Command, Result, Say, Sweepable, Work
from core.tasks.options import USUAL_CELLS, Cells, Match, Seeds, Set, given, names
from core.tasks.settings import settings_from

TestFile = Annotated[
    Path | None, typer.Option("--test", help="a file to test on; without it a part is drawn")
]
Brought = Annotated[
    Path | None,
    typer.Argument(help="a table with a series per row and a label, a long table, or a .ts file"),
]
Sample = Annotated[str | None, typer.Option(help=f"instead of a file: {', '.join(SAMPLES)}")]
How = Annotated[
    list[str] | None,
    typer.Option("--read", help="how to read the files, e.g. layout=long series=id time=t label=gesture"),
]


def classify(
    say: Say,
    file: Brought = None,
    sample: Sample = None,
    test: TestFile = None,
    read: How = None,
    cells: Cells = USUAL_CELLS,
    units: Annotated[int | None, typer.Option(help="numbers in the hidden state")] = None,
    layers: Annotated[int | None, typer.Option(help="recurrent layers")] = None,
    bidirectional: Annotated[bool | None, typer.Option(help="read both ways")] = None,
    seeds: Seeds = 3,
    updates: Annotated[int | None, typer.Option(help="most weight updates")] = None,
    batch: Annotated[int | None, typer.Option(help="series per weight update")] = None,
    rate: Annotated[float | None, typer.Option(help="learning rate")] = None,
    match: Match = "units",
    pooling: Annotated[str | None, typer.Option(help="last, mean, max or attention")] = None,
    normalize: Annotated[bool | None, typer.Option(help="each series to mean 0, deviation 1")] = None,
    class_weights: Annotated[
        bool | None, typer.Option(help="rare classes count as much as frequent ones")
    ] = None,
    set_: Set = None,
) -> Work:
    """Classify whole series with recurrent networks and, on the same split, with simple methods."""
    data = series(say, file, sample, test, read)
    named = settings_from(ClassifySpec, set_ or [])
    task = {"pooling": pooling, "normalize": normalize, "class_weights": class_weights}
    model = {"units": units, "layers": layers, "bidirectional": bidirectional}
    return partial(
        run_classify,
        data,
        model=given(model) | named.model,
        training=given({"updates": updates, "batch": batch, "learning_rate": rate}) | named.training,
        task=given(task) | named.task,
        **named.with_own(cells=names(cells), seeds=seeds, match=match),
    )


def begin_sweep(
    say: Say, store: Store, file: Brought = None, sample: Sample = None, *, read: How = None
) -> tuple[LabelledFacts, ExperimentSpec]:
    """The series, which the store keeps, and the usual settings for them."""
    kept = keep_series(store, series(say, file, sample, None, read))
    return kept, classify_spec(kept)


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


COMMAND = Command(
    ClassifySpec.kind,
    classify,
    lines,
    Sweepable(begin_sweep, "for a file of labelled series"),
    {"classes": classes},
)
