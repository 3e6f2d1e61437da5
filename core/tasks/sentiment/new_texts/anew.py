"""Old and new texts together as an experiment of their own, compared with the old one on the same texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.store.findings import ANEW, ANEW_FROM, keep_finding, kept_finding, kept_findings
from core.store.kept_texts import keep_texts
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classified.paired import Paired, paired
from core.tasks.queueing import queue
from core.tasks.sentiment.new_texts.labelled import NewTexts, joined
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.scoring import Scored

AGAIN = ANEW  # kind of the finding: experiments on old and new texts, by their ids
BEFORE = ANEW_FROM  # and, of such an experiment, what the one before told of its test texts


@dataclass(frozen=True)
class Anew:
    """Old against new."""

    before: str  # the old experiment
    texts: int  # that both tell
    new: int  # of these, new ones
    methods: list[Paired]
    provisional: bool


def train_anew(
    store: Store, experiment: Experiment, new: NewTexts, scored: Scored, owner: str | None = None
) -> str:
    """Queue the same experiment on old and new texts; returns its id.

    Args:
        scored: What the old networks tell of all rows of the file.

    Raises:
        UserError: `too_few_new_texts`, `not_trained_yet`, and what `queue` raises.
    """
    new.require_enough()
    known = text_outcome(store, experiment, store.runs(experiment.id))
    if known is None:
        raise UserError("not_trained_yet")
    data = joined(store.texts(experiment.data), new, known.rows)
    facts = keep_texts(store, data, owner)
    called = replace(facts, name=experiment.source_name or facts.name)
    id = queue(store, called, replace(experiment.spec, data=facts.sha256), experiment.name, owner)
    keep_finding(store.engine, experiment.id, AGAIN, {}, key=id)
    told = {name: one.round(5).tolist() for name, one in _before(known, new, scored).items()}
    body = {"experiment": experiment.id, "new": int(new.held.sum()), "probabilities": told}
    keep_finding(store.engine, id, BEFORE, body)
    return id


def old_against_new(store: Store, after: Experiment) -> Anew | None:
    """Compare an experiment with the one that it was trained anew from; None as long as there is nothing."""
    found = kept_finding(store.engine, after.id, BEFORE)
    outcome = text_outcome(store, after, store.runs(after.id)) if found else None
    if found is None or outcome is None:
        return None
    before = {name: np.array(one) for name, one in found.body["probabilities"].items()}
    rows = paired(before, outcome.probabilities, outcome.truth)
    waiting = outcome.seeds_done < outcome.seeds_wanted
    return Anew(found.body["experiment"], len(outcome.truth), found.body["new"], rows, waiting)


def trained_anew(store: Store, id: str) -> list[str]:
    """Experiments on old and new texts, the newest first."""
    return [one.key for one in kept_findings(store.engine, id, AGAIN)]


def _before(known: ClassOutcome, new: NewTexts, scored: Scored) -> Mapping[str, Floats]:
    """What the old methods told of the test texts of both: the old ones first, as they lie in the data."""
    places = new.places[new.held]
    return {
        name: np.concatenate([known.probabilities[name], np.array([told[place] for place in places])])
        for name, told in scored.probabilities.items()
        if name in known.probabilities
    }
