"""The command `labels`: which labels are believed least, what is right instead, and training on that."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from core.errors import UserError
from core.interrupts import stopped_on_interrupt
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.command import Result
from core.tasks.options import names
from core.tasks.sentiment.labels.checking import check, last_check
from core.tasks.sentiment.labels.compared import old_and_new
from core.tasks.sentiment.labels.correcting import corrected_from, decide, train_again, trained_again
from core.tasks.sentiment.labels.told import doubted_table, labels_summary, old_and_new_summary
from core.tasks.summary import summary
from core.tasks.waiting import IDLE, wait
from core.text.dataset import folded, names_of

TEST = "test:"  # before the row of a test file
Right = Annotated[
    list[str] | None,
    typer.Option(help="ROW=LABEL: what is right in a row of the file, test:ROW of the test file"),
]


def labels(
    experiment: Annotated[str, typer.Argument(help="id of a classifying experiment of texts")],
    most: Annotated[int, typer.Option(help="labels that are listed")] = 50,
    cells: Annotated[
        str | None, typer.Option(help="cells to train for each fold; by default those that take a minute")
    ] = None,
    anew: Annotated[bool, typer.Option(help="check again what was checked before")] = False,
    right: Right = None,
    train: Annotated[bool, typer.Option(help="train again with the labels that were corrected")] = False,
    csv: Annotated[Path | None, typer.Option(help="file for a table of the least believed labels")] = None,
) -> Result:
    """Tell which labels the methods believe least, correct them, and compare old with new."""
    store = Store()
    known = store.experiment(experiment)
    checked = None if anew or cells is not None else last_check(store, experiment)
    if checked is None:
        wanted = None if cells is None else names(cells)
        checked = check(store, experiment, wanted, _progress)
    _decide(store, known, right or [])
    if csv is not None:
        csv.write_bytes(doubted_table(store, known, checked.doubted).to_csv().encode())
    trained = _train(store, known) if train else {}
    return labels_summary(store, known, checked, most) | trained | _compared(store, known)


def _progress(done: int, of: int) -> None:
    typer.echo(f"Checked {done} of {of} parts", err=True)


def _decide(store: Store, experiment: Experiment, right: list[str]) -> None:
    """Keep what is right, all or nothing.

    Raises:
        UserError: `unknown_row`, `unknown_label`.
    """
    if not right:
        return
    data = store.texts(experiment.data)
    numbers, places = data.rows, {}
    known = range(len(data.frame)) if numbers is None else (numbers - 1).tolist()
    for place, (number, test) in enumerate(zip(known, data.frame["test"], strict=True)):
        places[f"{TEST * bool(test)}{number + 1}"] = place
    classes = {folded(name): place for place, name in enumerate(data.classes)}
    classes |= {
        label: data.classes.index(name)
        for label, name in names_of(data.notes).items()
        if name in data.classes
    }
    found = []
    for one in right:
        row, _, label = (part.strip() for part in one.partition("="))
        if row not in places:
            raise UserError("unknown_row", row=row)
        if folded(label) not in classes:
            raise UserError("unknown_label", name=label, known=list(data.classes))
        found.append((places[row], classes[folded(label)]))
    for place, label_ in found:
        decide(store, experiment.id, place, int(data.frame["label"].iloc[place]), label_)


def _train(store: Store, experiment: Experiment) -> dict[str, Any]:
    def work(id: str) -> Experiment:
        ensure_engine(store, idle_seconds=IDLE)
        wait(store, store.experiment(id))
        return store.experiment(id)

    queue = partial(train_again, store, experiment)
    done = stopped_on_interrupt(queue, work, store.request_stop)
    return {"trained": done.id, "verdict": summary(store, done).get("verdict")}


def _compared(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Old against new, where this is either."""
    again, before = trained_again(store, experiment.id), corrected_from(store, experiment.id)
    if again:
        pair = experiment, store.experiment(again[0])
    elif before is not None:
        pair = store.experiment(before), experiment
    else:
        return {}
    told = old_and_new_summary(old_and_new(store, *pair))
    return {"old_and_new": {"before": pair[0].id, "after": pair[1].id, "on_the_same_texts": told}}
