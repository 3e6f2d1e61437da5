"""The command `classes`: what an experiment's networks say of each series of a file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from core.store.store import Store
from core.tasks.classify.api import classes_of_file
from core.tasks.classify.telling import Told, told_table, totals
from core.tasks.command import Result


def classes(
    experiment: Annotated[str, typer.Argument(help="id of an experiment on whole series")],
    file: Annotated[Path, typer.Argument(help="a table with a series per row, a long table, or a .ts file")],
    read: Annotated[
        list[str] | None, typer.Option(help="how to read the file, e.g. layout=long series=id label=gesture")
    ] = None,
) -> Result:
    """Tell the class of each series of a file, by what is to be used and by the mean of each cell's seeds."""
    told = classes_of_file(experiment, file, read or (), store=Store(), on_part=_progress)
    return _result(experiment, told)


def _progress(done: int) -> None:
    if done:
        typer.echo(f"Told {done}", err=True)


def _result(experiment: str, told: Told) -> Result:
    return {
        "experiment": experiment,
        "answer": "mean of the probabilities of each cell's seeds; before them the simple method to be used",
        "seeds": told.seeds,
        "sent": told.sent,
        "left_out": told.series.left_out,
        "totals": {cell: asdict(one) for cell, one in totals(told).items()},
        "series": json.loads(told_table(told).reset_index().to_json(orient="records")),
    }
