"""Labels as a person corrects or confirms them, and the same texts with them as another experiment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import UserError
from core.notes import Note
from core.store.findings import CORRECTED_FROM, RELABELLED, keep_finding, kept_finding, kept_findings
from core.store.kept_texts import keep_texts
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.queueing import queue
from core.text.dataset import TextDataset

DECIDED = "decided"  # kind of the finding: what a person says of labels
AGAIN = RELABELLED  # and of those that name experiments on corrected labels, by their ids
BEFORE = CORRECTED_FROM  # and, of such an experiment, of the one that names the experiment before
NOTE = "labels_corrected"


@dataclass(frozen=True)
class Decided:
    """What a person says of labels, by row of the data set: the class that is right."""

    labels: Mapping[int, int]
    given: Mapping[int, int]  # what stood there

    @property
    def corrected(self) -> dict[int, int]:
        """Those that were wrong."""
        return {row: label for row, label in self.labels.items() if label != self.given[row]}

    @property
    def confirmed(self) -> int:
        """How many were right."""
        return len(self.labels) - len(self.corrected)


def decided(store: Store, id: str) -> Decided:
    """All that was decided so far about the labels of an experiment."""
    found = kept_finding(store.engine, id, DECIDED)
    rows = found.body["rows"] if found else {}
    return Decided(
        {int(row): one["label"] for row, one in rows.items()},
        {int(row): one["given"] for row, one in rows.items()},
    )


def decide(store: Store, id: str, row: int, given: int, label: int | None) -> None:
    """Keep which class of a text is right; None takes a decision back."""
    so_far = decided(store, id)
    rows = {n: {"label": one, "given": so_far.given[n]} for n, one in so_far.labels.items() if n != row}
    if label is not None:
        rows[row] = {"label": label, "given": given}
    keep_finding(store.engine, id, DECIDED, {"rows": {str(n): one for n, one in rows.items()}})


def corrected_texts(store: Store, experiment: Experiment) -> TextDataset:
    """The texts of an experiment with the labels that were decided.

    Raises:
        UserError: `no_labels_corrected`, `data_gone`.
    """
    changes = decided(store, experiment.id).corrected
    if not changes:
        raise UserError("no_labels_corrected")
    data = store.texts(experiment.data)
    frame = data.frame.copy()
    places = sorted(changes)
    frame.loc[places, "label"] = [changes[place] for place in places]
    return replace(data, frame=frame, notes=(*data.notes, Note(NOTE, {"count": len(places)})))


def train_again(store: Store, experiment: Experiment, owner: str | None = None) -> str:
    """Queue the same experiment on corrected labels; returns its id.

    Raises:
        UserError: What `corrected_texts` and `queue` raise.
    """
    facts = keep_texts(store, corrected_texts(store, experiment), owner)
    called = replace(facts, name=experiment.source_name or facts.name)
    id = queue(store, called, replace(experiment.spec, data=facts.sha256), experiment.name, owner)
    keep_finding(store.engine, experiment.id, AGAIN, {}, key=id)
    keep_finding(store.engine, id, BEFORE, {"experiment": experiment.id})
    return id


def trained_again(store: Store, id: str) -> list[str]:
    """Experiments on corrected labels of this one, the newest first; those that were deleted are left out."""
    return [one.key for one in kept_findings(store.engine, id, AGAIN) if _is_there(store, one.key)]


def corrected_from(store: Store, id: str) -> str | None:
    """The experiment whose labels were corrected for this one; None where there is none (any more)."""
    found = kept_finding(store.engine, id, BEFORE)
    before = str(found.body["experiment"]) if found else ""
    return before if before and _is_there(store, before) else None


def _is_there(store: Store, id: str) -> bool:
    try:
        store.experiment(id)
    except UserError:
        return False
    return True
