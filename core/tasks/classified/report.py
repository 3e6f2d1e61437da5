"""From the arrays that runs left to a ClassOutcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate import from_before
from core.evaluate.classification import (
    calibration_error,
    class_scores,
    confusion,
    log_loss,
    reliability,
)
from core.evaluate.verdict import Judged, Verdict, verdict
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.classified.answers import CellAnswers, baseline_names, best_bag, chosen_method, halves
from core.tasks.classified.judging import added_to_bag, chosen, hardest, judge, right
from core.tasks.classified.outcome import AddedToBag, Calibration, Classifier, ClassOutcome, Mistake
from core.tasks.classified.rows import Yard, baseline_row, cell_row, seeds_row, with_bag_row
from core.words.methods import with_bag

MOST_MISTAKES = 20


def class_report(
    spec: ExperimentSpec,
    classes: Sequence[str],
    baselines: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    *,
    ended: bool,
) -> ClassOutcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        classes: Names of the classes.
        baselines: What the baselines' run left: rows, truth and each method's probabilities.
        facts: Its facts.
        cells: At least one cell with at least one finished seed.
        ended: All seeds are there; otherwise the verdict is provisional.
    """
    truth, names, outdated = baselines["test_truth"], baseline_names(baselines), from_before(facts)
    known, bag = [CellAnswers(runs, baselines) for runs in cells], best_bag(baselines)
    probabilities = {cell.runs.cell: cell.probabilities("test") for cell in known}
    judged = [] if outdated else judge(probabilities, baselines, names)
    added = [] if outdated or bag is None else added_to_bag(known, baselines, bag)
    shown = {name: baselines[f"test/{name}"] for name in names} | probabilities
    if bag is not None:
        shown |= {
            with_bag(cell): halves(one, baselines[f"test/{bag}"]) for cell, one in probabilities.items()
        }
    confusions = {name: confusion(truth, one.argmax(axis=1), len(classes)) for name, one in shown.items()}
    reference = hardest(baselines, names)
    yard = Yard(truth, reference, right(baselines[f"test/{reference}"], truth), not outdated)
    methods = [baseline_row(name, shown[name], yard) for name in names]
    methods += _rows(known, judged, added, shown, yard)
    return ClassOutcome(
        verdict=_verdict(judged, methods, spec, len(truth), provisional=not ended),
        reference=reference,
        beforehand=chosen_method(baselines, names),
        bag=bag,
        methods=tuple(sorted(methods, key=lambda m: -(m.scores["accuracy"] or 0.0))),
        chosen=None if outdated else chosen(baselines, names, known, bag),
        added=tuple(added),
        shown=min(known, key=lambda cell: _validation_loss(cell, baselines)).runs.cell,
        classes=tuple(classes),
        rows=baselines["test_rows"],
        truth=truth,
        confusions=confusions,
        by_class={name: class_scores(table) for name, table in confusions.items()},
        calibration={cell.runs.cell: _calibration(cell, truth) for cell in known},
        mistakes={cell: _mistakes(shown[cell], baselines) for cell in probabilities},
        probabilities=shown,
        facts=dict(facts),
        outdated=outdated,
        seeds_done=min(len(runs.backtests) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def _rows(
    known: Sequence[CellAnswers],
    judged: Sequence[Judged],
    added: Sequence[AddedToBag],
    shown: Mapping[str, Floats],
    yard: Yard,
) -> list[Classifier]:
    """Of each cell the mean, the single seeds, and its mean with the bag of words."""
    fates, adds, found = {one.cell: one for one in judged}, {one.cell: one for one in added}, []
    for cell in known:
        name = cell.runs.cell
        found += [cell_row(cell, fates.get(name), yard), seeds_row(cell, yard)]
        if (both := with_bag(name)) in shown:
            found.append(with_bag_row(cell, shown[both], adds.get(name), yard))
    return found


def _verdict(
    judged: Sequence[Judged],
    methods: Sequence[Classifier],
    spec: ExperimentSpec,
    examples: int,
    *,
    provisional: bool,
) -> Verdict:
    """What was found; of an experiment from before nothing but which cell did best."""
    if not judged:
        best = max((m for m in methods if m.kind == "cell"), key=lambda m: m.gain or 0.0)
        return Verdict("outdated", best.name, provisional=provisional, tests=0)
    return verdict(judged, independent=examples, provisional=provisional, wanted=spec.cells)


def _validation_loss(cell: CellAnswers, baselines: Arrays) -> float:
    return log_loss(baselines["validation_truth"], cell.mean("validation"))


def _calibration(cell: CellAnswers, truth: Ints) -> Calibration:
    raw, scaled = cell.mean("test"), cell.probabilities("test")
    return Calibration(
        cell.temperature,
        reliability(truth, raw),
        reliability(truth, scaled),
        calibration_error(truth, raw),
        calibration_error(truth, scaled),
        len(cell.baselines["calibration_truth"]),
    )


def _mistakes(probabilities: Floats, baselines: Arrays) -> tuple[Mistake, ...]:
    truth, rows = baselines["test_truth"], baselines["test_rows"]
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != truth)
    order = wrong[np.argsort(-probabilities.max(axis=1)[wrong], kind="stable")][:MOST_MISTAKES]
    ranks = np.argsort(-probabilities, axis=1, kind="stable")
    return tuple(
        Mistake(
            int(rows[n]), int(truth[n]), int(ranks[n, 0]), float(probabilities[n].max()), int(ranks[n, 1])
        )
        for n in order
    )
