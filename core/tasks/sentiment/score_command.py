"""The command `score`: what an experiment's networks say about a text, or about every row of a file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from core.data.choices import choices_from
from core.errors import UserError
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.sentiment.api import file_to_score
from core.tasks.sentiment.moved_texts import moved_summary, moved_texts
from core.tasks.sentiment.moved_words import moved_sentences
from core.tasks.sentiment.new_texts.anew import old_against_new, train_anew
from core.tasks.sentiment.new_texts.labelled import NewTexts, new_labelled
from core.tasks.sentiment.new_texts.learning import learn_on
from core.tasks.sentiment.new_texts.promised import promises
from core.tasks.sentiment.new_texts.told import CONTINUED, TRAINED, WAYS, anew_summary, promised_summary
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.scored_file import labels_in, scored_table, totals
from core.tasks.sentiment.scoring import Scored
from core.tasks.sentiment.scoring import score as run_score
from core.tasks.waiting import finish
from core.text.cleaning import readable
from core.text.dataset import names_of
from core.words.english import T


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
    clean = [readable(one) for one in texts]
    found = run_score(store, experiment, texts, lambda done: _progress(done, len(texts)), clean=clean)
    facts = store.text_facts(store.experiment(experiment).data)
    names = names_of(facts.report.notes)
    labels = labels_in(frame, texts, found.classes, names, label)
    result = _result(experiment, frame, found, totals(found, labels, names))
    if file is None:
        return result
    result |= {"moved": _moved(store, experiment, found)}
    known = store.experiment(experiment)
    outcome = text_outcome(store, known, store.runs(experiment))
    result |= promised_summary(promises(totals(found, labels, names), outcome))
    if way == TRAINED:
        return result
    if labels is None:
        raise UserError("labels_wanted")
    new = new_labelled(store.texts(known.data), clean, labels, names, file.name)
    done = _learnt if way == CONTINUED else _anew
    return result | done(store, known, new, found)


def _learnt(store: Store, experiment: Experiment, new: NewTexts, _: Scored) -> dict[str, Any]:
    """What came of learning on."""
    return {"continued": asdict(learn_on(store, experiment.id, new))}


def _anew(store: Store, experiment: Experiment, new: NewTexts, found: Scored) -> dict[str, Any]:
    """Trained anew with the new texts, and old against new on the same ones."""
    done = finish(store, lambda: train_anew(store, experiment, new, found), lambda runs, epochs: None)
    after = store.experiment(str(done["experiment"]))
    return {"trained": after.id, "old_against_new": anew_summary(old_against_new(store, after))}


def _moved(store: Store, experiment: str, found: Scored) -> dict[str, Any] | None:
    """How like the test texts these are; what has moved is said on stderr too."""
    moved = moved_texts(store, experiment, found)
    if moved is None:
        return None
    for line in moved_sentences(T, moved, lambda share: f"{share:.0%}", str):
        typer.echo(line, err=True)
    return moved_summary(moved)


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
