"""The command `score`: what an experiment's networks say about a text, or about every row of a file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from core.data.choices import choices_from
from core.data.files import read_bytes
from core.errors import UserError
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.sentiment.new_texts.told import TRAINED
from core.tasks.sentiment.score_rows_command import Rows, ScoredRows, rows_of, score_rows
from core.tasks.sentiment.scored_file import scored_table


def score(
    experiment: Annotated[str, typer.Argument(help="id of a classifying experiment")],
    file: Annotated[Path | None, typer.Argument(help="CSV, Excel, JSON or Parquet file of texts")] = None,
    text: Annotated[str | None, typer.Option(help="one text")] = None,
    column: Annotated[str | None, typer.Option(help="column of the texts in the file")] = None,
    label: Annotated[
        str | None, typer.Option(help="column of labels in the file, to count what is right")
    ] = None,
    read: Annotated[list[str] | None, typer.Option(help="how to read the file, e.g. delimiter=;")] = None,
    way: Annotated[
        str,
        typer.Option(
            help="trained; continued: networks learn on from labelled texts, where that does no harm; or anew"
        ),
    ] = TRAINED,
    learnt: Annotated[
        bool, typer.Option(help="answer with what learnt on last, where that did no harm")
    ] = False,
) -> Result:
    """Score texts with the networks of an experiment: each cell answers with the mean of its seeds."""
    if (file is None) == (text is None):
        raise UserError("text_or_file")
    rows = Rows(pd.DataFrame({"text": [text]}), [str(text)]) if file is None else (
        rows_of(read_bytes(file), file.name, column, choices_from(read or []))
    )  # fmt: skip
    found = score_rows(
        Store(), experiment, rows, label=label, way=way, learnt=learnt,
        on_part=lambda done: _progress(done, len(rows.texts)),
    )  # fmt: skip
    return _result(experiment, found) | found.told


def _progress(done: int, of: int) -> None:
    if of > 1:
        typer.echo(f"Scored {done} of {of}", err=True)


def _result(experiment: str, of: ScoredRows) -> Result:
    found, table = of.scored, scored_table(of.rows.frame, of.scored)
    rows = json.loads(table.to_json(orient="records"))  # what is missing becomes null
    name = "row" if "row" not in table else "row_"
    return {
        "experiment": experiment,
        "answer": "mean of the probabilities of each cell's seeds; +bag: half of it, half the bag of words",
        "seeds": found.seeds,
        "sent": found.sent,
        "totals": {cell: asdict(one) for cell, one in of.counted.items()},
        "texts": [{name: place} | row for place, row in zip(table.index.tolist(), rows, strict=True)],
    }
