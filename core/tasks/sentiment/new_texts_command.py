"""What scoring a file adds: whether its texts have moved, and what its labels are used for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import typer

from core.errors import UserError
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.sentiment.moved_texts import MovedTexts, moved_summary, moved_texts
from core.tasks.sentiment.moved_words import moved_sentences
from core.tasks.sentiment.new_texts.anew import old_against_new, train_anew
from core.tasks.sentiment.new_texts.labelled import NewTexts, new_labelled
from core.tasks.sentiment.new_texts.learning import learn_on
from core.tasks.sentiment.new_texts.promised import promises
from core.tasks.sentiment.new_texts.record import record
from core.tasks.sentiment.new_texts.told import CONTINUED, TRAINED, anew_summary, promised_summary
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.scored_file import Totals
from core.tasks.sentiment.scoring import Scored
from core.tasks.waiting import finish
from core.words.english import T


def beside_the_test(
    store: Store, experiment: Experiment, name: str, content: str, found: Scored,
    counted: Mapping[str, Totals],
) -> dict[str, Any]:  # fmt: skip
    """How like the test texts those of a file are, and each method's accuracy beside the promise.

    Args:
        content: Hash of the file.
    """
    moved = moved_texts(store, experiment.id, found)
    outcome = text_outcome(store, experiment, store.runs(experiment.id))
    promised = promises(counted, outcome)
    record(store, experiment.id, content, name, found.sent, promised, moved)
    return {"moved": _said(moved)} | promised_summary(promised)


def further(
    store: Store, experiment: Experiment, found: Scored, clean: list[str], labels: Sequence[str] | None,
    names: Mapping[str, str], *, file: str, way: str,
) -> dict[str, Any]:  # fmt: skip
    """Let networks learn on from labelled texts, or train anew with them; nothing where they stay as trained.

    Raises:
        UserError: `labels_wanted`, and what `learn_on` and `train_anew` raise.
    """
    if way == TRAINED:
        return {}
    if labels is None:
        raise UserError("labels_wanted")
    new = new_labelled(store.texts(experiment.data), clean, labels, names, file)
    if way == CONTINUED:
        return {"continued": asdict(learn_on(store, experiment.id, new))}
    return _anew(store, experiment, new, found)


def _anew(store: Store, experiment: Experiment, new: NewTexts, found: Scored) -> dict[str, Any]:
    """Trained anew with the new texts, and old against new on the same ones."""
    done = finish(store, lambda: train_anew(store, experiment, new, found), lambda runs, epochs: None)
    after = store.experiment(str(done["experiment"]))
    return {"trained": after.id, "old_against_new": anew_summary(old_against_new(store, after))}


def _said(moved: MovedTexts | None) -> dict[str, Any] | None:
    """As plain data; what has moved is said on stderr too."""
    for line in moved_sentences(T, moved, lambda share: f"{share:.0%}", str) if moved else ():
        typer.echo(line, err=True)
    return moved_summary(moved)
