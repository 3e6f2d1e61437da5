"""The command `score`: what an experiment's networks say about a text, or about every row of a file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from core.data.choices import choices_from
from core.errors import UserError
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.sentiment.api import file_to_score
from core.tasks.sentiment.new_texts.learning import last_learnt
from core.tasks.sentiment.new_texts.told import TRAINED, WAYS
from core.tasks.sentiment.new_texts_command import beside_the_test, further
from core.tasks.sentiment.scored_file import labels_in, scored_table, totals
from core.tasks.sentiment.scoring import Scored
from core.tasks.sentiment.scoring import score as run_score
from core.text.cleaning import readable
from core.text.dataset import names_of


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
    if way not in WAYS:
        raise UserError("unknown_way", way=way, known=list(WAYS))
    frame, texts = (pd.DataFrame({"text": [text]}), [str(text)]) if file is None else (
        file_to_score(file, column, choices_from(read or []))
    )  # fmt: skip
    store = Store()
    clean, known = [readable(one) for one in texts], store.experiment(experiment)
    found = run_score(
        store, experiment, texts, lambda done: _progress(done, len(texts)), clean=clean,
        learnt=last_learnt(store, experiment) if learnt else None,
    )  # fmt: skip
    names = names_of(store.text_facts(known.data).report.notes)
    labels = labels_in(frame, texts, found.classes, names, label)
    counted = totals(found, labels, names)
    result = _result(experiment, frame, found, counted)
    if file is None:
        return result
    result |= beside_the_test(store, known, file, found, counted)
    return result | further(store, known, found, clean, labels, names, file=file.name, way=way)


def _progress(done: int, of: int) -> None:
    if of > 1:
        typer.echo(f"Scored {done} of {of}", err=True)


def _result(experiment: str, frame: pd.DataFrame, found: Scored, counted: dict[str, Any]) -> Result:
    table = scored_table(frame, found)
    rows = json.loads(table.to_json(orient="records"))  # what is missing becomes null
    name = "row" if "row" not in table else "row_"
    return {
        "experiment": experiment,
        "answer": "mean of the probabilities of each cell's seeds; +bag: half of it, half the bag of words",
        "seeds": found.seeds,
        "sent": found.sent,
        "totals": {cell: asdict(one) for cell, one in counted.items()},
        "texts": [{name: place} | row for place, row in zip(table.index.tolist(), rows, strict=True)],
    }
