"""From the store to what an experiment that translates found."""

from typing import Any

import numpy as np

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.results import finished, shared_runs, typical_seed
from core.tasks.translate.outcome import TranslationOutcome
from core.tasks.translate.report import translation_report


def translation_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> TranslationOutcome | None:
    """The result so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    found = {cell: each for cell, each in shared_runs(runs, experiment.spec.cells).items() if each}
    losses = {cell: float(np.mean([run.facts["val_loss"] for run in each])) for cell, each in found.items()}
    typical = {cell: run.seed for cell, each in found.items() if (run := typical_seed(each, cell))}
    arrays, facts = store.arrays(done.baselines.id), done.baselines.facts
    return translation_report(experiment.spec, arrays, facts, done.cells, losses, typical, ended=done.ended)


def found(outcome: TranslationOutcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, BLEU and what it gains."""
    best = outcome.method(outcome.verdict.cell)
    return {
        "outcome": outcome.verdict.outcome,
        "cell": outcome.verdict.cell,
        "reference": outcome.reference,
        "beforehand": outcome.beforehand,
        "tests": outcome.verdict.tests,
        "bleu": best.bleu,
        "gain": best.gain,
        "texts": outcome.sentences,
    }
